/** What a form gives: the result, the picture, the command that gives the same, the working. */
import type { Canvas } from "../../render/canvas.ts";
import { groups } from "../../render/layout.ts";
import { commandLines } from "../../render/shell.ts";
import { plainStyle } from "../../render/style.ts";
import { say } from "../../render/words.ts";
import { doneLines, resultLines, type Working } from "../../render/working.ts";
import { wrap } from "../../render/wrap.ts";
import type { Calculation, Texts } from "../form/spec.ts";
import type { Form, State } from "../state.ts";
import type { World } from "../world.ts";
import { shorten } from "./chrome.ts";
import { words } from "./labels.ts";

/** Nobody reads more of a result on a screen; the command gives all of it. */
const mostNumbers = 48;
const mostRows = 24;

type Result = Working["result"];
type Part = number | readonly number[] | readonly (readonly number[])[];

const isRows = (part: readonly unknown[]): part is readonly (readonly number[])[] => Array.isArray(part[0]);

const shownPart = (part: Part): Part => {
  if (typeof part === "number") return part;
  if (!isRows(part)) return part.slice(0, mostNumbers);
  return part.slice(0, mostRows).map((row) => row.slice(0, mostNumbers));
};

const sizeOf = (part: Part): number =>
  typeof part === "number" ? 1 : isRows(part) ? part.reduce((sum, row) => sum + row.length, 0) : part.length;

const isParts = (result: Result): result is Readonly<Record<string, Part>> => typeof result === "object" && !Array.isArray(result);

/** The numbers that fit, and how many are left out. */
const shownResult = (result: Result): { readonly result: Result; readonly left: number } => {
  if (!isParts(result)) {
    const shown = shownPart(result as Part);
    return { result: shown, left: sizeOf(result as Part) - sizeOf(shown) };
  }
  const shown = Object.fromEntries(Object.entries(result).map(([key, part]) => [key, shownPart(part)]));
  const total = (parts: Readonly<Record<string, Part>>): number =>
    Object.values(parts).reduce<number>((sum, part) => sum + sizeOf(part), 0);
  return { result: shown, left: total(result) - total(shown) };
};

const numbers = (calculation: Calculation & { readonly type: "result" }, canvas: Canvas): string[] => {
  const { result, left } = shownResult(calculation.working.result);
  const note = left > 0 ? wrap(`${canvas.lang === "zh" ? "另有" : "and"} ${left} ${say(words.more, canvas.lang)}`, canvas.width) : [];
  return [...resultLines(result, canvas), ...note.map((line) => canvas.style("muted", line))];
};

/** What the numbers gave, or the last ones that gave something; `undefined`: none did. */
const lastGood = (form: Form, world: World): (Calculation & { readonly type: "result" }) | undefined => {
  const kept = form.good && world.calculation(form.spec.formula, form.good, form.working);
  return kept?.type === "result" ? kept : undefined;
};

/** More lines of a command would take the screen from what it gives. */
const mostCommand = 6;

const shownCommand = (form: Form, canvas: Canvas, world: World): string[] => {
  const lines = commandLines(`$ ${world.command(form.spec.formula, form.texts)}`, canvas.width, { hanging: "  " });
  const shown = lines.length > mostCommand ? [...lines.slice(0, mostCommand - 1), lines.slice(mostCommand - 1).join(" ")] : lines;
  return shown.map((one) => canvas.style("code", shorten(one, canvas.width, world)));
};

type Room = { readonly width: number; readonly height: number };

/** A drawing is as high as what stands around it leaves; this high at least, and no higher than is of use. */
const leastDrawing = 5;
const mostDrawing = 16;
/** Title, axis, names and the lines around it. */
const aroundDrawing = 6;

const drawing = (form: Form, texts: Texts, above: number, { width, height }: Room, state: State, world: World): readonly string[] => {
  const room = Math.min(mostDrawing, Math.max(leastDrawing, height - above - aroundDrawing));
  return world.picture(form.spec.formula, texts, state.lang, width, room);
};

export type Output = { readonly lines: readonly string[]; readonly isDrawn: boolean };

/** `isDrawn`: a picture was asked for, or not; `undefined`: where all of it fits. */
export const outputOf = (
  form: Form,
  calculation: Calculation,
  isDrawn: boolean | undefined,
  room: Room,
  state: State,
  world: World,
): Output => {
  const { width } = room;
  const canvas = world.canvas(state.lang, width);
  const heading = (text: string): string => canvas.style("heading", shorten(text, width, world));
  const paragraph = (text: string): string[] => wrap(text, width).map((line) => canvas.style("muted", line));
  const withPicture = (texts: Texts | undefined, result: readonly string[], below: readonly (readonly string[])[]): Output => {
    const [command = []] = below;
    const above = result.length + command.length + 1;
    const mayFit = isDrawn || (isDrawn === undefined && room.height - above > leastDrawing);
    const picture = mayFit && texts && form.spec.hasPicture ? drawing(form, texts, above, room, state, world) : [];
    const fits = groups(result, picture, command).length <= room.height;
    const shown = isDrawn || fits ? picture : [];
    return { lines: groups(result, shown, ...below), isDrawn: isDrawn || shown.length > 0 };
  };
  if (calculation.type === "too-much") {
    const lines = [
      heading(say(words.noResult, state.lang)),
      ...paragraph(say(words.tooMuch, state.lang)),
      ...shownCommand(form, canvas, world),
    ];
    return { lines, isDrawn: isDrawn === true };
  }
  if (calculation.type === "wrong") {
    const good = lastGood(form, world);
    const before = good ? numbers(good, { ...canvas, style: plainStyle }).map((line) => canvas.style("muted", line)) : [];
    return withPicture(form.good, [heading(say(good ? words.resultBefore : words.noResult, state.lang)), ...before], []);
  }
  const { working, arithmetic } = calculation;
  const result = [
    heading(say(words.result, state.lang)),
    ...(arithmetic === "doubles" ? paragraph(say(words.inDoubles, state.lang)) : []),
    ...numbers(calculation, canvas),
  ];
  const done = form.working && arithmetic === "exact" ? [heading(say(words.working, state.lang)), ...doneLines(working, canvas)] : [];
  return withPicture(form.texts, result, [shownCommand(form, canvas, world), done]);
};
