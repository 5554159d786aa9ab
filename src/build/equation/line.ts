/** An equation on one line. Parentheses keep the meaning that height and raised letters would have had. */

import { scriptsOnLine } from "./scripts.ts";
import { type Placed, placeItems, runsTogether } from "./spacing.ts";
import type { Alphabet, Node } from "./tree.ts";

export const lineOf = (node: Node, alphabet: Alphabet, tight = false): string => {
  const placed = placeItems(node, tight);
  let line = "";
  let last = "";
  placed.forEach((item, i) => {
    const text = inContext(placed, i, alphabet, tight);
    const space =
      item.before > 0 && !(/[([]$/.test(line) || (opensItself(item.node, text) && item.before === 1 && isFunction(placed[i - 1])));
    // A text that ends with a space has its own.
    const cells = line.endsWith(" ") ? item.before - 1 : item.before;
    line += (space ? " ".repeat(cells) : runsTogether(last, text) ? " " : "") + text;
    last = text;
  });
  return line;
};

const isFunction = (before: Placed | undefined): boolean => before?.class === "op";

/** A fraction that got parentheses follows its function as an argument does. */
const opensItself = (node: Node, text: string): boolean => node.type === "fraction" && text.startsWith("(");

/** A fraction needs parentheses where it has a factor beside it. */
const inContext = (placed: readonly Placed[], at: number, alphabet: Alphabet, tight: boolean): string => {
  const { node } = placed[at]!;
  const text = itemOnLine(node, alphabet, tight);
  if (node.type !== "fraction") return text;
  const before = placed[at - 1]?.class;
  const after = placed[at + 1]?.class;
  const separated = (neighbour: Placed["class"] | undefined): boolean =>
    neighbour === undefined || ["rel", "punct", "open", "close"].includes(neighbour);
  const sumSign = (i: number): boolean => {
    const sign = placed[i]?.node;
    return sign?.type === "sign" && sign.class === "bin" && /^[-+]/.test(sign.sign.ascii);
  };
  const free = (separated(before) || sumSign(at - 1)) && (separated(after) || sumSign(at + 1));
  return free ? text : `(${text})`;
};

const itemOnLine = (node: Node, alphabet: Alphabet, tight: boolean): string => {
  const inside = (child: Node): string => lineOf(child, alphabet, tight);
  switch (node.type) {
    case "sign":
    case "middle":
      return node.sign[alphabet];
    case "space":
      return " ".repeat(node.cells);
    case "row":
      return inside(node);
    case "fraction":
      return `${numerator(node.over, inside(node.over))}/${denominator(node.under, inside(node.under))}`;
    case "choose":
      return `C(${inside(node.over)}, ${inside(node.under)})`;
    case "root":
      return rootOnLine(node, alphabet, tight);
    case "scripts": {
      const [sub, sup] = [node.sub, node.sup].map((script) => script && lineOf(script, alphabet, true));
      return scriptBase(node.base, inside(node.base)) + scriptsOnLine(sub, sup, alphabet);
    }
    case "accent":
      return alphabet === "unicode" && isLetter(inside(node.body))
        ? (inside(node.body) + node.accent.mark).normalize("NFC")
        : `${node.accent.name}(${inside(node.body)})`;
    case "fence":
      return node.left[alphabet] + inside(node.body) + node.right[alphabet];
    case "matrix":
      return node.rows
        .map((cells) =>
          cells
            .map(inside)
            .join(node.gap === 0 ? "" : ", ")
            .trim(),
        )
        .join("; ");
  }
};

export const isLetter = (text: string): boolean => /^\p{L}$/u.test(text);

export const rootOnLine = (node: Extract<Node, { type: "root" }>, alphabet: Alphabet, tight: boolean): string => {
  const body = lineOf(node.body, alphabet, tight);
  const index = node.index && lineOf(node.index, alphabet, true);
  if (alphabet === "ascii") return index ? `root(${body}, ${index})` : `sqrt(${body})`;
  return `${index ? scriptsOnLine(undefined, index, alphabet) : ""}√${factors(node.body) === 1 ? body : `(${body})`}`;
};

/** What a script applies to as a whole. */
const scriptBase = (base: Node, text: string): string =>
  (base.type === "row" && base.items.length > 1) || base.type === "fraction" || base.type === "root" || base.type === "scripts"
    ? `(${text})`
    : text;

const numerator = (node: Node, text: string): string => (isProduct(node) ? text : `(${text})`);

const denominator = (node: Node, text: string): string => (factors(node) === 1 ? text : `(${text})`);

/** Nothing in it binds weaker than a product, and no function could take the bar for its argument. */
const isProduct = (node: Node): boolean =>
  placeItems(node, false).every(
    ({ node: item, class: own }) => ["ord", "inner"].includes(own) && item.type !== "fraction" && item.type !== "row",
  ) || factors(node) === 1;

export const isOneFactor = (node: Node): boolean => factors(node) === 1;

/** How many things a row multiplies; a function or a name with its argument in parentheses is one. */
const factors = (node: Node): number => {
  const placed = placeItems(node, false);
  let count = 0;
  let depth = 0;
  for (const [i, { class: own, node: item }] of placed.entries()) {
    const before = placed[i - 1];
    const argument = before !== undefined && isName(before) && (own === "open" || item.type === "fence") && !isSum(placed, i);
    if (own === "open") {
      if (depth === 0 && !argument) count++;
      depth++;
    } else if (own === "close") depth--;
    else if (depth === 0 && own === "op")
      count += isName(placed[i]!) && (placed[i + 1]?.class === "open" || placed[i + 1]?.node.type === "fence") ? 1 : 2;
    else if (depth === 0 && !argument && textOf(item) !== "∂")
      count += own === "ord" && item.type !== "row" && item.type !== "matrix" ? 1 : 2;
  }
  return count;
};

/** `K(K − 1)` may be a product: in doubt it is one, and gets parentheses. */
const isSum = (placed: readonly Placed[], open: number): boolean => {
  if (placed[open - 1]?.class === "op") return false;
  const close = placed.findIndex(({ class: own }, i) => i > open && own === "close");
  const inside = placed.slice(open, close);
  return inside.some(({ class: own }) => own === "bin") && !inside.some(({ class: own }) => own === "rel" || own === "punct");
};

const isName = ({ node, class: own }: Placed): boolean =>
  own === "op" || (own === "ord" && (node.type === "scripts" ? !/^[0-9]/.test(textOf(node.base)) : /^\p{L}/u.test(textOf(node))));

const textOf = (node: Node): string => (node.type === "sign" ? node.sign.unicode : node.type === "accent" ? textOf(node.body) : "");
