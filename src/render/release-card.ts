import type { DateDoc, Entry, ReleaseDoc } from "../knowledge/record.ts";
import type { Canvas } from "./canvas.ts";
import { glyphs } from "./glyphs.ts";
import { type Column, groups, head, type Labelled, labelled, table } from "./layout.ts";
import { grouped } from "./number.ts";
import {
  benchmarksText,
  contextText,
  evidenceLines,
  linksText,
  modalitiesText,
  nameOf,
  namesOf,
  otherNames,
  parametersText,
  row,
  statusMark,
  tokensText,
  trainingText,
  undisclosedRows,
} from "./parts.ts";
import { dateKindName, labels, say } from "./words.ts";
import { wrap } from "./wrap.ts";

type Checkpoint = ReleaseDoc["checkpoints"][number];

/** "Llama 2 70B Chat" of Llama 2 -> "70B Chat": the release's name stands above the table. */
const ownName = ({ name }: Checkpoint, doc: ReleaseDoc): string => {
  const own = name.slice(doc.name.length);
  if (!name.startsWith(doc.name) || own.length < 2 || (own[0] !== " " && own[0] !== "-")) return name;
  return own[1] === "(" && own.endsWith(")") ? own.slice(2, -1) : own.slice(1);
};

const number = (value: number | undefined): string => (value === undefined ? "" : grouped(value));

/** The inner width; of a mixture, that of one expert and how many there are. */
const feedForward = (config: Checkpoint["config"]): string => {
  if (config?.num_experts === undefined) return String(config?.intermediate_size ?? "");
  return `${config.num_experts}x${config.moe_intermediate_size ?? config.intermediate_size}`;
};

const columns = (doc: ReleaseDoc, canvas: Canvas): Column<Checkpoint>[] => {
  const { lang } = canvas;
  return [
    { title: say(labels.checkpoint, lang), role: "name", text: (one) => ownName(one, doc) },
    {
      title: say(labels.parameters, lang),
      align: "right",
      role: "number",
      text: ({ parameters }) => number(parameters?.total) || (parameters?.published ?? ""),
    },
    { title: say(labels.activeParameters, lang), align: "right", drop: 1, text: ({ parameters }) => number(parameters?.active) },
    { title: say(labels.layers, lang), align: "right", drop: 3, text: ({ config }) => String(config?.num_hidden_layers ?? "") },
    { title: say(labels.hidden, lang), align: "right", drop: 4, text: ({ config }) => String(config?.hidden_size ?? "") },
    {
      title: say(labels.heads, lang),
      align: "right",
      drop: 5,
      text: ({ config }) =>
        config?.num_attention_heads === undefined
          ? ""
          : `${config.num_attention_heads}${config.kv_lora_rank !== undefined ? " MLA" : config.num_key_value_heads === undefined ? "" : `/${config.num_key_value_heads}`}`,
    },
    { title: say(labels.ffn, lang), align: "right", drop: 6, text: ({ config }) => feedForward(config) },
    {
      title: say(labels.context, lang),
      align: "right",
      drop: 2,
      text: ({ context, config }) => number(context?.claimed ?? context?.trained ?? context?.configured ?? config?.max_position_embeddings),
    },
    {
      title: say(labels.tokens, lang),
      align: "right",
      drop: 7,
      // A sentence is no column: such a count stands in the row "Training".
      text: ({ training }) => {
        const tokens = tokensText(training, lang);
        return tokens.length > 12 ? "" : tokens;
      },
    },
  ];
};

const dateText = (date: DateDoc, canvas: Canvas): string => {
  const { lang, style } = canvas;
  const span = date.until ? ` ${glyphs(canvas).dash} ${date.until}` : "";
  const kind = dateKindName(date.kind, lang);
  const of = date.of === undefined ? "" : typeof date.of === "string" ? date.of : date.of[lang];
  const what = of === "" || of.startsWith(kind) ? of || kind : `${kind}${lang === "zh" ? "，" : ", "}${of}`;
  const zone = date.zone ? style("muted", ` [${date.zone}]`) : "";
  return `${style("date", date.date + span)}  ${what}${zone}`;
};

const detailRows = (doc: ReleaseDoc, canvas: Canvas): Labelled[] =>
  Object.entries(doc.details ?? {}).map(([id, { label, value }]) => ({
    label: label[canvas.lang],
    text:
      (typeof value === "object" ? value[canvas.lang] : typeof value === "number" ? grouped(value) : value) +
      statusMark(doc.facts[`details.${id}`], canvas.lang),
  }));

export const releaseCard = (entry: Entry<ReleaseDoc>, canvas: Canvas): readonly string[] => {
  const { doc } = entry;
  const { lang, style, width } = canvas;
  const { dot } = glyphs(canvas);
  const say_ = (key: keyof typeof labels): string => say(labels[key], lang);
  const about = [
    ...otherNames(doc.aliases, [doc.name, doc.id], 3),
    say_(doc.open_weights ? "openWeights" : "closedWeights"),
    doc.license + statusMark(doc.facts.license, lang),
  ].join(dot);
  const bases = doc.based_on.filter((id) => !doc.led_to.includes(id));
  return groups(
    [
      ...head(doc.name, `${nameOf(entry, "organisation", doc.organisation, lang)}${dot}${doc.released}`, canvas),
      ...wrap(about, width).map((line) => style("muted", line)),
    ],
    wrap(doc.summary[lang], width),
    table(doc.checkpoints, columns(doc, canvas), canvas),
    labelled(
      [
        ...row(say_("introduces"), namesOf(entry, "concept", doc.introduces, canvas)),
        ...row(say_("uses"), namesOf(entry, "concept", doc.uses, canvas)),
        ...row(say_("basedOn"), namesOf(entry, "release", bases, canvas, true)),
        ...row(say_("ledTo"), namesOf(entry, "release", doc.led_to, canvas, true)),
      ],
      canvas,
    ),
    labelled(
      [
        ...row(say_("parameters"), doc.checkpoints.length === 0 ? parametersText(doc.parameters, canvas) : ""),
        ...row(say_("training"), trainingText(doc.training, canvas)),
        ...row(say_("context"), contextText(doc.context, canvas)),
        ...row(say_("modalities"), modalitiesText(doc.modalities, canvas)),
        ...row(say_("languages"), doc.languages?.[lang] ?? ""),
        ...row(say_("benchmarks"), benchmarksText(doc.benchmarks, canvas)),
        ...undisclosedRows(doc.facts, canvas),
      ],
      canvas,
    ),
    labelled(detailRows(doc, canvas), canvas, width >= 100 ? 32 : 24),
    labelled(
      doc.dates.map((date, i) => ({ label: i === 0 ? say_("dates") : "", text: dateText(date, canvas) })),
      canvas,
    ),
    labelled(linksText(doc.links, canvas), canvas),
    evidenceLines(doc, canvas),
  );
};
