/** What `size` and `inspect` say of a model file. */
import type { LocalText } from "../knowledge/record.ts";
import { visible } from "../knowledge/sanitise.ts";
import type { Wrong } from "../sizing/impossible.ts";

/** What a model read from standard input is called. */
export const standardInput: LocalText = { en: "standard input", zh: "标准输入" };

const longest = 40;

const valueText = (value: unknown): string => {
  const text = typeof value === "number" ? String(value) : (JSON.stringify(value) ?? String(value));
  return visible(text.length > longest ? `${text.slice(0, longest)}…` : text);
};

/** Values that cannot be, as one line: `hidden_size -4096: must be a whole number from 1 on`. */
export const wrongText = (wrong: readonly Wrong[]): LocalText => {
  const said = (lang: "en" | "zh", colon: string): string[] =>
    wrong.map(({ key, value, reason }) => `${visible(key)} ${valueText(value)}${colon}${reason[lang]}`);
  return { en: said("en", ": ").join("; "), zh: said("zh", "：").join("；") };
};
