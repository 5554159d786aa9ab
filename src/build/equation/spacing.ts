/** Spaces between atoms, in cells: TeX's table (The TeXbook, chapter 18) with every space that is seen made one cell. */
import { type AtomClass, classOf, type Node } from "./tree.ts";

export type Placed = { readonly node: Node; readonly class: AtomClass; readonly before: number };

/** The items of a row with their final classes and the space before each. `tight`: inside a script. */
export const placeItems = (node: Node, tight: boolean): Placed[] => {
  const items = node.type === "row" ? node.items : [node];
  const placed: Placed[] = [];
  let asked = 0;
  items.forEach((item, i) => {
    if (item.type === "space") {
      asked = Math.max(asked, item.cells);
      return;
    }
    const before = placed.at(-1);
    const next = items.slice(i + 1).find((other) => other.type !== "space");
    const own = finalClass(classOf(item), before?.class, next && classOf(next));
    const natural = before ? gap(before, { node: item, class: own }, tight) : 0;
    placed.push({ node: item, class: own, before: before ? Math.max(asked, natural) : 0 });
    asked = 0;
  });
  return placed;
};

/** A binary sign without a left operand is a prefix; without a right one it is an ordinary sign. */
const finalClass = (own: AtomClass, before: AtomClass | undefined, next: AtomClass | undefined): AtomClass => {
  if (own !== "bin") return own;
  if (next === undefined || next === "close" || next === "rel" || next === "punct") return "ord";
  if (before === undefined || ["bin", "prefix", "rel", "open", "punct", "op", "big"].includes(before)) return "prefix";
  return "bin";
};

type Neighbour = Pick<Placed, "node" | "class">;

const gap = (left: Neighbour, right: Neighbour, tight: boolean): number => {
  const [before, after] = [left.class, right.class];
  if (before === "rel" && after === "rel") return 0;
  if (before === "rel" || after === "rel" || before === "bin" || after === "bin") return tight ? 0 : 1;
  if (before === "punct") return tight ? 0 : 1;
  if (before === "open" || before === "prefix" || after === "close" || after === "punct") return 0;
  if (before === "big") return 1;
  const opens = after === "open" || right.node.type === "fence";
  if (before === "op") return opens ? 0 : 1;
  if (after === "op" || after === "big") return 1;
  if (before === "inner" || after === "inner") return tight || (opens && before !== "inner") ? 0 : 1;
  return 0;
};

/** Two names, or a name and a letter, would read as one word; so would what follows `_` or `^`. Raised and lowered letters end a name. */
export const runsTogether = (left: string, right: string): boolean => {
  const tail = /(?:[\p{Ll}\p{Lu}\p{Nd}]+|[)}\]*])$/u.exec(left)?.[0];
  const head = /^[\p{Ll}\p{Lu}\p{Nd}]+/u.exec(right)?.[0];
  return !!tail && !!head && (isWord(tail) || isWord(head) || /[_^]/.test(left));
};

const isWord = (text: string): boolean => /\p{L}[\p{L}\p{N}]/u.test(text);
