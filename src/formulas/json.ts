/** What is wrong with a text that is not JSON, in both languages: the engine's own words are English, and change with it. */
import type { LocalText } from "./define.ts";
import { quoted } from "./input-error.ts";

/** How much of the text is shown from the fault on. */
const shown = 20;

/** It is JSON, or could become so with more after it. */
const isBeginning = (text: string): boolean => {
  try {
    JSON.parse(text);
    return true;
  } catch (error) {
    const { message } = error as Error;
    const place = /position (\d+)/.exec(message)?.[1];
    return place === undefined ? /end of JSON/.test(message) : Number(place) >= text.length;
  }
};

/** Of a text that JSON.parse refuses. */
export const jsonFault = (text: string): LocalText => {
  let [good, bad] = [0, text.length + 1];
  while (bad - good > 1) {
    const middle = (good + bad) >> 1;
    if (isBeginning(text.slice(0, middle))) good = middle;
    else bad = middle;
  }
  if (text.slice(good).trim() === "") return { en: "it ends too early", zh: "内容不完整" };
  const token = quoted(text.slice(good, good + shown));
  return { en: `${token} at character ${good + 1} does not belong there`, zh: `第 ${good + 1} 个字符处的 ${token} 不合语法` };
};
