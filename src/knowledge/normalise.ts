/** One spelling for a name however it was typed: `LLama-2`, `llama 2` and `ＬＬａｍａ２` are one key. */
const asciiNoise = /[\s!-/:-@[-`{-~]+/g;
const ascii = /^[\x00-\x7f]*$/;

export const normaliseName = (given: string): string => {
  // The sign tells Command R+ from Command R.
  const text = /[+＋]/.test(given) ? given.replace(/(?<=[\p{L}\p{N}])[+＋]/gu, "plus") : given;
  if (ascii.test(text)) return text.toLowerCase().replace(asciiNoise, "") || text.trim().toLowerCase();
  // Lower case may bring composed letters apart.
  const folded = text.normalize("NFKC").toLowerCase().normalize("NFKC");
  // Marks that a sign held apart come together when it goes.
  return folded.replace(/[\s\p{P}\p{S}]+/gu, "").normalize("NFKC") || folded.trim();
};

/** The same with the point between digits kept: it alone tells Qwen2.5-7B from Qwen2-57B. */
export const pointedName = (text: string): string => {
  const keepPoint = (_sign: string, point?: string): string => point ?? "";
  if (ascii.test(text)) return text.toLowerCase().replace(/((?<=\d)\.(?=\d))|[\s!-/:-@[-`{-~]/g, keepPoint);
  return text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/((?<=\d)\.(?=\d))|[\s\p{P}\p{S}]/gu, keepPoint);
};

const han = /[\u3400-\u9fff\uf900-\ufaff]/;

/** Words of a text, lower case: Latin words and numbers, and whole runs of Chinese characters. */
export const words = (text: string): string[] =>
  text
    .normalize("NFKC")
    .toLowerCase()
    .match(/[\u3400-\u9fff\uf900-\ufaff]+|[\p{L}\p{N}]+/gu) ?? [];

export const isHan = (text: string): boolean => han.test(text);

/** Keys under which running text is indexed: Latin words as they are, Chinese runs as overlapping pairs of characters. */
export const textKeys = (text: string): string[] =>
  words(text).flatMap((word) => {
    if (!isHan(word)) return [word];
    const characters = [...word];
    return characters.length === 1 ? characters : characters.slice(1).map((character, i) => characters[i]! + character);
  });
