/** An equation as it is laid out: what KaTeX's parse tree says, reduced to what this product can set. */

/** TeX's atom classes (The TeXbook, chapter 17). `prefix` is a sign before its operand; `big` an operator with room for limits. */
export type AtomClass = "ord" | "op" | "big" | "bin" | "prefix" | "rel" | "open" | "close" | "punct" | "inner";

export type Alphabet = "unicode" | "ascii";

/** A glyph or a name in both alphabets; `ascii` holds ASCII only. */
export type Sign = Readonly<Record<Alphabet, string>>;

export type Node =
  | { readonly type: "sign"; readonly class: AtomClass; readonly sign: Sign }
  | { readonly type: "space"; readonly cells: number }
  | { readonly type: "row"; readonly items: readonly Node[] }
  | { readonly type: "fraction"; readonly over: Node; readonly under: Node; readonly small: boolean }
  | { readonly type: "choose"; readonly over: Node; readonly under: Node }
  | { readonly type: "root"; readonly body: Node; readonly index?: Node }
  | { readonly type: "scripts"; readonly base: Node; readonly sup?: Node; readonly sub?: Node; readonly limits: boolean }
  | { readonly type: "accent"; readonly accent: Accent; readonly body: Node }
  | { readonly type: "fence"; readonly left: Sign; readonly right: Sign; readonly body: Node }
  | { readonly type: "middle"; readonly sign: Sign }
  | { readonly type: "matrix"; readonly rows: readonly (readonly Node[])[]; readonly align: readonly Align[]; readonly gap: number };

export type Align = "l" | "c" | "r";

/** `mark` combines with one letter, `row` stands above longer bodies. */
export type Accent = { readonly name: string; readonly mark: string; readonly row: Sign };

export const sign = (unicode: string, ascii = unicode): Sign => ({ unicode, ascii });

export const rowOf = (items: readonly Node[]): Node => (items.length === 1 ? items[0]! : { type: "row", items });

export const isEmpty = (node: Node): boolean => node.type === "row" && node.items.length === 0;

/** How a node behaves beside its neighbours. */
export const classOf = (node: Node): AtomClass => {
  switch (node.type) {
    case "sign":
      return node.class;
    case "scripts":
      return classOf(node.base);
    case "fraction":
      return "inner";
    case "middle":
      return "rel";
    default:
      return "ord";
  }
};
