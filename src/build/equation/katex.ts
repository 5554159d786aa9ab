/** KaTeX's parser, typed as far as this product reads its tree (KaTeX 0.16, src/parseNode.js). */
import katex from "katex";

type Span = { readonly start: number; readonly end: number };

export type Parsed =
  | { readonly type: "mathord" | "textord"; readonly text: string }
  | { readonly type: "atom"; readonly family: "bin" | "rel" | "open" | "close" | "punct" | "inner"; readonly text: string }
  | { readonly type: "op"; readonly symbol: boolean; readonly limits: boolean; readonly name?: string }
  | { readonly type: "operatorname"; readonly alwaysHandleSupSub: boolean; readonly body: readonly ParsedNode[] }
  | { readonly type: "ordgroup" | "styling" | "text"; readonly body: readonly ParsedNode[] }
  | { readonly type: "mclass"; readonly mclass: string; readonly body: readonly ParsedNode[] }
  | { readonly type: "mathchoice"; readonly display: readonly ParsedNode[] }
  | { readonly type: "htmlmathml"; readonly mathml: readonly ParsedNode[] }
  | { readonly type: "font"; readonly font: string; readonly body: ParsedNode }
  | { readonly type: "spacing"; readonly text: string }
  | { readonly type: "kern"; readonly dimension: { readonly number: number; readonly unit: string } }
  | { readonly type: "rule"; readonly width: { readonly number: number } }
  | { readonly type: "accent"; readonly label: string; readonly base: ParsedNode }
  | { readonly type: "overline"; readonly body: ParsedNode }
  | {
      readonly type: "genfrac";
      readonly numer: ParsedNode;
      readonly denom: ParsedNode;
      readonly hasBarLine: boolean;
      readonly leftDelim: string | null;
      readonly size: string;
    }
  | { readonly type: "sqrt"; readonly body: ParsedNode; readonly index?: ParsedNode }
  | { readonly type: "supsub"; readonly base?: ParsedNode | null; readonly sup?: ParsedNode | null; readonly sub?: ParsedNode | null }
  | { readonly type: "leftright"; readonly left: string; readonly right: string; readonly body: readonly ParsedNode[] }
  | { readonly type: "middle"; readonly delim: string }
  | { readonly type: "delimsizing"; readonly mclass: string; readonly delim: string }
  | {
      readonly type: "array";
      readonly body: readonly (readonly ParsedNode[])[];
      readonly cols?: readonly { readonly type: string; readonly align?: "l" | "c" | "r" }[];
      readonly colSeparationType?: string;
      readonly hLinesBeforeRow: readonly (readonly boolean[])[];
    };

export type ParsedNode = Parsed & { readonly loc?: Span };

type Parser = (tex: string, settings: { readonly displayMode: boolean; readonly strict: boolean }) => readonly ParsedNode[];

const parse = (katex as unknown as { readonly __parse: Parser }).__parse;

/** Errors: what the parser says, in plain letters: an undefined control sequence is named with its place. */
export const parseTex = (tex: string): readonly ParsedNode[] => {
  try {
    return parse(tex, { displayMode: true, strict: false });
  } catch (error) {
    if (!(error instanceof katex.ParseError)) throw error;
    // KaTeX underlines the place with combining marks.
    throw new Error(error.message.replaceAll("\u0332", "").replace(/^KaTeX parse error: /, "not TeX: "));
  }
};
