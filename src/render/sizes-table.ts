import type { Lang, LocalText } from "../knowledge/record.ts";
import type { Canvas } from "./canvas.ts";
import { batchText, beyondMark } from "./chart.ts";
import { blocks, type Column, fits, groups, heading, table } from "./layout.ts";
import { grouped } from "./number.ts";
import { colon } from "./parts.ts";
import { type Amount, bytesText, cacheAmount, type SizeAnswer, significant, words } from "./size-answer.ts";
import { type Legend, legendLines, stepLines } from "./steps.ts";
import { say } from "./words.ts";
import { wrap } from "./wrap.ts";

const isBeyond = ({ fits }: SizeAnswer): boolean => fits !== undefined && fits.context !== null && fits.beyond_positions;
const isTooLarge = ({ fits }: SizeAnswer): boolean => fits?.context === 0;
const keepsNothing = ({ fits, kv_cache: cache }: SizeAnswer): boolean => fits?.context === null && cache.total_bytes === 0;

/** Short, for a column; what the marks stand for is said under the table. */
const fitText = (answer: SizeAnswer, marked: boolean, lang: Lang): string => {
  const { fits } = answer;
  if (!fits) return "";
  const length = fits.context === null ? say(words.anyLength, lang) : grouped(fits.context);
  const text = isTooLarge(answer) ? say(words.tooLarge, lang) : keepsNothing(answer) ? say(words.noCacheCell, lang) : length;
  return marked ? `${text} ${isBeyond(answer) ? beyondMark : " "}` : text;
};

const notes = (answers: readonly SizeAnswer[], canvas: Canvas): string[] => {
  const { lang, width } = canvas;
  const [first] = answers;
  return [
    ...(answers.some(isBeyond) ? [`${beyondMark} ${say(words.beyondPositions, lang)}`] : []),
    ...(answers.some(isTooLarge) ? [say(words.tooLargeNote, lang)] : []),
    ...(answers.some(keepsNothing) ? [say(words.noCacheNote, lang)] : []),
    ...(first && first.kv_cache.batch > 1 ? [batchText(first.kv_cache.batch, lang)] : []),
  ].flatMap((note) => wrap(note, width));
};

/** A column without a value is left out. */
const columnsFor = (answers: readonly SizeAnswer[], { lang, ascii }: Canvas): readonly Column<SizeAnswer>[] => {
  const gib = (amount: Amount): string => `${significant(amount.gib)} GiB`;
  const least = ascii ? ">= " : "≥ ";
  const marked = answers.some(isBeyond);
  const right = (title: LocalText, text: (answer: SizeAnswer) => string) => ({ title: say(title, lang), align: "right", text }) as const;
  return [
    { title: "", role: "name", text: ({ name }) => name },
    { ...right(words.parameters, ({ parameters }) => grouped(parameters.total)), role: "number" },
    right(words.activeHead, ({ parameters }) => (parameters.active === parameters.total ? "" : grouped(parameters.active))),
    right(words.weights, ({ weights }) => gib(weights)),
    right(words.released, ({ weights: { released } }) => (released ? `${released.at_least ? least : ""}${gib(released)}` : "")),
    right(words.perToken, ({ kv_cache: cache }) => bytesText(cache.bytes_per_token)),
    right(
      words.cache,
      (answer) =>
        `${gib(cacheAmount(answer))} @ ${grouped(answer.kv_cache.context)}${answer.kv_cache.batch > 1 ? ` x ${grouped(answer.kv_cache.batch)}` : ""}`,
    ),
    right(words.fits, (answer) => fitText(answer, marked, lang)),
    right(words.training, ({ training }) => (training ? gib(training) : "")),
  ];
};

/** A line each; where the screen is too narrow for that a column each, then a few lines each: nothing is left out. */
const sideBySide = (answers: readonly SizeAnswer[], canvas: Canvas): string[] => {
  const columns = columnsFor(answers, canvas);
  if (fits(answers, columns, canvas)) return table(answers, columns, canvas);
  const given = columns.slice(1).filter(({ text }) => answers.some((answer) => text(answer).trim() !== ""));
  const across: readonly Column<Column<SizeAnswer>>[] = [
    { title: "", role: "label", text: ({ title }) => title },
    ...answers.map((answer) => ({ title: answer.name, align: "right", text: ({ text }: Column<SizeAnswer>) => text(answer) }) as const),
  ];
  return fits(given, across, canvas) ? table(given, across, canvas) : blocks(answers, columns, canvas);
};

/** Several models beside each other. */
export const sizesTable = (answers: readonly SizeAnswer[], legend: Legend, canvas: Canvas): readonly string[] => {
  const { lang, width } = canvas;
  return groups(
    sideBySide(answers, canvas),
    notes(answers, canvas),
    answers.flatMap(({ name, remarks }) => remarks.flatMap((remark) => wrap(`${name}${colon(lang)}${remark[lang]}`, width))),
    ...answers.filter(({ steps }) => steps.length > 0).map(({ name, steps }) => [heading(name, canvas), ...stepLines(steps, canvas)]),
    legendLines(legend, canvas),
  );
};
