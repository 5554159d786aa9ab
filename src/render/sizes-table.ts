import type { Lang } from "../knowledge/record.ts";
import type { Canvas } from "./canvas.ts";
import { batchText, beyondMark } from "./chart.ts";
import { groups, heading, table } from "./layout.ts";
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

/** Several models: a line each. */
export const sizesTable = (answers: readonly SizeAnswer[], legend: Legend, canvas: Canvas): readonly string[] => {
  const { lang } = canvas;
  const gib = (amount: Amount): string => `${significant(amount.gib)} GiB`;
  const marked = answers.some(isBeyond);
  return groups(
    table(
      answers,
      [
        { title: "", role: "name", text: ({ name }) => name },
        { title: say(words.parameters, lang), align: "right", role: "number", text: ({ parameters }) => grouped(parameters.total) },
        {
          title: say(words.activeHead, lang),
          align: "right",
          drop: 3,
          text: ({ parameters }) => (parameters.active === parameters.total ? "" : grouped(parameters.active)),
        },
        { title: say(words.weights, lang), align: "right", drop: 2, text: ({ weights }) => gib(weights) },
        ...(answers.some(({ weights }) => weights.released)
          ? [
              {
                title: say(words.released, lang),
                align: "right",
                drop: 3,
                text: ({ weights: { released } }: SizeAnswer) =>
                  released ? `${released.at_least ? (canvas.ascii ? ">= " : "≥ ") : ""}${gib(released)}` : "",
              } as const,
            ]
          : []),
        { title: say(words.perToken, lang), align: "right", drop: 1, text: ({ kv_cache: cache }) => bytesText(cache.bytes_per_token) },
        {
          title: say(words.cache, lang),
          align: "right",
          drop: 4,
          text: (answer) =>
            `${gib(cacheAmount(answer))} @ ${grouped(answer.kv_cache.context)}${answer.kv_cache.batch > 1 ? ` x ${grouped(answer.kv_cache.batch)}` : ""}`,
        },
        ...(answers.some(({ fits }) => fits)
          ? [
              {
                title: say(words.fits, lang),
                align: "right",
                text: (answer: SizeAnswer) => fitText(answer, marked, lang),
              } as const,
            ]
          : []),
        ...(answers.some(({ training }) => training)
          ? [
              {
                title: say(words.training, lang),
                align: "right",
                text: ({ training }: SizeAnswer) => (training ? gib(training) : ""),
              } as const,
            ]
          : []),
      ],
      canvas,
    ),
    notes(answers, canvas),
    answers.flatMap(({ name, remarks }) => remarks.flatMap((remark) => wrap(`${name}${colon(lang)}${remark[lang]}`, canvas.width))),
    ...answers.filter(({ steps }) => steps.length > 0).map(({ name, steps }) => [heading(name, canvas), ...stepLines(steps, canvas)]),
    legendLines(legend, canvas),
  );
};
