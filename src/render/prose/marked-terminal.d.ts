/** The part of marked-terminal's interface that is used (7.3; it brings no types). */
declare module "marked-terminal" {
  import type { MarkedExtension } from "marked";

  type Look = (text: string) => string;

  export type TerminalOptions = {
    readonly strong?: Look;
    readonly em?: Look;
    readonly codespan?: Look;
    readonly heading?: Look;
    readonly firstHeading?: Look;
    readonly paragraph?: Look;
    readonly showSectionPrefix?: boolean;
    readonly reflowText?: boolean;
    readonly unescape?: boolean;
    readonly emoji?: boolean;
  };

  export const markedTerminal: (options: TerminalOptions) => MarkedExtension;
}
