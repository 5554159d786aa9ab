/** A concept's Markdown, lexed by marked and reduced to what this product's prose may contain. Runs at build only. */
import { Marked, type Token, type Tokens } from "marked";
import type { Block, Inline } from "../knowledge/record.ts";
import { decodeEntities } from "./entities.ts";
import { setEquation } from "./equation/set-equation.ts";

/** Errors: the first thing outside the subset (HTML, images, tasks, other links, TeX that cannot be set), with the file's name. */
export const lexProse = (markdown: string, file: string): readonly Block[] => {
  try {
    return blocksOf(marked.lexer(markdown));
  } catch (error) {
    throw new Error(`${file}: ${error instanceof Error ? error.message : String(error)}`);
  }
};

type MathToken = { readonly type: "math" | "equation"; readonly raw: string; readonly tex: string };

const marked = new Marked({
  extensions: [
    {
      name: "math",
      level: "inline",
      start: (source) => source.indexOf("$"),
      tokenizer: (source): MathToken | undefined => {
        // As in Pandoc: no space inside the dollars, no digit after them, so that "$5 and $6" is money.
        const found = /^\$(?![\s$])((?:\\.|[^$\\\n])*?[^\s\\$])\$(?!\d)/.exec(source);
        return found ? { type: "math", raw: found[0], tex: found[1]! } : undefined;
      },
    },
    {
      name: "equation",
      level: "block",
      start: (source) => /(?:^|\n)\$\$/.exec(source)?.index,
      tokenizer: (source): MathToken | undefined => {
        const found = /^\$\$([\s\S]+?)\$\$[ \t]*(?:\n+|$)/.exec(source);
        return found ? { type: "equation", raw: found[0], tex: found[1]!.trim() } : undefined;
      },
    },
  ],
});

const refuse = (token: { readonly type: string; readonly raw: string }): never => {
  const raw = token.raw.trim().replace(/\s+/g, " ");
  throw new Error(`${token.type} is not prose of this guide: ${raw.length > 60 ? `${raw.slice(0, 60)}…` : raw}`);
};

const blocksOf = (tokens: readonly Token[]): Block[] => tokens.flatMap((token) => (token.type === "space" ? [] : [blockOf(token)]));

const blockOf = (token: Token): Block => {
  switch (token.type) {
    case "heading":
      return { type: "heading", depth: token.depth, children: inlinesOf(token.tokens ?? []) };
    case "paragraph":
    case "text":
      return { type: "paragraph", children: inlinesOf(token.tokens ?? [token]) };
    case "list":
      return listOf(token as Tokens.List);
    case "blockquote":
      return { type: "quote", children: blocksOf(token.tokens ?? []) };
    case "table":
      return tableOf(token as Tokens.Table);
    case "code":
      return token.lang === "diagram"
        ? { type: "diagram", lines: token.text.split("\n") }
        : { type: "code", lang: token.lang ?? "", text: token.text };
    case "equation":
      return { type: "equation", equation: setEquation(token.tex) };
    case "hr":
      return { type: "rule" };
    default:
      return refuse(token);
  }
};

const listOf = (token: Tokens.List): Block => ({
  type: "list",
  ordered: token.ordered,
  start: token.start === "" ? 1 : token.start,
  items: token.items.map((item) => (item.task ? refuse({ type: "task", raw: item.raw }) : blocksOf(item.tokens))),
});

const tableOf = (token: Tokens.Table): Block => ({
  type: "table",
  align: token.align,
  header: token.header.map((cell) => inlinesOf(cell.tokens)),
  rows: token.rows.map((row) => row.map((cell) => inlinesOf(cell.tokens))),
});

const inlinesOf = (tokens: readonly Token[]): Inline[] => joinTexts(tokens.map(inlineOf));

const inlineOf = (token: Token): Inline => {
  switch (token.type) {
    case "text":
      return { type: "text", text: decodeEntities(joinLines(token.text)) };
    case "escape":
      return { type: "text", text: token.text };
    case "strong":
    case "em":
      return { type: token.type, children: inlinesOf(token.tokens ?? []) };
    case "codespan":
      return { type: "code", text: token.text };
    case "link":
      return linkOf(token as Tokens.Link);
    case "math": {
      const { tex, line, asciiLine } = setEquation(token.tex);
      return { type: "math", tex, text: line, ascii: asciiLine };
    }
    default:
      return refuse(token);
  }
};

const linkOf = (token: Tokens.Link): Inline =>
  /^(?:concept|release):[a-z0-9][a-z0-9.-]*$|^https:\/\//.test(token.href) && !token.title
    ? { type: "link", href: token.href, children: inlinesOf(token.tokens) }
    : refuse(token);

const wide = "[\u2e80-\ua4cf\uf900-\ufaff\ufe30-\ufe4f\uff01-\uff60]";
const breakInWide = new RegExp(`(?<=${wide})\\n[ \\t]*|\\n[ \\t]*(?=${wide})`, "g");

/** A line break in the source is a space, but none in Chinese. */
const joinLines = (text: string): string => text.replace(breakInWide, "").replace(/[ \t]*\n[ \t]*/g, " ");

const joinTexts = (inlines: readonly Inline[]): Inline[] => {
  const joined: Inline[] = [];
  for (const inline of inlines) {
    const before = joined.at(-1);
    if (before?.type === "text" && inline.type === "text") joined[joined.length - 1] = { type: "text", text: before.text + inline.text };
    else joined.push(inline);
  }
  return joined;
};
