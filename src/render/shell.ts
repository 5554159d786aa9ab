/** Commands of a shell on a screen: what is copied from it must be the command. */
import { cells } from "./width.ts";
import { wrap } from "./wrap.ts";

/** A word, its quotes included. */
const word = /(?:'[^']*'|"[^"]*"|\\.|[^\s'"\\])+/g;

/** An option stays with its value where a line holds both. */
const unitsOf = (command: string, room: number): string[] => {
  const units: string[] = [];
  for (const next of command.match(word) ?? []) {
    const before = units.at(-1);
    const isValue = before !== undefined && /^--[^\s=]+$/.test(before) && !next.startsWith("-") && cells(`${before} ${next}`) <= room;
    if (isValue) units[units.length - 1] = `${before} ${next}`;
    else units.push(next);
  }
  return units;
};

type Indent = { readonly indent?: string; readonly hanging?: string };

/** One command, broken between its words, each line but the last continued. A word that is wider than a line is cut. */
export const commandLines = (command: string, width: number, { indent = "", hanging = "" }: Indent = {}): string[] => {
  const lines: string[] = [];
  let line = "";
  for (const next of unitsOf(command, width - hanging.length - 2)) {
    const lead = lines.length === 0 ? indent : hanging;
    if (line !== "" && cells(`${lead}${line} ${next} \\`) > width) {
      lines.push(`${lead}${line} \\`);
      line = next;
    } else line += line === "" ? next : ` ${next}`;
  }
  return [...lines, `${lines.length === 0 ? indent : hanging}${line}`].flatMap((one) =>
    cells(one) <= width ? [one] : wrap(one.trimStart(), width, { indent: /^ */.exec(one)![0], hanging }),
  );
};

/** Lines as a document shows them: a command that fits stays as it is written there, over several lines or not. */
export const consoleLines = (text: string, width: number, { indent = "", hanging = "" }: Indent = {}): string[] => {
  const commands: string[][] = [];
  for (const line of text.split("\n")) {
    if (commands.at(-1)?.at(-1)?.endsWith("\\")) commands.at(-1)!.push(line);
    else commands.push([line]);
  }
  return commands.flatMap((lines) => {
    if (lines.every((line) => cells(indent + line) <= width)) return lines.map((line) => `${indent}${line}`);
    if (!lines[0]!.startsWith("$ ")) return lines.flatMap((line) => wrap(line, width, { indent, hanging }));
    return commandLines(lines.map((line) => line.replace(/\\$/, "")).join(" "), width, { indent, hanging });
  });
};
