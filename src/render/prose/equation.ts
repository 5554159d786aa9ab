/** A displayed equation: in two dimensions where it fits, else on lines broken at its operators. */
import type { SetEquation } from "../../knowledge/record.ts";
import type { Canvas } from "../canvas.ts";
import { cells } from "../width.ts";

/** Cells before a display where there is room for them. */
const indents = [4, 2, 0];

export const equationLines = (equation: SetEquation, canvas: Canvas): readonly string[] => {
  const rows = canvas.ascii ? equation.asciiBlock : equation.block;
  const width = Math.max(0, ...rows.map(cells));
  const indent = indents.find((left) => left + width <= canvas.width);
  const placed =
    indent === undefined
      ? breakEquation(canvas.ascii ? equation.asciiLine : equation.line, canvas.width)
      : rows.map((row) => " ".repeat(indent) + row);
  return placed.map((row) => canvas.style("symbol", row.trimEnd()));
};

type Equations = { readonly equation?: SetEquation; readonly equations?: Readonly<Record<string, SetEquation>> };

/** A formula's equation as its options make it, by name, one under the other; "equation" is the general one. */
export const formulaEquations = (entry: Equations, names: readonly string[], canvas: Canvas): readonly string[] =>
  names
    .flatMap((name) => (name === "equation" ? entry.equation : entry.equations?.[name]) ?? [])
    .map((equation) => equationLines(equation, canvas))
    .flatMap((lines, i, all) => (i > 0 && (lines.length > 1 || all[i - 1]!.length > 1) ? ["", ...lines] : lines));

const relation = /^(?:=|<=|>=|~=|!=|==|->|<|>|≈|≤|≥|≠|≡|→|∈|in|~|:=)$/;
const operation = /^(?:[-+*−·×⊙⊗⊕±]|\(\.\)|\(\*\)|\(\+\))$/;

/**
 * Every line but the first begins with the operator it was broken at, two cells in. Among the breaks that fit, the one
 * outside of most brackets wins, then a relation, then the last.
 */
export const breakEquation = (line: string, width: number): string[] => {
  const lines: string[] = [];
  let rest = line;
  while (cells(lead(lines) + rest) > width) {
    const at = bestBreak(rest, width - cells(lead(lines)));
    lines.push(lead(lines) + rest.slice(0, at).trimEnd());
    rest = rest.slice(at).trimStart();
  }
  return [...lines, lead(lines) + rest];
};

const lead = (lines: readonly string[]): string => (lines.length === 0 ? "" : "  ");

/** How bad a break at this character is, or undefined where none may be. */
const breakKind = (text: string, at: number): number | undefined => {
  const letter = text[at];
  if (letter === "[") return 1;
  if (letter === "/") return 2;
  if (letter !== " ") return undefined;
  // A wide space stands between two equations.
  if (text[at + 1] === " ") return -3;
  const next = /^\S+/.exec(text.slice(at + 1))?.[0] ?? "";
  const last = /\S+$/.exec(text.slice(0, at))?.[0] ?? "";
  if (relation.test(next)) return 0;
  if (operation.test(next)) return 1;
  // Neither an operator or a function from what follows it, nor a bar from its sides.
  if (next.startsWith("|") || relation.test(last) || operation.test(last) || /(?:[a-z]{2}|\|)$/.test(last)) return 6;
  return last.endsWith(",") ? 2 : 3;
};

const bestBreak = (text: string, room: number): number => {
  let depth = 0;
  let used = 0;
  let best: { readonly at: number; readonly cost: number } | undefined;
  let hard = 0;
  for (let at = 0; at < text.length; at++) {
    const letter = text[at]!;
    used += cells(letter);
    if (used > room) break;
    hard = at + 1;
    if ("([{".includes(letter)) depth++;
    else if (")]}".includes(letter)) depth--;
    const kind = breakKind(text, at);
    if (kind === undefined || at === 0) continue;
    const end = letter === "[" ? at + 1 : at;
    // Best is a break after which nothing more need be broken; a line that is mostly empty is worse than a bracket broken.
    const fits = cells(text.slice(end).trimStart()) <= room - 2;
    const cost = depth * 3 + kind + (fits ? 0 : used < room / 3 ? 8 : 1);
    if (!best || cost <= best.cost) best = { at: end, cost };
  }
  return best?.at ?? Math.max(1, hard);
};
