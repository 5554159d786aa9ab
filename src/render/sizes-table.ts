import type { Canvas } from "./canvas.ts";
import { groups, heading, table } from "./layout.ts";
import { grouped } from "./number.ts";
import { type Amount, bytesText, cacheAmount, type SizeAnswer, significant, words } from "./size-answer.ts";
import { stepLines } from "./steps.ts";
import { say } from "./words.ts";
import { wrap } from "./wrap.ts";

/** Several models: a line each. */
export const sizesTable = (answers: readonly SizeAnswer[], canvas: Canvas): readonly string[] => {
  const { lang } = canvas;
  const gib = (amount: Amount): string => `${significant(amount.gib)} GiB`;
  return groups(
    table(
      answers,
      [
        { title: "", role: "name", text: ({ name }) => name },
        { title: say(words.parameters, lang), align: "right", role: "number", text: ({ parameters }) => grouped(parameters.total) },
        {
          title: say(words.active, lang),
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
          text: (answer) => `${gib(cacheAmount(answer))} @ ${grouped(answer.kv_cache.context)}`,
        },
        ...(answers.some(({ fits }) => fits)
          ? [
              {
                title: say(words.fits, lang),
                align: "right",
                text: ({ fits, kv_cache: cache }: SizeAnswer) =>
                  fits?.context === null ? say(cache.total_bytes === 0 ? words.noCache : words.fitsAny, lang) : grouped(fits?.context ?? 0),
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
    answers.flatMap(({ name, remarks }) => remarks.flatMap((remark) => wrap(`${name}: ${remark[lang]}`, canvas.width))),
    ...answers.filter(({ steps }) => steps.length > 0).map(({ name, steps }) => [heading(name, canvas), ...stepLines(steps, canvas)]),
  );
};
