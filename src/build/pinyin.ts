/** Readings of Chinese names, made at build so that nothing loads a dictionary at run time. */
import { pinyin } from "pinyin-pro";
import { isHan } from "../knowledge/normalise.ts";

/** Where the dictionary reads a technical word wrongly: both readings are kept. */
const corrections: Readonly<Record<string, string>> = {
  重参数化: "chong can shu hua",
  重排: "chong pai",
  长度: "chang du",
  模型: "mo xing",
};

const joined = (syllables: readonly string[]): string[] => {
  const full = syllables.join("");
  const initials = syllables.map((syllable) => syllable[0] ?? "").join("");
  // ü is typed as v or as u.
  return full.includes("ü") ? [full.replaceAll("ü", "v"), full.replaceAll("ü", "u"), initials] : [full, initials];
};

const syllablesOf = (text: string): string[] =>
  pinyin(text, { toneType: "none", type: "array", nonZh: "consecutive" }).map((syllable) => syllable.toLowerCase().replace(/\s+/g, ""));

/** Full pinyin and initials of a text that holds Chinese characters; nothing for one that does not. */
export const readings = (text: string): string[] => {
  if (!isHan(text)) return [];
  const all = joined(syllablesOf(text));
  for (const [word, reading] of Object.entries(corrections))
    if (text.includes(word)) {
      const [before, after] = text.split(word, 2);
      const syllables = [...(before ? syllablesOf(before) : []), ...reading.split(" "), ...(after ? syllablesOf(after) : [])];
      all.push(...joined(syllables));
    }
  return [...new Set(all.filter((reading) => reading.length > 1))];
};
