/** KaTeX's tree -> ours. What is not known is an error that names it. */
import { type ParsedNode, parseTex } from "./katex.ts";
import { accents, inFont, plainFonts, symbol, wordFonts } from "./symbols.ts";
import { type Align, type AtomClass, isEmpty, type Node, rowOf, type Sign, sign } from "./tree.ts";

type Reader = { readonly tex: string; readonly font?: string };

export const readEquation = (tex: string): Node => readRow(parseTex(tex), { tex });

const readRow = (nodes: readonly ParsedNode[], reader: Reader): Node => rowOf(joinNumbers(nodes.map((node) => readNode(node, reader))));

const readNode = (node: ParsedNode, reader: Reader): Node => {
  const row = (nodes: readonly ParsedNode[]): Node => readRow(nodes, reader);
  const one = (child: ParsedNode): Node => readNode(child, reader);
  switch (node.type) {
    case "mathord":
    case "textord":
      return atom("ord", inFont(reader.font, signOf(node.text, node, reader)));
    case "atom":
      return atom(node.family === "inner" ? "ord" : node.family, signOf(node.text, node, reader));
    case "op":
      return readOperator(node, reader);
    case "operatorname":
      return atom("op", wordOf(node.body, node, reader));
    case "text":
      return atom("ord", wordOf(node.body, node, reader));
    case "font":
      return readFont(node, reader);
    case "ordgroup":
      return asOrdinary(row(node.body));
    case "styling":
      return row(node.body);
    case "mclass":
      return readClass(node, reader);
    case "mathchoice":
      return row(node.display);
    case "htmlmathml":
      return row(node.mathml);
    case "spacing":
      return { type: "space", cells: node.text === "\\nobreak" || node.text === "\\allowbreak" ? 0 : 1 };
    case "kern":
      return { type: "space", cells: kernCells(node.dimension) };
    case "rule":
      return node.width.number === 0 ? rowOf([]) : unknown(node, reader);
    case "accent":
    case "overline":
      return readAccent(node, reader);
    case "genfrac":
      return readFraction(node, reader);
    case "sqrt":
      return { type: "root", body: one(node.body), ...(node.index ? { index: one(node.index) } : {}) };
    case "supsub":
      return {
        type: "scripts",
        base: node.base ? one(node.base) : rowOf([]),
        ...(node.sup ? { sup: one(node.sup) } : {}),
        ...(node.sub ? { sub: one(node.sub) } : {}),
        limits: node.base?.type === "op" ? node.base.limits : node.base?.type === "operatorname" && node.base.alwaysHandleSupSub,
      };
    case "leftright":
      return { type: "fence", left: delimiter(node.left, node, reader), right: delimiter(node.right, node, reader), body: row(node.body) };
    case "middle":
      return { type: "middle", sign: delimiter(node.delim, node, reader) };
    case "delimsizing":
      return atom(classes[node.mclass] ?? "ord", delimiter(node.delim, node, reader));
    case "array":
      return readArray(node, reader);
    default:
      return unknown(node, reader);
  }
};

type Of<T extends ParsedNode["type"]> = Extract<ParsedNode, { type: T }>;

const classes: Readonly<Record<string, AtomClass>> = {
  mord: "ord",
  mbin: "bin",
  mrel: "rel",
  mopen: "open",
  mclose: "close",
  mpunct: "punct",
};

const atom = (atomClass: AtomClass, glyph: Sign): Node => ({ type: "sign", class: atomClass, sign: glyph });

/** Braces make an ordinary atom of a relation, an operation or a comma. */
const asOrdinary = (node: Node): Node =>
  node.type === "sign" && (node.class === "bin" || node.class === "rel" || node.class === "punct") ? { ...node, class: "ord" } : node;

const unknown = (node: ParsedNode, { tex }: Reader): never => {
  const named = "label" in node ? String(node.label) : "text" in node ? node.text : undefined;
  const found = named ?? (node.loc ? tex.slice(node.loc.start, node.loc.end) : node.type);
  throw new Error(`cannot set ${found} in: ${tex.trim()}`);
};

const signOf = (text: string, node: ParsedNode, reader: Reader): Sign => symbol(text) ?? unknown(node, reader);

const delimiter = (text: string, node: ParsedNode, reader: Reader): Sign => (text === "." ? sign("") : signOf(text, node, reader));

const readOperator = (node: Of<"op">, reader: Reader): Node => {
  if (!node.name) return unknown(node, reader);
  return node.symbol ? atom("big", signOf(node.name, node, reader)) : atom("op", sign(node.name.slice(1)));
};

/** Letters that make one word; a space inside `\text` is kept. */
const wordOf = (nodes: readonly ParsedNode[], node: ParsedNode, reader: Reader): Sign => {
  const letters = nodes.map((part): Sign => {
    if (part.type === "spacing") return sign(" ");
    if (part.type === "kern") return sign(kernCells(part.dimension) > 0 ? " " : "");
    if (part.type === "ordgroup" || part.type === "text") return wordOf(part.body, node, reader);
    if (part.type === "font") return wordOf([part.body], node, reader);
    if (part.type === "mathord" || part.type === "textord" || part.type === "atom")
      return part.text === "-" ? sign("-") : signOf(part.text, part, reader);
    return unknown(part, reader);
  });
  return sign(letters.map((letter) => letter.unicode).join(""), letters.map((letter) => letter.ascii).join(""));
};

const readFont = (node: Of<"font">, reader: Reader): Node => {
  const { font, body } = node;
  if (!wordFonts.has(font) && !plainFonts.has(font)) return unknown(node, reader);
  const letters = body.type === "ordgroup" && body.body.every((letter) => letter.type === "mathord" || letter.type === "textord");
  return wordFonts.has(font) && letters ? atom("ord", wordOf([body], node, reader)) : readNode(body, { ...reader, font });
};

const readClass = (node: Of<"mclass">, reader: Reader): Node => {
  const atomClass = classes[node.mclass];
  const body = readRow(node.body, reader);
  return atomClass && body.type === "sign" ? { ...body, class: atomClass } : body;
};

/** TeX's thin space (3 mu) and wider ones are seen; medium hair-splitting is not. */
const kernCells = ({ number, unit }: Of<"kern">["dimension"]): number => {
  const em = unit === "mu" ? number / 18 : number;
  return em < 0.15 ? 0 : Math.max(1, Math.round(em * 2.5));
};

const readAccent = (node: Of<"accent" | "overline">, reader: Reader): Node => {
  const accent = accents[node.type === "accent" ? node.label : "\\overline"] ?? unknown(node, reader);
  return { type: "accent", accent, body: readNode(node.type === "accent" ? node.base : node.body, reader) };
};

const readFraction = (node: Of<"genfrac">, reader: Reader): Node => {
  const parts = { over: readNode(node.numer, reader), under: readNode(node.denom, reader) };
  if (node.hasBarLine && !node.leftDelim) return { type: "fraction", ...parts, small: node.size === "text" || node.size === "script" };
  return !node.hasBarLine && node.leftDelim === "(" ? { type: "choose", ...parts } : unknown(node, reader);
};

const readArray = (node: Of<"array">, reader: Reader): Node => {
  if (node.hLinesBeforeRow.some((lines) => lines.length > 0)) return unknown(node, reader);
  const rows = node.body.map((cells) => cells.map((cell) => readNode(cell, reader)));
  // A last `\\` leaves an empty row.
  const kept = rows.at(-1)?.every(isEmpty) && rows.length > 1 ? rows.slice(0, -1) : rows;
  const align: Align[] = (node.cols ?? []).flatMap((column) => column.align ?? []);
  return { type: "matrix", rows: kept, align, gap: node.colSeparationType === "align" ? 0 : 2 };
};

const isDigits = (node: Node | undefined): node is Extract<Node, { type: "sign" }> =>
  node?.type === "sign" && node.class === "ord" && /^[0-9.,]+$/.test(node.sign.ascii);

/** `2`, `7`, `.`, `8` is one number; so is `1{,}000`, whose comma in braces is no punctuation. */
const joinNumbers = (items: readonly Node[]): Node[] => {
  const joined: Node[] = [];
  for (const item of items) {
    const before = joined.at(-1);
    if (isDigits(before) && isDigits(item)) joined[joined.length - 1] = atom("ord", sign(before.sign.ascii + item.sign.ascii));
    else joined.push(item);
  }
  return joined;
};
