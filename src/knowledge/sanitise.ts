/** What must never reach a terminal raw: controls, escape sequences, bidi overrides, invisible characters (CWE-150, CVE-2021-42574). */
const hostile =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b\u200e\u200f\u061c\u202a-\u202e\u2060\u2066-\u2069\ufeff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

export const hostileCharacters = (text: string): string[] => text.match(hostile) ?? [];

const codePoint = (character: string): string => `<U+${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}>`;

/** The same text with every hostile character shown, not sent: for what is echoed back in messages. */
export const visible = (text: string): string => text.replace(hostile, codePoint).replace(/[\t\n]/g, codePoint);
