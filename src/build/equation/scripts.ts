/**
 * Raised and lowered letters. Unicode has few; a script with one that is missing is set otherwise.
 * A lowered l is not used: it reads as a 1.
 */
import type { Alphabet } from "./tree.ts";

const raised = pairs("0123456789+−=()abcdefghijklmnoprstuvwxyzTNK′", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻᵀᴺᴷ′");
const lowered = pairs("0123456789+−=()aehijkmnoprstuvxβγρφχ", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₕᵢⱼₖₘₙₒₚᵣₛₜᵤᵥₓᵦᵧᵨᵩᵪ");

function pairs(plain: string, small: string): ReadonlyMap<string, string> {
  const glyphs = [...small];
  return new Map([...plain].map((letter, i) => [letter, glyphs[i]!]));
}

const convert = (text: string, table: ReadonlyMap<string, string>): string | undefined => {
  const glyphs = [...text].map((letter) => (letter === "ᵀ" ? letter : table.get(letter)));
  return glyphs.includes(undefined) ? undefined : glyphs.join("");
};

/** `i−1` -> `ⁱ⁻¹`; undefined where a letter has no raised form. */
export const raise = (text: string): string | undefined => convert(text, raised);

/** `i−1` -> `ᵢ₋₁`; undefined where a letter has no lowered form. */
export const lower = (text: string): string | undefined => (text.includes("ᵀ") ? undefined : convert(text, lowered));

/** Scripts on the line: raised and lowered letters where all exist, else `_ref`, `_(i, j)`, `^d`; the same in ASCII. */
export const scriptsOnLine = (sub: string | undefined, sup: string | undefined, alphabet: Alphabet): string => {
  if (sup && isPrime(sup)) return sup + (sub === undefined ? "" : scriptsOnLine(sub, undefined, alphabet));
  const small = alphabet === "unicode" ? smallScripts(sub, sup) : undefined;
  if (small !== undefined) return small;
  const mark = (text: string | undefined, start: string): string => {
    if (text === undefined) return "";
    const plain = text.replace("ᵀ", "T");
    if (isPlain(plain)) return start + plain;
    return /^\([^()]*\)$/.test(plain) ? start + plain : `${start}(${plain})`;
  };
  return mark(sub, "_") + mark(sup, "^");
};

export const isPrime = (text: string): boolean => /^['′]+$/.test(text);

/** A name, a number, a sign or `<t`: clear after a mark, without brackets. */
export const isPlain = (text: string): boolean => /^(?:[A-Za-zΑ-ω]+|[0-9]+|[<>][A-Za-z]|[ℝℒ*+−-])$/.test(text);

/** Both scripts in small letters, or undefined. */
export const smallScripts = (sub: string | undefined, sup: string | undefined): string | undefined => {
  const below = sub === undefined ? "" : lower(sub);
  const above = sup === undefined ? "" : raise(sup);
  return below === undefined || above === undefined ? undefined : below + above;
};
