/** Rows that several kinds of card share. */
import type {
  Benchmark,
  ContextLengths,
  Entry,
  FactDoc,
  Lang,
  Modalities,
  NoteDoc,
  Parameters,
  SourceRef,
  Training,
} from "../knowledge/record.ts";
import { benchmarkName } from "./benchmark-names.ts";
import type { Canvas } from "./canvas.ts";
import { glyphs } from "./glyphs.ts";
import { type Labelled, labelled } from "./layout.ts";
import { grouped, short } from "./number.ts";
import { comma, fieldName, labels, linkName, modalityName, say, sourceKindName, statusNames } from "./words.ts";

/** A row, or none where there is nothing to say. */
export const row = (label: string, text: string): Labelled[] => (text === "" ? [] : [{ label, text }]);

export const nameOf = (entry: Entry, kind: string, id: string, lang: Lang): string => {
  const label = entry.labels[`${kind}/${id}`];
  if (!label) return id;
  return lang === "zh" ? (label.title?.zh ?? label.name) : label.name;
};

/** Names of other entries, with the year or day they are known by where `dated`. */
export const namesOf = (entry: Entry, kind: string, ids: readonly string[], canvas: Canvas, dated = false): string =>
  ids
    .map((id) => {
      const date = dated ? entry.labels[`${kind}/${id}`]?.released : undefined;
      return canvas.style("name", nameOf(entry, kind, id, canvas.lang)) + (date ? ` ${canvas.style("muted", `(${date})`)}` : "");
    })
    .join(glyphs(canvas).dot);

/** Names as a reader knows the entry by, without those that only differ in spacing, case or signs. */
export const otherNames = (aliases: readonly string[], known: readonly string[], most: number): string[] => {
  const fold = (text: string): string =>
    text
      .normalize("NFKC")
      .toLowerCase()
      .replace(/[\s\p{P}]+/gu, "");
  const seen = new Set(known.map(fold));
  const kept: string[] = [];
  for (const alias of aliases) {
    if (seen.has(fold(alias)) || alias.includes("/")) continue;
    seen.add(fold(alias));
    kept.push(alias);
  }
  return kept.slice(0, most);
};

/** ` (reported)`: said where a value is not the releaser's own. */
export const statusMark = (fact: FactDoc | undefined, lang: Lang): string =>
  !fact || fact.status === "official" ? "" : inBrackets(statusNames[fact.status][lang], lang);

const list = (parts: readonly (string | undefined)[], canvas: Canvas): string =>
  parts.filter((part) => part !== undefined && part !== "").join(glyphs(canvas).dot);

/** The releaser's own integer, where it was counted with something beside the model. One that agrees needs no words. */
const uploadText = ({ published_total: upload, published_beyond: beyond }: Parameters, lang: Lang): string | undefined => {
  if (upload === undefined || !beyond) return undefined;
  const count = `${beyond.count > 0 ? "+" : "-"}${grouped(Math.abs(beyond.count))}`;
  return `${say(labels.upload, lang)} ${grouped(upload)}${inBrackets(`${count}${colon(lang)}${beyond.what[lang]}`, lang)}`;
};

/** `mark` follows the exact count, which is computed where the releaser prints a rounded one. */
export const parametersText = (parameters: Parameters | undefined, canvas: Canvas, mark = ""): string => {
  if (!parameters) return "";
  const { lang } = canvas;
  const total = parameters.total === undefined ? undefined : grouped(parameters.total) + mark;
  return list(
    [
      total ?? (parameters.published && publishedText(parameters.published, lang)),
      parameters.active === undefined ? undefined : `${say(labels.active, lang)} ${grouped(parameters.active)}`,
      total && parameters.published ? `${say(labels.published, lang)} ${publishedText(parameters.published, lang)}` : undefined,
      uploadText(parameters, lang),
      parameters.non_embedding ? `${say(labels.nonEmbedding, lang)} ${parameters.non_embedding}` : undefined,
    ],
    canvas,
  );
};

export const tokensText = (training: Training | undefined, lang: Lang): string => {
  if (training?.tokens !== undefined) return short(training.tokens);
  const published = training?.tokens_published ?? "";
  return typeof published === "string" ? published : published[lang];
};

export const trainingText = (training: Training | undefined, canvas: Canvas): string => {
  if (!training) return "";
  const { lang } = canvas;
  const tokens = tokensText(training, lang);
  return list(
    [
      tokens && (/^[\w.+ ]+$/.test(tokens) ? `${tokens} ${say(labels.tokensOf, lang)}` : tokens),
      training.knowledge_cutoff && `${say(labels.cutoff, lang)} ${training.knowledge_cutoff}`,
      training.gpu_hours === undefined ? undefined : `${grouped(training.gpu_hours)} ${say(labels.gpuHours, lang)}`,
      training.hardware,
    ],
    canvas,
  );
};

export const contextText = (context: ContextLengths | undefined, canvas: Canvas): string =>
  context
    ? list(
        (["trained", "configured", "claimed", "output"] as const).map((key) =>
          context[key] === undefined ? undefined : `${say(labels[key], canvas.lang)} ${grouped(context[key])}`,
        ),
        canvas,
      )
    : "";

export const modalitiesText = (modalities: Modalities | undefined, canvas: Canvas): string => {
  if (!modalities) return "";
  const { lang } = canvas;
  const names = (ids: readonly string[]): string => ids.map((id) => modalityName(id, lang)).join(comma(lang));
  return list(
    [`${say(labels.reads, lang)} ${names(modalities.input)}`, `${say(labels.answers, lang)} ${names(modalities.output)}`],
    canvas,
  );
};

/** Brackets of the language, with the blank that it puts before them; nothing around nothing. */
export const inBrackets = (text: string | undefined, lang: Lang): string => (!text ? "" : lang === "zh" ? `（${text}）` : ` (${text})`);

/** Colon of the language, with the blank that it puts behind it. */
export const colon = (lang: Lang): string => (lang === "zh" ? "：" : ": ");

/** Sizes as releasers print them are English: `671B (37B active)`. */
/** What releasers print of a size in words, in the order in which they are said in Chinese. */
const printedWords: readonly (readonly [RegExp, string])[] = [
  [/\(about (\S+) active\)/g, "(激活约 $1)"],
  [/([^\s(]+) to (\S+) active\b/g, "激活 $1 至 $2"],
  [/([^\s(]+) active reading, (\S+) writing/g, "读入时激活 $1，写出时 $2"],
  [/([^\s(]+) active on average/g, "平均激活 $1"],
  [/([^\s(]+) on average/g, "平均 $1"],
  [/([^\s(]+) active of ([^\s,)]+)/g, "$2 中激活 $1"],
  [/([^\s(]+) activ(?:e|ated)\b/g, "激活 $1"],
  [/([^\s(]+) effective\b/g, "有效 $1"],
  [/([^\s(]+) with embeddings/g, "含嵌入 $1"],
  [/([^\s(]+) without embeddings/g, "不含嵌入 $1"],
  [/pruned from ([^\s)]+)/g, "由 $1 剪枝"],
  [/\bover (\d\S*)/g, "超过 $1"],
  [/MoE with /g, "MoE "],
  [/ to /g, " 至 "],
  [/\(paper\)/g, "(论文)"],
  [/\(announced\)/g, "(宣布)"],
  [/ ?\(([^()]*)\)/g, "（$1）"],
  [/）, /g, "）、"],
  [/, (?=激活)/g, "，"],
  [/; /g, "；"],
];

export const publishedText = (published: string, lang: Lang): string =>
  lang === "en" ? published : printedWords.reduce((text, [words, instead]) => text.replace(words, instead), published);

/** `86.4 accuracy`, `71.3%`. */
export const scoreText = ({ score, unit }: Pick<Benchmark, "score" | "unit">): string =>
  `${score}${unit && unit !== "%" ? ` ${unit}` : (unit ?? "")}`;

export const benchmarksText = (benchmarks: Readonly<Record<string, Benchmark>> | undefined, canvas: Canvas): string =>
  list(
    Object.entries(benchmarks ?? {}).map(
      ([id, { setting, ...score }]) =>
        `${benchmarkName(id, canvas.lang)} ${scoreText(score)}${inBrackets(typeof setting === "object" ? setting[canvas.lang] : setting, canvas.lang)}`,
    ),
    canvas,
  );

export const linksText = (links: Readonly<Record<string, string>> | undefined, canvas: Canvas): Labelled[] =>
  Object.entries(links ?? {}).map(([key, url]) => ({ label: linkName(key, canvas.lang), text: canvas.style("link", url) }));

/** What the releaser does not say, said. */
export const undisclosedRows = (facts: Readonly<Record<string, FactDoc>>, canvas: Canvas): Labelled[] => {
  const names = Object.entries(facts).flatMap(([path, fact]) =>
    fact.status === "undisclosed" && !path.startsWith("checkpoints.") && !path.startsWith("release.") ? [fieldName(path, canvas.lang)] : [],
  );
  return row(say(labels.notDisclosed, canvas.lang), canvas.style("warning", names.join(comma(canvas.lang))));
};

const mark = (sources: readonly SourceRef[], id: string): string => {
  const at = sources.findIndex((source) => source.id === id);
  return at < 0 ? "" : `[${at + 1}]`;
};

/** Corrections and nuances, each with the number of the source that settles it. */
export const noteRows = (notes: readonly NoteDoc[], sources: readonly SourceRef[], canvas: Canvas): Labelled[] =>
  notes.map((note, i) => ({
    label: i === 0 ? say(labels.notes, canvas.lang) : "",
    text: `${note.text[canvas.lang]} ${canvas.style("muted", mark(sources, note.source))}`.trimEnd(),
  }));

const sourceText = (source: SourceRef, number: number, canvas: Canvas): string => {
  const about = [sourceKindName(source.kind, canvas.lang), source.date].filter(Boolean).join(canvas.lang === "zh" ? "，" : ", ");
  return `[${number}] ${source.title}${canvas.style("muted", inBrackets(about, canvas.lang))} ${canvas.style("link", source.url)}`;
};

const numbers = (list: readonly number[], canvas: Canvas): string =>
  list.length === 1 ? `[${list[0]}]` : `[${list[0]}]${glyphs(canvas).dash}[${list.at(-1)}]`;

/**
 * The sources in the order of their numbers. A release may rest on one configuration file a checkpoint: those that no
 * note cites are named together, and each checkpoint's own card names its own.
 */
export const sourceRows = (sources: readonly SourceRef[], canvas: Canvas, notes: readonly NoteDoc[] = []): Labelled[] => {
  const { lang } = canvas;
  const many = sources.filter((source) => source.kind === "configuration").length > 4;
  const isFolded = (source: SourceRef): boolean =>
    many && source.kind === "configuration" && !notes.some((note) => note.source === source.id);
  const folded = sources.flatMap((source, i) => (isFolded(source) ? [i + 1] : []));
  const rows = sources.flatMap((source, i) => (isFolded(source) ? [] : [sourceText(source, i + 1, canvas)]));
  if (folded.length > 0)
    rows.push(
      lang === "zh"
        ? `${numbers(folded, canvas)} ${folded.length} 份配置文件，见各检查点的卡片`
        : `${numbers(folded, canvas)} ${folded.length} configuration files, on the cards of the checkpoints`,
    );
  return rows.map((text, i) => ({ label: i === 0 ? say(labels.sources, lang) : "", text }));
};

export const evidenceLines = (
  doc: { readonly notes: readonly NoteDoc[]; readonly sources: readonly SourceRef[] },
  canvas: Canvas,
): string[] => labelled([...noteRows(doc.notes, doc.sources, canvas), ...sourceRows(doc.sources, canvas, doc.notes)], canvas);
