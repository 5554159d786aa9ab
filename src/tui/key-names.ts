/** Names of the keys that terminals send as escape sequences. After xterm's control sequences and those of the Linux console, rxvt and kitty. */

const byFinal: Readonly<Record<string, string>> = {
  A: "Up",
  B: "Down",
  C: "Right",
  D: "Left",
  E: "Clear",
  F: "End",
  H: "Home",
  P: "F1",
  Q: "F2",
  S: "F4",
};

const byNumber: Readonly<Record<number, string>> = {
  1: "Home",
  2: "Insert",
  3: "Delete",
  4: "End",
  5: "PageUp",
  6: "PageDown",
  7: "Home",
  8: "End",
  11: "F1",
  12: "F2",
  13: "F3",
  14: "F4",
  15: "F5",
  17: "F6",
  18: "F7",
  19: "F8",
  20: "F9",
  21: "F10",
  23: "F11",
  24: "F12",
};

const byCode: Readonly<Record<number, string>> = {
  8: "Backspace",
  9: "Tab",
  10: "Enter",
  13: "Enter",
  27: "Escape",
  32: "Space",
  127: "Backspace",
};

/** `Ctrl-`, `Alt-`, `Shift-` in that order; xterm sends 1 + a bit set. */
const prefix = (modifiers: number): string => {
  const bits = Math.max(0, modifiers - 1);
  return `${bits & 4 ? "Ctrl-" : ""}${bits & 10 ? "Alt-" : ""}${bits & 1 ? "Shift-" : ""}`;
};

/** A key told by its code point (kitty's `u`, xterm's modifyOtherKeys); `undefined` where it is no key of ours. */
const coded = (code: number, modifiers: number): string | undefined => {
  const named = byCode[code];
  if (named) return prefix(modifiers) + named;
  if (code <= 32 || code >= 0xd800) return undefined;
  // A printable key tells its shift by the character itself.
  const shift = (modifiers - 1) & 1;
  const character = String.fromCharCode(code);
  return prefix(modifiers - shift) + (shift && /[a-z]/.test(character) ? character.toUpperCase() : character);
};

/** The key of `ESC [ parameters final`, or `undefined` for everything that is a reply and no key. */
export const csiKey = (parameters: string, final: string): string | undefined => {
  if (!/^[\d;:]*$/.test(parameters)) return undefined;
  const fields = parameters.split(";").map((field) => field.split(":").map(Number));
  const first = fields[0]?.[0] || 1;
  const modifiers = fields[1]?.[0] || 1;
  // kitty reports releases when asked to; nobody asked, but a terminal left so by another program must not double every key.
  if (fields[1]?.[1] === 3) return undefined;
  if (final === "Z") return "Shift-Tab";
  if (final === "u") return coded(first, modifiers);
  if (final === "~") {
    if (first === 27 && fields.length === 3) return coded(fields[2]?.[0] ?? 0, modifiers);
    const name = byNumber[first];
    return name && fields.length <= 2 ? prefix(modifiers) + name : undefined;
  }
  const name = byFinal[final];
  return name && fields.length <= 2 && first === 1 ? prefix(modifiers) + name : undefined;
};

const application: Readonly<Record<string, string>> = { ...byFinal, M: "Enter", R: "F3", j: "*", k: "+", m: "-", o: "/" };

/** The key of `ESC O final` (application cursor and keypad modes). */
export const ss3Key = (final: string): string | undefined => application[final];

/** The key of `ESC [ [ final` (the Linux console's F1 to F5). */
export const consoleKey = (final: string): string | undefined =>
  final >= "A" && final <= "E" ? `F${final.charCodeAt(0) - 64}` : undefined;

/** The key of one C0 control byte or DEL. */
export const controlKey = (byte: number): string | undefined => {
  if (byte === 0x0d || byte === 0x0a) return "Enter";
  if (byte === 0x09) return "Tab";
  if (byte === 0x08 || byte === 0x7f) return "Backspace";
  if (byte === 0x00) return "Ctrl-Space";
  return byte <= 0x1a ? `Ctrl-${String.fromCharCode(byte + 0x60)}` : undefined;
};
