/**
 * Breaks text into lines. Latin breaks at spaces; Chinese and Japanese anywhere except before closing and after opening
 * punctuation (kinsoku); a word longer than a line is broken hard. A look that is open at a line's end is closed there and
 * opened again on the next line. A no-break space never breaks.
 */
import { pieceAt } from "./cluster.ts";
import { type Look, lookAfter, plainLook, transition } from "./sgr.ts";
import { cells } from "./width.ts";

export type WrapOptions = {
  /** What the first line begins with. */
  readonly indent?: string;
  /** What the other lines begin with: by default spaces as wide as `indent`. */
  readonly hanging?: string;
};

type Cluster = { readonly text: string; readonly width: number; readonly look: Look };
/** Clusters that stay together, with the spaces before them, which vanish at the start of a line. */
type Word = { readonly spaces: readonly Cluster[]; readonly clusters: readonly Cluster[]; readonly width: number };

export const wrap = (text: string, width: number, options: WrapOptions = {}): string[] => {
  const indent = options.indent ?? "";
  const hanging = options.hanging ?? " ".repeat(cells(indent));
  const lines: string[] = [];
  let look: Look = plainLook;
  for (const paragraph of text.split("\n")) {
    const read = wordsOf(paragraph, look);
    look = read.look;
    const first = lines.length === 0 ? indent : hanging;
    // A line holds one wide character at least, however narrow it is.
    const rooms = [Math.max(2, width - cells(first)), Math.max(2, width - cells(hanging))] as const;
    fillLines(read.words, rooms).forEach((line, i) => {
      const drawn = draw(line);
      const begin = i === 0 ? first : hanging;
      lines.push(drawn === "" ? begin.trimEnd() : begin + drawn);
    });
  }
  return lines;
};

const fillLines = (words: readonly Word[], [firstRoom, room]: readonly [number, number]): Cluster[][] => {
  const lines: Cluster[][] = [[]];
  let used = 0;
  let limit = firstRoom;
  const newLine = (): void => {
    lines.push([]);
    used = 0;
    limit = room;
  };
  for (const word of words) {
    const spaces = word.spaces.reduce((sum, space) => sum + space.width, 0);
    if (word.clusters.length === 0) continue;
    if (used > 0 && used + spaces + word.width > limit) newLine();
    else if (used + spaces + word.width <= limit) {
      lines.at(-1)!.push(...word.spaces);
      used += spaces;
    }
    for (const cluster of word.clusters) {
      if (used > 0 && used + cluster.width > limit) newLine();
      lines.at(-1)!.push(cluster);
      used += cluster.width;
    }
  }
  return lines;
};

const draw = (line: readonly Cluster[]): string => {
  let look = plainLook;
  let drawn = "";
  for (const cluster of line) {
    drawn += transition(look, cluster.look) + cluster.text;
    look = cluster.look;
  }
  return drawn + transition(look, plainLook);
};

const wordsOf = (text: string, start: Look): { words: Word[]; look: Look } => {
  const words: Word[] = [];
  let look = start;
  let spaces: Cluster[] = [];
  let clusters: Cluster[] = [];
  let previous = "";
  const push = (): void => {
    if (clusters.length > 0 || spaces.length > 0)
      words.push({ spaces, clusters, width: clusters.reduce((sum, cluster) => sum + cluster.width, 0) });
    spaces = [];
    clusters = [];
  };
  for (let at = 0; at < text.length; ) {
    const piece = pieceAt(text, at);
    const part = text.slice(at, piece.end);
    at = piece.end;
    if (piece.escape) {
      look = lookAfter(look, part);
      continue;
    }
    const cluster = { text: part, width: piece.width, look };
    if (part === " " || part === "\u3000") {
      // A dot between two items stays with the item before it.
      if (clusters.length > 0 && !startsWithDot(text, at)) push();
      (clusters.length > 0 ? clusters : spaces).push(cluster);
    } else {
      if (clusters.length > 0 && mayBreak(previous, part)) push();
      clusters.push(cluster);
    }
    previous = part;
  }
  push();
  return { words, look };
};

const startsWithDot = (text: string, at: number): boolean => (text[at] === "·" || text[at] === "|") && text[at + 1] === " ";

const opening = "（「『【《〈〔［｛“‘([{";
const closing = "，。、；：！？）」』】》〉〕］｝”’…—～·・％%‰℃)]},.;:!?ー々゛゜ぁぃぅぇぉっゃゅょァィゥェォッャュョ";

/** Between two characters without a space: only where one of them is Chinese or Japanese. */
const mayBreak = (before: string, after: string): boolean =>
  before !== "" &&
  before !== " " &&
  (isIdeographic(before) || isIdeographic(after)) &&
  !opening.includes(before) &&
  !closing.includes(after);

const isIdeographic = (cluster: string): boolean => {
  const code = cluster.codePointAt(0)!;
  return (
    (code >= 0x2e80 && code < 0xa4d0) ||
    (code >= 0xf900 && code < 0xfb00) ||
    (code >= 0xfe30 && code < 0xfe50) ||
    (code >= 0xff01 && code < 0xff61) ||
    code >= 0x20000
  );
};
