/** What a model holds, caches and computes. */
import type { Lang, LocalText } from "../knowledge/record.ts";
import type { Canvas } from "./canvas.ts";
import { glyphs } from "./glyphs.ts";
import { groups, head, type Labelled, labelled, table } from "./layout.ts";
import { constant, grouped } from "./number.ts";
import { partNames } from "./part-names.ts";
import { colon, inBrackets } from "./parts.ts";
import { amountText, bytesText, cacheAmount, type SizeAnswer, type SizeBody, significant, words } from "./size-answer.ts";
import { type Legend, legendLines, stepLines } from "./steps.ts";
import { comma, say } from "./words.ts";
import { wrap } from "./wrap.ts";

const flopText = (value: number): string => {
  const units = ["", "K", "M", "G", "T", "P"];
  const step = Math.min(units.length - 1, Math.floor(Math.log10(Math.max(1, value)) / 3));
  return `${significant(value / 1000 ** step)} ${units[step]}FLOP`;
};

/** Nothing kept at any length: an encoder, whose tokens all see each other. */
const keepsNothing = ({ kv_cache: cache }: SizeBody): boolean => cache.total_bytes === 0;

/** An encoder's input is counted beside the decoder's tokens. */
const sourceText = ({ kv_cache: cache }: SizeBody, lang: Lang): string =>
  cache.source_tokens === undefined ? "" : `${lang === "zh" ? "" : " "}${say(words.andSource, lang)}`;

const weightRows = ({ weights }: SizeBody, canvas: Canvas): Labelled[] => {
  const { lang, style } = canvas;
  const { dot } = glyphs(canvas);
  const { released, formats = [] } = weights;
  const known = weights.dtype === "stored" ? words.stored : weights.dtype === "released" ? words.asReleased : undefined;
  const format = known ? `${say(known, lang)}${formats.length > 0 ? inBrackets(formats.join(comma(lang)), lang) : ""}` : weights.dtype;
  const least = released?.at_least ? `${say(words.atLeast, lang)} ` : "";
  const wider = released?.at_least ? `${dot}${say(words.wider, lang)}` : "";
  return [
    { label: say(words.weights, lang), text: `${style("number", amountText(weights))}${dot}${format}` },
    ...(released
      ? [{ label: say(words.released, lang), text: `${least}${style("number", amountText(released))}${dot}${released.dtype}${wider}` }]
      : []),
  ];
};

/** English says the amount first, Chinese when it holds. */
const inOrder = (amount: string, when: LocalText, lang: Lang): string => (lang === "zh" ? `${when.zh} ${amount}` : `${amount} ${when.en}`);

const cacheRows = (answer: SizeBody, canvas: Canvas): Labelled[] => {
  const { lang, style } = canvas;
  const { dot } = glyphs(canvas);
  const { kv_cache: cache } = answer;
  if (keepsNothing(answer)) return [{ label: say(words.cache, lang), text: say(words.noCache, lang) }];
  const sequences = cache.batch > 1 ? ` x ${grouped(cache.batch)} ${say(words.sequences, lang)}` : "";
  const of = `${grouped(cache.context)} ${say(words.tokens, lang)}${sourceText(answer, lang)}${sequences}`;
  const windows =
    cache.bytes_per_token_beyond_windows === cache.bytes_per_token
      ? ""
      : `${dot}${inOrder(bytesText(cache.bytes_per_token_beyond_windows), words.beyond, lang)}`;
  const source =
    cache.bytes_per_source_token === undefined ? "" : `${dot}${inOrder(bytesText(cache.bytes_per_source_token), words.perSource, lang)}`;
  const state = `${style("number", bytesText(cache.state_bytes))}${dot}${say(words.stateKept, lang)}`;
  return [
    {
      label: say(words.perToken, lang),
      text: `${style("number", bytesText(cache.bytes_per_token))}${dot}${cache.dtype}${windows}${source}`,
    },
    ...(cache.state_bytes > 0 ? [{ label: say(words.state, lang), text: state }] : []),
    { label: say(words.cache, lang), text: `${style("number", amountText(cacheAmount(answer)))}${dot}${of}` },
  ];
};

type Fits = NonNullable<SizeAnswer["fits"]>;

const memoryText = ({ memory_bytes: bytes }: Fits): string => amountText({ bytes, gb: bytes / 1e9, gib: bytes / 2 ** 30 });

/** Whether training has room in the memory that is asked about, of which the longest context tells another thing. */
const trainingFits = (bytes: number, fits: Fits | undefined, canvas: Canvas): string =>
  fits
    ? `${glyphs(canvas).dot}${say(bytes > fits.memory_bytes ? words.beyondMemory : words.withinMemory, canvas.lang)} ${memoryText(fits)}`
    : "";

const fitText = (answer: SizeBody, fits: Fits, canvas: Canvas): string => {
  const { lang } = canvas;
  const { dot } = glyphs(canvas);
  const memory = memoryText(fits);
  const pool = fits.devices > 1 ? `${dot}${grouped(fits.devices)} ${say(words.pool, lang)}` : "";
  const inside = `${lang === "zh" ? "" : " "}${say(words.fitsIn, lang)} ${memory}${pool}`;
  if (fits.context === null) return say(keepsNothing(answer) ? words.fitsEncoder : words.fitsAny, lang) + inside;
  if (fits.context === 0) return say(words.fitsNot, lang) + inside;
  const more = fits.beyond_positions ? `${dot}${say(words.beyondPositions, lang)}` : "";
  return `${grouped(fits.context)} ${say(words.tokens, lang)}${sourceText(answer, lang)}${inside}${more}`;
};

const rows = (answer: SizeBody, canvas: Canvas): Labelled[] => {
  const { lang, style } = canvas;
  const { dot } = glyphs(canvas);
  const { training, fits } = answer;
  return [
    ...weightRows(answer, canvas),
    ...cacheRows(answer, canvas),
    { label: say(words.serving, lang), text: style("number", amountText(answer.serving)) },
    ...(training
      ? [
          {
            label: say(words.training, lang),
            text: `${style("number", amountText(training))}${dot}${training.recipe}${lang === "zh" ? "，" : ", "}${training.bytes_per_parameter} ${say(words.each, lang)}${trainingFits(training.bytes, fits, canvas)}`,
          },
        ]
      : []),
    ...(fits ? [{ label: say(words.fits, lang), text: style("number", fitText(answer, fits, canvas)) }] : []),
    ...answer.compute.map(({ convention, pass, flop_per_token }, i) => ({
      label: i === 0 ? say(words.compute, lang) : "",
      text: `${style("number", flopText(flop_per_token))}${dot}${convention}${inBrackets(say(pass === "training" ? words.trainingPass : words.forwardPass, lang), lang)}`,
    })),
    ...(answer.compute_not_covered.length > 0
      ? [
          {
            label: "",
            text: style("muted", `${answer.compute_not_covered.join(comma(lang))}${colon(lang)}${say(words.notCovered, lang)}`),
          },
        ]
      : []),
    ...(Object.keys(answer.assumed).length > 0
      ? [
          {
            label: say(words.assumed, lang),
            text: style(
              "muted",
              Object.entries(answer.assumed)
                .map(([key, value]) => `${key} ${typeof value === "number" ? constant(value) : JSON.stringify(value)}`)
                .join(comma(lang)),
            ),
          },
        ]
      : []),
    ...answer.remarks.map((remark) => ({ label: say(words.remark, lang), text: remark[lang] })),
  ];
};

/** The count, its parts, and what follows from it: of a name and of a file alike. */
export const sizeBody = (answer: SizeBody, canvas: Canvas): readonly (readonly string[])[] => {
  const { lang, style } = canvas;
  const { dot } = glyphs(canvas);
  const { total, active, non_embedding, by_part } = answer.parameters;
  const { active_without_embedding: rest } = answer.parameters;
  const without = rest === undefined ? "" : inBrackets(`${say(words.withEmbedding, lang)} ${grouped(rest)}`, lang);
  const about = [
    ...(active === total ? [] : [`${say(words.active, lang)} ${grouped(active)}${without}`]),
    `${say(words.nonEmbedding, lang)} ${grouped(non_embedding)}`,
  ].join(dot);
  const parts = table(
    Object.entries(by_part),
    [
      { title: say(words.part, lang), role: "name", text: ([part]) => say(partNames[part] ?? { en: part, zh: part }, lang) },
      { title: say(words.parameters, lang), align: "right", role: "number", text: ([, count]) => grouped(count) },
      { title: say(words.share, lang), align: "right", drop: 1, text: ([, count]) => `${((100 * count) / total).toFixed(2)} %` },
    ],
    canvas,
  );
  return [
    wrap(`${style("number", grouped(total))} ${say(words.countOf, lang)}${dot}${about}`, canvas.width),
    parts,
    labelled(rows(answer, canvas), canvas, 20, 18),
  ];
};

export const sizeLines = (answer: SizeAnswer, legend: Legend, canvas: Canvas): readonly string[] => {
  const [count = [], ...rest] = sizeBody(answer, canvas);
  return groups(
    [...head(answer.name, answer.architecture ?? "", canvas), ...count],
    ...rest,
    stepLines(answer.steps, canvas),
    legendLines(legend, canvas),
  );
};
