/** Cache against context, as bars: the axes say what they measure and begin at 0. */
import type { Lang, LocalText } from "../knowledge/record.ts";
import { bar } from "./bars.ts";
import type { Canvas } from "./canvas.ts";
import { grouped } from "./number.ts";
import { cells, cut, padEnd, padStart } from "./width.ts";
import { say } from "./words.ts";
import { wrap } from "./wrap.ts";

export type Series = {
  readonly name: string;
  /** GiB of the cache at a length. */
  readonly gib: (context: number) => number;
  /** The longest context of interest. */
  readonly most: number;
  /** What the configuration allows, where it says. */
  readonly positions: number | undefined;
};

/** Beside a context that is longer than the configuration's positions. */
export const beyondMark = "*";
const beyond: LocalText = { en: "more than the configuration's positions", zh: "超出配置的位置数" };

export const batchText = (batch: number, lang: Lang): string =>
  lang === "zh" ? `缓存为 ${grouped(batch)} 条序列合计` : `the cache is that of ${grouped(batch)} sequences together`;

const title: LocalText = { en: "Cache in GiB against context, in tokens", zh: "缓存（GiB）随上下文（词元）的变化" };

/** Doublings from an eighth of the longest context on: the length of a bar is in proportion to what it stands for. */
const lengths = (most: number): number[] => {
  const list = [most];
  while (list.length < 6 && list[0]! > 2) list.unshift(Math.ceil(list[0]! / 2));
  return list;
};

const short = (value: number): string => (value === 0 ? "0" : String(Number(value.toPrecision(3))));

const isBeyond = ({ positions }: Series, context: number): boolean => positions !== undefined && context > positions;

export const chartLines = (series: readonly Series[], batch: number, canvas: Canvas): string[] => {
  const { lang, style, ascii } = canvas;
  const most = Math.max(...series.map((one) => one.most));
  const contexts = lengths(most);
  const largest = Math.max(...series.map((one) => one.gib(most)), Number.MIN_VALUE);
  const label = Math.max(...contexts.map((context) => grouped(context).length));
  const columns = Number.isFinite(canvas.width) ? canvas.width : 100;
  const value = 10;
  const least = 8;
  const room = Math.max(4, columns - label - value - least - 8);
  const name = series.length > 1 ? Math.min(20, room, Math.max(...series.map((one) => cells(one.name)))) + 2 : 0;
  const width = Math.max(least, Math.min(60, columns - label - name - value - 6));
  const lines = contexts.flatMap((context, i) => [
    ...(i > 0 && series.length > 1 ? [""] : []),
    ...series.map((one, j) => {
      const gib = one.gib(context);
      const left = j === 0 ? padStart(grouped(context), label) : " ".repeat(label);
      const middle = name > 0 ? padEnd(cut(one.name, name - 2, ascii ? "..." : "…"), name) : "";
      return `${style("date", left)}  ${middle}${style("accent", bar(gib / largest, width, ascii))} ${style("number", short(gib))}${isBeyond(one, context) ? ` ${beyondMark}` : ""}`;
    }),
  ]);
  const marked = contexts.some((context) => series.some((one) => isBeyond(one, context)));
  const notes = [...(marked ? [`${beyondMark} ${say(beyond, lang)}`] : []), ...(batch > 1 ? [batchText(batch, lang)] : [])];
  return [
    style("heading", say(title, lang)),
    ...lines,
    ...(notes.length > 0 ? [""] : []),
    ...notes.flatMap((note) => wrap(note, canvas.width)),
  ];
};
