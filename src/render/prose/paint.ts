/** How prose gets its looks. Where it stands is the same in every look: the layout alone decides that. */
import type { Inline } from "../../knowledge/record.ts";
import type { Canvas } from "../canvas.ts";
import { asciiText } from "./ascii.ts";

export type Paint = {
  /** One line of text, to be wrapped afterwards. */
  readonly inline: (children: readonly Inline[]) => string;
  readonly heading: (depth: number, text: string) => string;
};

/** The text of this canvas: its alphabet, addresses written out, short formulas kept in one piece. */
export const textFor = (children: readonly Inline[], canvas: Canvas): readonly Inline[] =>
  children.flatMap((inline): readonly Inline[] => {
    switch (inline.type) {
      case "text":
        return [canvas.ascii ? { type: "text", text: asciiText(inline.text, canvas.lang) } : inline];
      case "code":
        return [inline];
      case "math": {
        const text = inPiece(canvas.ascii ? inline.ascii : inline.text);
        return [{ ...inline, text, ascii: text }];
      }
      case "link": {
        const link: Inline = { ...inline, children: textFor(inline.children, canvas) };
        const address = /^https:/.test(inline.href) && plainText(link.children) !== inline.href;
        return address ? [link, { type: "text", text: ` (${inline.href})` }] : [link];
      }
      default:
        return [{ ...inline, children: textFor(inline.children, canvas) }];
    }
  });

/** A formula longer than this may break at its spaces. */
const longestPiece = 24;

const inPiece = (text: string): string => (text.length <= longestPiece ? text.replaceAll(" ", "\u00a0") : text);

export const plainText = (children: readonly Inline[]): string =>
  children.map((inline) => ("children" in inline ? plainText(inline.children) : inline.text)).join("");
