/** Prose on a terminal that has ASCII and letters only: signs, chrome and drawings in ASCII; letters of every language stay. */
import type { Lang } from "../../knowledge/record.ts";

/** A table of signs and what stands for each, read when it is first used. */
const pairs = (table: string): (() => ReadonlyMap<string, string>) => {
  let read: ReadonlyMap<string, string> | undefined;
  return () => (read ??= new Map(table.split(" ").map((pair) => [[...pair][0]!, pair.slice([...pair][0]!.length)] as const)));
};

const signs = pairs(
  "→-> ←<- ↔<-> ⇒=> ↑^ ↓v −- ×x ·* ⊙(.) ⊗(*) ±+- ≤<= ≥>= ≈~ ≠!= ∼~ ∞inf √sqrt ∑sum ∏prod ∈in ′' ″\" ⁰^0 ¹^1 ²^2 ³^3 •* " +
    "₀_0 ₁_1 ₂_2 ₃_3 ₄_4 ₅_5 ₆_6 ₇_7 ₈_8 ₉_9 ᵢ_i ⱼ_j ₙ_n ₜ_t ℝR ℒL ●* ○o ▼v ▲^ ▶> ◀< ►> ◄< ■# □#",
);

/** In Chinese these are Chinese punctuation, and stay. */
const latinPunctuation = pairs('–- —- …... “" ”" „" ‘\' ’\' ‚,');

const replaceAll = (text: string, table: ReadonlyMap<string, string>): string =>
  /^[\x20-\x7e]*$/.test(text) ? text : Array.from(text, (letter) => table.get(letter) ?? letter).join("");

/** What a root is of, where no parentheses say so: a name or a number with its signs. */
const bareRoot = /√([\p{Script=Latin}\p{Script=Greek}\p{N}_.′]+)/gu;

export const asciiText = (text: string, lang: Lang): string => {
  const plain = replaceAll(text.replace(bareRoot, "√($1)"), signs());
  return lang === "en" ? replaceAll(plain, latinPunctuation()) : plain;
};

const boxLines = "│┃║╎╏┆┇┊┋";
const boxDashes = "─━═╌╍┄┅┈┉";
const drawn = pairs(
  "╱/ ╲\\ ╳X ▼v ▽v ▲^ △^ ▶> ▷> ◀< ◁< ►> ◄< →> ←< ↑^ ↓v ↔- ●* ○o ■# □# ·* …. −- ×x ²2 ³3 ₀0 ₁1 ₂2 ₃3 ₄4 ₅5 ₆6 ₇7 ₈8 ₉9 ᵢi ⱼj ₙn ₜt ′' ≤< ≥> ≈~ ⊙* ⊗x √v ∑S",
);

/** A drawing keeps its columns: every sign becomes one ASCII character. */
export const asciiDrawing = (line: string): string =>
  Array.from(line, (letter) => {
    if (boxLines.includes(letter)) return "|";
    if (boxDashes.includes(letter)) return "-";
    if (letter >= "─" && letter <= "╰") return "+";
    return drawn().get(letter) ?? letter;
  }).join("");
