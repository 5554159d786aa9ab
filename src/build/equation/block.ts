/** An equation in two dimensions: boxes of characters on a baseline. */
import { above, type Box, below, beside, blank, box, stacked, toHeight, toWidth } from "./box.ts";
import { tallDelimiter } from "./delimiters.ts";
import { isLetter, isOneFactor, lineOf, rootOnLine } from "./line.ts";
import { isPlain, isPrime, scriptsOnLine, smallScripts } from "./scripts.ts";
import { type Placed, placeItems, runsTogether } from "./spacing.ts";
import type { Alphabet, Node } from "./tree.ts";

export const blockOf = (node: Node, alphabet: Alphabet): Box => {
  const placed = placeItems(node, false);
  const boxes = placed.map(({ node: item }) => itemBox(item, alphabet));
  return beside(boxes.flatMap((part, i) => (i === 0 ? [part] : [box([blank(spaceBefore(placed, boxes, i))]), part])));
};

/** What the classes ask for, and air where two parts would touch. */
const spaceBefore = (placed: readonly Placed[], boxes: readonly Box[], at: number): number => {
  const { node, before } = placed[at]!;
  const { node: lastNode, class: lastClass } = placed[at - 1]!;
  const [last, part] = [boxes[at - 1]!, boxes[at]!];
  const tail = last.rows[last.baseline]!;
  // A text that ends with a space has its own.
  if (before > 0) return last.rows.length === 1 && tail.endsWith(" ") ? before - 1 : before;
  const fences = lastNode.type === "fence" && node.type === "fence" && last.rows.length > 1 && part.rows.length > 1;
  const bars = lastClass === "prefix" && node.type === "fraction" && part.rows.length > 1;
  return fences || bars || runsTogether(tail, part.rows[part.baseline]!) ? 1 : 0;
};

const itemBox = (node: Node, alphabet: Alphabet): Box => {
  const inside = (child: Node): Box => blockOf(child, alphabet);
  switch (node.type) {
    case "sign":
      return box([node.sign[alphabet]]);
    case "row":
      return inside(node);
    case "fraction":
      return node.small ? box([lineOf(node, alphabet)]) : fractionBox(inside(node.over), inside(node.under), alphabet);
    case "choose": {
      const [over, under] = [inside(node.over), inside(node.under)];
      return fenced({ unicode: "(", ascii: "(" }, stacked([over, box([""]), under], 1), { unicode: ")", ascii: ")" }, alphabet);
    }
    case "root":
      if (inside(node.body).rows.length === 1 && (alphabet === "ascii" || isOneFactor(node.body)))
        return box([rootOnLine(node, alphabet, false)]);
      return rootBox(inside(node.body), node.index ? lineOf(node.index, alphabet, true) : "", alphabet);
    case "scripts":
      return node.limits ? limitsBox(node, alphabet) : scriptsBox(node, alphabet);
    case "accent": {
      const body = inside(node.body);
      const row = node.accent.row[alphabet];
      if (isLetter(lineOf(node.body, alphabet)) || alphabet === "ascii") return box([lineOf(node, alphabet)]);
      return stacked([box([node.accent.name === "bar" ? row.repeat(body.width) : row]), body], 1);
    }
    case "fence":
      return fenceBox(node, alphabet);
    case "matrix":
      return matrixBox(node, alphabet);
    case "middle":
    case "space":
      return box([lineOf(node, alphabet)]);
  }
};

const bar: Readonly<Record<Alphabet, string>> = { unicode: "─", ascii: "-" };

const fractionBox = (over: Box, under: Box, alphabet: Alphabet): Box => {
  // A bar inside a bar is the shorter one.
  const overhang = over.rows.length > 1 || under.rows.length > 1 ? 2 : 0;
  const width = Math.max(3, over.width + overhang, under.width + overhang);
  return stacked([over, box([bar[alphabet].repeat(width)]), under], 1);
};

const rootBox = (body: Box, index: string, alphabet: Alphabet): Box => {
  const [corner, stem, roof, foot] = alphabet === "unicode" ? ["┌", "│", "─", "√"] : [" ", "|", "_", "\\/"];
  const left = blank(foot.length);
  const air = body.rows.length > 1 ? " " : "";
  const rows = body.rows.map((row, i) => (i === body.rows.length - 1 ? foot : left) + stem + air + row + air);
  const whole = box([left + corner + roof.repeat(body.width + 2 * air.length), ...rows], body.baseline + 1);
  // The index stands on the foot.
  return index === "" ? whole : beside([box([index, ""], 1 - below(body)), whole]);
};

type Scripts = Extract<Node, { type: "scripts" }>;

const limitsBox = ({ base, sub, sup }: Scripts, alphabet: Alphabet): Box => {
  const own = blockOf(base, alphabet);
  const limit = (script: Node | undefined): Box[] => (script ? [box([lineOf(script, alphabet, true)])] : []);
  return stacked([...limit(sup), own, ...limit(sub)], sup ? 1 : 0);
};

const scriptsBox = ({ base, sub, sup }: Scripts, alphabet: Alphabet): Box => {
  const own = blockOf(base, alphabet);
  const lowered = sub && lineOf(sub, alphabet, true);
  const raised = sup && lineOf(sup, alphabet, true);
  if (own.rows.length > 1) return beside([own, besideTall(own, lowered, raised, alphabet)]);
  const inLine =
    alphabet === "ascii" ||
    smallScripts(lowered, raised) !== undefined ||
    (lowered !== undefined && raised === undefined && isPlain(lowered));
  if (inLine) return beside([own, box([scriptsOnLine(lowered, raised, alphabet)])]);
  const prime = raised !== undefined && isPrime(raised);
  const rows = [...(raised && !prime ? [raised.replace("ᵀ", "T")] : []), "", ...(lowered ? [lowered] : [])];
  return beside([own, ...(prime ? [box([raised])] : []), box(rows, raised && !prime ? 1 : 0)]);
};

/** Scripts of something tall stand at its first and last row. */
const besideTall = (own: Box, sub: string | undefined, sup: string | undefined, alphabet: Alphabet): Box => {
  const set = (text: string | undefined, raise: boolean): string =>
    text === undefined
      ? ""
      : ((alphabet === "unicode" ? (raise ? smallScripts(undefined, text) : smallScripts(text, undefined)) : undefined) ?? text);
  const rows = own.rows.map((_, row) => (row === 0 ? set(sup, true) : row === own.rows.length - 1 ? set(sub, false) : ""));
  return box(rows, own.baseline);
};

type Fence = Extract<Node, { type: "fence" }>;

/** The parts between the brackets and their bars are all as tall as the tallest. */
const fenceBox = ({ left, right, body }: Fence, alphabet: Alphabet): Box => {
  const whole = blockOf(body, alphabet);
  const items = body.type === "row" ? body.items : [body];
  if (!items.some((item) => item.type === "middle") || whole.rows.length === 1) return fenced(left, whole, right, alphabet);
  const parts = placeItems(body, false).flatMap(({ node, before }) => [
    box([blank(before)]),
    node.type === "middle" ? tallDelimiter(node.sign, alphabet, whole.rows.length, whole.baseline) : itemBox(node, alphabet),
  ]);
  return fenced(left, beside(parts), right, alphabet);
};

const fenced = (left: Fence["left"], body: Box, right: Fence["right"], alphabet: Alphabet): Box => {
  const tall = body.rows.length > 1 ? toHeight(body, 1, 1) : body;
  const delimiter = (sign: Fence["left"]): Box => tallDelimiter(sign, alphabet, tall.rows.length, tall.baseline);
  return beside([delimiter(left), tall, delimiter(right)]);
};

const matrixBox = ({ rows, align, gap }: Extract<Node, { type: "matrix" }>, alphabet: Alphabet): Box => {
  const boxes = rows.map((cells) => cells.map((cell) => blockOf(cell, alphabet)));
  const columns = Math.max(...boxes.map((cells) => cells.length));
  const widths = Array.from({ length: columns }, (_, column) => Math.max(0, ...boxes.map((cells) => cells[column]?.width ?? 0)));
  const lines = boxes.map((cells) =>
    beside(
      widths.flatMap((width, column) => [
        ...(column > 0 && gap > 0 ? [box([blank(gap)])] : []),
        toWidth(cells[column] ?? box([""]), width, align[column] ?? "c"),
      ]),
    ),
  );
  // Rows of several lines need air between them; two rows get a middle line for the baseline.
  const airy = (rows.length === 2 && gap > 0) || lines.some((line) => above(line) + below(line) > 0);
  const spread = lines.flatMap((line, i) => (airy && i > 0 ? [box([""]), line] : [line]));
  const whole = stacked(spread, 0, "l");
  return { ...whole, baseline: (whole.rows.length - 1) >> 1 };
};
