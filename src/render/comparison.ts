/** A comparison as a table; under one another where columns would be too narrow. */
import type { ComparedField, FieldGroup, Side } from "../knowledge/comparison.ts";
import type { Benchmark, FactDoc, Lang, LocalText } from "../knowledge/record.ts";
import { benchmarkName } from "./benchmark-names.ts";
import type { Canvas } from "./canvas.ts";
import { glyphs } from "./glyphs.ts";
import { heading, groups as joined, labelled } from "./layout.ts";
import { constant, grouped, short } from "./number.ts";
import { scoreText } from "./parts.ts";
import { cells, padEnd } from "./width.ts";
import { say, statusNames } from "./words.ts";
import { wrap } from "./wrap.ts";

export type ComparisonNames = {
  readonly organisation: (id: string) => string;
  readonly concept: (id: string) => string;
  readonly release: (id: string) => string;
};

const titles: Readonly<Record<FieldGroup, LocalText>> = {
  general: { en: "General", zh: "概况" },
  size: { en: "Size", zh: "规模" },
  training: { en: "Training and use", zh: "训练与使用" },
  architecture: { en: "Configuration", zh: "配置" },
  ideas: { en: "Ideas of the whole release", zh: "整个发布的技术" },
  benchmarks: { en: "Benchmarks", zh: "评测" },
};

const words = {
  same: { en: "Nothing differs.", zh: "没有差别。" },
  marked: { en: "differs", zh: "有差别" },
  none: { en: "(no source)", zh: "（无来源）" },
  yes: { en: "yes", zh: "是" },
  no: { en: "no", zh: "否" },
} as const;

const listed = (value: readonly unknown[], name: (id: string) => string): string => value.map((one) => name(String(one))).join(", ");

/** Runs of equal words: 5x sliding_attention, full_attention. */
const folded = (list: readonly unknown[]): string => {
  const runs: [string, number][] = [];
  for (const item of list.map(String)) {
    const last = runs.at(-1);
    if (last?.[0] === item) last[1]++;
    else runs.push([item, 1]);
  }
  const text = runs.map(([item, count]) => (count > 1 ? `${count}x ${item}` : item)).join(", ");
  return runs.length > 12 ? `${list.length}: ${[...new Set(list.map(String))].join(", ")}` : text;
};

const valueText = ({ field }: ComparedField, value: unknown, names: ComparisonNames, canvas: Canvas): string => {
  const { lang } = canvas;
  if (value === undefined) return glyphs(canvas).none;
  if (value === "undisclosed") return say(statusNames.undisclosed, lang);
  if (typeof value === "boolean") return say(value ? words.yes : words.no, lang);
  if (field === "organisation") return names.organisation(String(value));
  if (Array.isArray(value)) {
    if (field === "introduces" || field === "uses") return listed(value, names.concept);
    return field === "based_on" ? listed(value, names.release) : folded(value);
  }
  if (typeof value === "number") {
    if (field === "training.tokens") return short(value);
    return field.startsWith("config.") ? constant(value) : grouped(value);
  }
  if (typeof value === "object" && value !== null) {
    if ("score" in value) return scoreText(value as Benchmark);
    if ("en" in value) return (value as LocalText)[lang];
    return JSON.stringify(value);
  }
  return String(value);
};

const fieldText = ({ field }: ComparedField, lang: Lang): string =>
  field.startsWith("benchmarks.") ? benchmarkName(field.slice("benchmarks.".length), lang) : field.replace(/^config\./, "");

/** Numbers of the facts that are shown, in the order they are met. */
const numbered = (fields: readonly ComparedField[], lang: Lang) => {
  const known = new Map<string, number>();
  const textOf = (fact: FactDoc): string =>
    [say(statusNames[fact.status], lang), ...(fact.source ? [fact.source] : [fact.from, fact.by]), fact.where].filter(Boolean).join(" · ");
  for (const { facts } of fields) for (const fact of facts) if (fact && !known.has(textOf(fact))) known.set(textOf(fact), known.size + 1);
  return { known, of: (fact: FactDoc | undefined): string => (fact ? ` [${known.get(textOf(fact))}]` : "") };
};

const leastColumn = 14;

export const comparisonLines = (
  sides: readonly Side[],
  fields: readonly ComparedField[],
  names: ComparisonNames,
  canvas: Canvas,
  sources = false,
): readonly string[] => {
  const { lang, style, ascii } = canvas;
  const mark = ascii ? "*" : "≠";
  if (fields.length === 0) return [say(words.same, lang)];
  const evidence = numbered(fields, lang);
  const texts = fields.map((row) =>
    row.values.map((value, i) => valueText(row, value, names, canvas) + (sources && value !== undefined ? evidence.of(row.facts[i]) : "")),
  );
  const label = Math.min(26, Math.max(...fields.map((row) => cells(fieldText(row, lang))))) + 4;
  const width = Number.isFinite(canvas.width) ? canvas.width : 200;
  const column = Math.floor((width - label) / sides.length) - 2;
  const drawn = column >= leastColumn ? beside() : beneath();
  const list = [...evidence.known.keys()].flatMap((text, i) =>
    wrap(style("muted", `[${i + 1}] ${text}`), canvas.width, { hanging: "    " }),
  );
  return joined(drawn, sources ? list : []);

  function beside(): string[] {
    const sizes = sides.map((side, i) => Math.min(column, Math.max(cells(side.name), ...texts.map((row) => cells(row[i]!)))));
    const line = (first: string, cellsOf: readonly (readonly string[])[]): string[] =>
      Array.from({ length: Math.max(1, ...cellsOf.map((one) => one.length)) }, (_, k) =>
        [padEnd(k === 0 ? first : "", label), ...cellsOf.map((one, i) => padEnd(one[k] ?? "", sizes[i]!))].join("  ").trimEnd(),
      );
    const head = line(
      "",
      sides.map((side, i) => wrap(style("title", side.name), sizes[i]!)),
    );
    return joined(
      head,
      ...sections().map(([title, rows]) => [
        heading(title, canvas),
        ...rows.flatMap(({ row, texts: own }) => {
          const first = `${row.same ? " " : style("accent", mark)} ${style("label", fieldText(row, lang))}`;
          return line(
            first,
            own.map((text, i) => wrap(row.same ? style("muted", text) : text, sizes[i]!)),
          );
        }),
      ]),
    );
  }

  function beneath(): string[] {
    return joined(
      ...sections().map(([title, rows]) => [
        heading(title, canvas),
        ...rows.flatMap(({ row, texts: own }) => [
          `${row.same ? " " : style("accent", mark)} ${style("label", fieldText(row, lang))}`,
          ...labelled(
            // Without a name a value is everybody's: what one of them lacks, or has from elsewhere, is not.
            own.every((text) => text === own[0]) && row.same
              ? [{ label: "", text: own[0]! }]
              : sides.map((side, i) => ({ label: side.name, text: own[i]! })),
            { ...canvas, width: canvas.width - 4 },
            30,
          ).map((text) => `    ${text}`),
        ]),
      ]),
    );
  }

  function sections(): [string, { row: ComparedField; texts: readonly string[] }[]][] {
    const all = fields.map((row, i) => ({ row, texts: texts[i]! }));
    return (Object.keys(titles) as FieldGroup[]).flatMap((group) => {
      const rows = all.filter(({ row }) => row.group === group);
      return rows.length > 0 ? [[say(titles[group], lang), rows] as [string, typeof rows]] : [];
    });
  }
};
