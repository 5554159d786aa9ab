/** Brackets as tall as what they hold. */
import { type Box, box } from "./box.ts";
import type { Alphabet, Sign } from "./tree.ts";

/** Top, middle piece, bottom; braces have their point too. */
type Pieces = readonly [top: string, middle: string, bottom: string, point?: string];

const tall: Readonly<Record<Alphabet, Readonly<Record<string, Pieces>>>> = {
  unicode: {
    "(": ["⎛", "⎜", "⎝"],
    ")": ["⎞", "⎟", "⎠"],
    "[": ["⎡", "⎢", "⎣"],
    "]": ["⎤", "⎥", "⎦"],
    "{": ["⎧", "⎪", "⎩", "⎨"],
    "}": ["⎫", "⎪", "⎭", "⎬"],
    "⌊": ["⎢", "⎢", "⎣"],
    "⌋": ["⎥", "⎥", "⎦"],
    "⌈": ["⎡", "⎢", "⎢"],
    "⌉": ["⎤", "⎥", "⎥"],
    "|": ["│", "│", "│"],
    "‖": ["║", "║", "║"],
  },
  ascii: {
    "(": ["/", "|", "\\"],
    ")": ["\\", "|", "/"],
    "[": ["[", "[", "["],
    "]": ["]", "]", "]"],
    "{": ["/", "|", "\\", "<"],
    "}": ["\\", "|", "/", ">"],
    "|": ["|", "|", "|"],
    "‖": ["||", "||", "||"],
  },
};

/** `rows` rows with the baseline at `baseline`; a delimiter that does not stretch stands on the baseline. */
export const tallDelimiter = (delimiter: Sign, alphabet: Alphabet, rows: number, baseline: number): Box => {
  const pieces = tall[alphabet][delimiter.unicode];
  if (rows === 1 || !pieces) return box([delimiter[alphabet]]);
  const [top, middle, bottom, point] = pieces;
  const pointAt = point && rows > 2 ? rows >> 1 : -1;
  return box(
    Array.from({ length: rows }, (_, row) => (row === 0 ? top : row === rows - 1 ? bottom : row === pointAt ? point! : middle)),
    baseline,
  );
};
