/** Which constants of a formula came from the record of a model, and from where in it. */
import type { LocalText, Status } from "../knowledge/record.ts";
import type { Canvas } from "./canvas.ts";
import { constant } from "./number.ts";
import { asciiText } from "./prose/ascii.ts";
import { say } from "./words.ts";
import { wrap } from "./wrap.ts";

/** As `--json` has it under `options.taken`, by input. */
export type Taken = {
  readonly value: unknown;
  /** Paths in the record of the model. */
  readonly from: readonly string[];
  /** How the value follows from them. */
  readonly how?: string;
  readonly status?: Status;
  /** Ids of sources. */
  readonly sources: readonly string[];
  readonly where?: string;
  /** Something else was given. */
  readonly overruled?: true;
  /** "none" was given. */
  readonly dropped?: true;
  /** Keys of an object that were given beside it. */
  readonly given?: readonly string[];
};

type Row = { readonly input: string; readonly taken: Taken; readonly titles: readonly string[] };

const longest = 4;

const valueText = (value: unknown): string => {
  if (typeof value === "number") return constant(value);
  if (Array.isArray(value))
    return value.length > longest ? `[${value[0]}, …, ${value.at(-1)}] (${value.length})` : `[${value.map(valueText).join(", ")}]`;
  if (typeof value === "object" && value !== null)
    return Object.entries(value)
      .map(([key, one]) => `${key}=${valueText(one)}`)
      .join(" ");
  return String(value);
};

const keysOf = ({ from, how }: Taken): string => how ?? from.map((path) => path.replace(/^config\./, "")).join(", ");

const rowText = (name: string, { input, taken, titles }: Row, canvas: Canvas): string => {
  const { lang, style } = canvas;
  const zh = lang === "zh";
  const value = style("number", valueText(taken.value));
  const keys = `${keysOf(taken)}${titles.length > 0 ? (zh ? `（${titles.join("；")}）` : ` (${titles.join("; ")})`) : ""}`;
  const derived = taken.status === "derived" ? (zh ? "，推算" : ", derived") : "";
  if (taken.overruled) return zh ? `${input} 取给定的值；${name} 为 ${value}：${keys}` : `${input} as given; ${name} has ${value}: ${keys}`;
  if (taken.dropped) return zh ? `${input} 不用；${name} 为 ${value}：${keys}` : `${input} left out; ${name} has ${value}: ${keys}`;
  const beside = taken.given ? (zh ? `；${taken.given.join("、")} 取给定的值` : `; ${taken.given.join(", ")} as given`) : "";
  return zh
    ? `${input} = ${value}  取自 ${name}${derived}：${keys}${beside}`
    : `${input} = ${value}  from ${name}${derived}: ${keys}${beside}`;
};

type Said = { readonly warnings: readonly LocalText[]; readonly remarks: readonly LocalText[] };

/** Warnings first: they are about the result above. */
export const takenLines = (name: string, rows: readonly Row[], { warnings, remarks }: Said, canvas: Canvas): readonly string[] => {
  const { style, lang, width, ascii } = canvas;
  const plain = (text: string): string => (ascii ? asciiText(text, lang) : text);
  return [
    ...warnings.flatMap((warning) => wrap(style("warning", plain(say(warning, lang))), width, { hanging: "  " })),
    ...rows.flatMap((row) => wrap(plain(rowText(name, row, canvas)), width, { hanging: "  " })),
    ...remarks.flatMap((remark) => wrap(style("muted", plain(say(remark, lang))), width, { hanging: "  " })),
  ];
};
