/**
 * Prose in colour: marked's parser and marked-terminal's renderer draw what stands in a line; the layout is the plain
 * page's, because marked-terminal wraps by UTF-16 units, numbers nested lists wrongly and colours tables without being asked.
 */
import { Marked, Parser, type Token } from "marked";
import { markedTerminal } from "marked-terminal";
import type { Block, Inline } from "../../knowledge/record.ts";
import type { Canvas } from "../canvas.ts";
import type { Style } from "../style.ts";
import { layProse } from "./layout.ts";
import type { Paint } from "./paint.ts";

/** The same lines as `renderProse`; every colour is one of the canvas's roles. */
export const renderProseInColour = (blocks: readonly Block[], canvas: Canvas): readonly string[] =>
  layProse(blocks, canvas, paintWith(canvas.style));

const paintWith = (style: Style): Paint => {
  const parser = parserWith(style);
  // marked-terminal ends a block with an empty line.
  const draw = (token: Token): string => parser.parse([token]).replace(/\n\n$/, "");
  return {
    inline: (children) => draw({ type: "paragraph", raw: "", text: "", tokens: tokensOf(children) }),
    heading: (depth, text) => draw({ type: "heading", raw: "", depth, text, tokens: tokensOf([{ type: "text", text }]) }),
  };
};

const parserWith = (style: Style): Parser => {
  const marked = new Marked(
    markedTerminal({
      strong: (text) => style("strong", text),
      em: (text) => style("emphasis", text),
      codespan: (text) => style("code", text),
      heading: (text) => style("heading", text),
      firstHeading: (text) => style("title", text),
      paragraph: (text) => text,
      showSectionPrefix: false,
      reflowText: false,
      // The blocks hold characters, not references, and colons that are no emoji.
      unescape: false,
      emoji: false,
    }),
    {
      renderer: {
        // marked-terminal asks the environment whether to write the address; here the layout has written it.
        link(token) {
          return style("link", this.parser.parseInline(token.tokens));
        },
      },
      extensions: [{ name: "math", renderer: (token) => style("symbol", token.text) }],
    },
  );
  return new Parser(marked.defaults);
};

const tokensOf = (children: readonly Inline[]): Token[] => children.map(tokenOf);

const tokenOf = (inline: Inline): Token => {
  const raw = "";
  switch (inline.type) {
    case "text":
      return { type: "text", raw, text: inline.text, escaped: true };
    case "strong":
    case "em":
      return { type: inline.type, raw, text: "", tokens: tokensOf(inline.children) };
    case "code":
      return { type: "codespan", raw, text: inline.text };
    case "link":
      return { type: "link", raw, href: inline.href, text: "", tokens: tokensOf(inline.children) };
    case "math":
      return { type: "math", raw, text: inline.text };
  }
};
