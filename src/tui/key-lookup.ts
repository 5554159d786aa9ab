/** What a key does in a context, and how it is written. */

import { type Context, contexts } from "./key-contexts.ts";
import { bindings, type KeyAction } from "./keys.ts";

const table: Readonly<Record<Context, ReadonlyMap<string, KeyAction>>> = (() => {
  const of = (context: Context): ReadonlyMap<string, KeyAction> =>
    new Map(
      bindings.filter((binding) => binding.when.includes(context)).flatMap((binding) => binding.keys.map((key) => [key, binding.action])),
    );
  return Object.fromEntries(contexts.map((context) => [context, of(context)])) as Record<Context, ReadonlyMap<string, KeyAction>>;
})();

/** A key as an input method sends it: full-width letters and signs, the ideographic space. */
const narrow = (key: string): string => (key.charCodeAt(0) > 0x7f ? key.normalize("NFKC") : key);

export const actionOf = (key: string, context: Context): KeyAction | undefined => {
  const plain = narrow(key);
  return table[context].get(plain === " " ? "Space" : plain);
};

const glyphs: Readonly<Record<string, string>> = {
  Up: "↑",
  Down: "↓",
  Left: "←",
  Right: "→",
  Escape: "Esc",
  PageDown: "PgDn",
  PageUp: "PgUp",
};

/** How a key is written: `↑`, `Ctrl-D`, `Alt-←`. */
export const keyLabel = (key: string, ascii: boolean): string => {
  const dash = key.lastIndexOf("-");
  const [modifiers, name] = dash > 0 && dash < key.length - 1 ? [key.slice(0, dash + 1), key.slice(dash + 1)] : ["", key];
  const glyph = glyphs[name];
  const shown = glyph && !(ascii && glyph > "~") ? glyph : name;
  return modifiers + (modifiers && shown.length === 1 && shown < "~" ? shown.toUpperCase() : shown);
};
