/** What `inspect` found in a path. */
import type { LocalText } from "../knowledge/record.ts";
import type { Canvas } from "./canvas.ts";
import { glyphs } from "./glyphs.ts";
import { groups, head, heading, labelled, whole } from "./layout.ts";
import { constant, grouped } from "./number.ts";
import { colon, inBrackets } from "./parts.ts";
import { sizeBody } from "./size.ts";
import type { SizeBody } from "./size-answer.ts";
import { cells } from "./width.ts";
import { comma, say } from "./words.ts";
import { wrap } from "./wrap.ts";

type Count = number | string;

/** What `size` says of a model stands here too, where the configuration can be counted. */
export type Inspection = Partial<Omit<SizeBody, "parameters">> & {
  readonly path: string;
  readonly kind: string;
  readonly files: readonly { readonly path: string; readonly size: number }[];
  readonly shards?: { readonly count: number; readonly present: number };
  readonly configuration?: object;
  readonly not_understood?: readonly string[];
  readonly parameters?: SizeBody["parameters"] | { readonly total: number; readonly active: number };
  readonly not_sized?: { readonly missing: readonly string[]; readonly unknown?: string; readonly invalid: readonly string[] };
  readonly tensors?: {
    readonly count: number;
    readonly parameters: Count;
    readonly bytes: Count;
    readonly dtypes: readonly { readonly dtype: string; readonly tensors: number; readonly parameters: Count; readonly bytes: Count }[];
    readonly groups: readonly {
      readonly name: string;
      readonly tensors: number;
      readonly dtype: string;
      readonly shape: readonly number[];
    }[];
  };
  /** Parameters in the tensors, less those the configuration asks for. */
  readonly difference?: Count;
  readonly nearest: readonly {
    readonly id: string;
    readonly name: string;
    readonly differences: readonly { readonly key: string; readonly here: unknown; readonly there: unknown }[];
  }[];
  readonly problems: readonly { readonly code: string; readonly path: string; readonly text: LocalText }[];
};

const words = {
  files: { en: "files", zh: "个文件" },
  file: { en: "file", zh: "个文件" },
  parameters: { en: "Parameters", zh: "参数量" },
  fromConfiguration: { en: "from the configuration", zh: "由配置算出" },
  fromTensors: { en: "In the tensors", zh: "张量中" },
  noTensors: { en: "the file holds none", zh: "文件不含张量" },
  agrees: { en: "the tensors and the configuration agree", zh: "张量与配置一致" },
  differs: { en: "tensors less configuration", zh: "张量减去配置" },
  parts: { en: "Parts", zh: "分片" },
  ofParts: { en: "of", zh: "/" },
  notSized: { en: "Not sized", zh: "无法计算" },
  missing: { en: "it does not say", zh: "没有给出" },
  unknown: { en: "unknown architecture", zh: "未知架构" },
  invalid: { en: "impossible values", zh: "不可能的值" },
  notUnderstood: { en: "Not understood", zh: "未识别" },
  configuration: { en: "Configuration", zh: "配置" },
  dtype: { en: "Type", zh: "类型" },
  tensors: { en: "Tensors", zh: "张量" },
  bytes: { en: "Bytes", zh: "字节" },
  shapes: { en: "Tensors by name", zh: "按名称排列的张量" },
  nearest: { en: "Most like", zh: "最相似" },
  same: { en: "the same in all that tells models apart", zh: "区分模型的各项全部相同" },
  problems: { en: "Problems", zh: "问题" },
  more: { en: "more", zh: "项未列出" },
} as const satisfies Record<string, LocalText>;

const digits = (count: Count): string => (typeof count === "number" ? grouped(count) : count.replace(/\B(?=(\d{3})+$)/g, ","));

const valueText = (value: unknown): string =>
  typeof value === "number" ? constant(value) : typeof value === "string" ? value : JSON.stringify(value);

const mostGroups = 24;
/** Keys of a configuration stand beside their values at any width a terminal has. */
const keyColumn = 32;

/** `*.mlp.up_proj.weight` where the whole name has no room; only what all layers share is left out. */
const shortNames = (names: readonly string[], room: number, ellipsis: string): readonly string[] => {
  const prefixes = new Set(names.flatMap((name) => /^.+?\.(?=\*\.)/.exec(name)?.[0] ?? []));
  const [prefix] = prefixes;
  if (prefixes.size !== 1 || Math.max(...names.map(cells)) <= room) return names;
  return names.map((name) => (name.startsWith(`${prefix}*`) ? `${ellipsis}${name.slice(prefix!.length)}` : name));
};

const isSized = (found: Inspection): found is Inspection & SizeBody => found.kv_cache !== undefined;

const countRows = (found: Inspection, canvas: Canvas): { label: string; text: string }[] => {
  const { lang, style } = canvas;
  const { dot } = glyphs(canvas);
  const { parameters, tensors, difference, shards, not_sized: no } = found;
  const label = say(words.parameters, lang);
  const reasons = no
    ? [
        no.unknown
          ? `${say(words.unknown, lang)} ${no.unknown}`
          : no.missing.length > 0
            ? `${say(words.missing, lang)} ${no.missing.join(comma(lang))}`
            : "",
        no.invalid.length > 0 ? `${say(words.invalid, lang)}${colon(lang)}${no.invalid.join(comma(lang))}` : "",
      ].filter((reason) => reason !== "")
    : [];
  const compared =
    difference === undefined
      ? ""
      : `${dot}${difference === 0 ? say(words.agrees, lang) : `${say(words.differs, lang)}${colon(lang)}${digits(difference)}`}`;
  return [
    ...(parameters && !isSized(found)
      ? [{ label, text: `${style("number", grouped(parameters.total))}${inBrackets(say(words.fromConfiguration, lang), lang)}` }]
      : []),
    ...(tensors
      ? [
          {
            label: say(words.fromTensors, lang),
            text: tensors.count === 0 ? say(words.noTensors, lang) : `${style("number", digits(tensors.parameters))}${compared}`,
          },
        ]
      : []),
    ...(shards ? [{ label: say(words.parts, lang), text: `${shards.present} ${say(words.ofParts, lang)} ${shards.count}` }] : []),
    ...(reasons.length > 0
      ? [{ label: say(words.notSized, lang), text: style("warning", reasons.join(lang === "zh" ? "；" : "; ")) }]
      : []),
    ...(found.not_understood
      ? [{ label: say(words.notUnderstood, lang), text: style("muted", found.not_understood.join(comma(lang))) }]
      : []),
  ];
};

const tensorLines = (tensors: NonNullable<Inspection["tensors"]>, canvas: Canvas): string[] => {
  const { lang } = canvas;
  const shown = tensors.groups.slice(0, mostGroups);
  const left = tensors.groups.length - shown.length;
  const shapeOf = ({ shape }: (typeof shown)[number]): string => `[${shape.join(", ")}]`;
  const beside = Math.max(0, ...shown.map((group) => cells(shapeOf(group)))) + 12;
  const names = shortNames(
    shown.map(({ name }) => name),
    canvas.width - beside,
    glyphs(canvas).ellipsis,
  );
  return groups(
    whole(
      tensors.dtypes,
      [
        { title: say(words.dtype, lang), role: "name", text: ({ dtype }) => dtype },
        { title: say(words.tensors, lang), align: "right", text: (sum) => grouped(sum.tensors) },
        { title: say(words.parameters, lang), align: "right", role: "number", text: (sum) => digits(sum.parameters) },
        { title: say(words.bytes, lang), align: "right", text: (sum) => digits(sum.bytes) },
      ],
      canvas,
    ),
    shown.length === 0
      ? []
      : [
          heading(say(words.shapes, lang), canvas),
          ...whole(
            shown.map((group, i) => ({ ...group, name: names[i]! })),
            [
              { title: "", role: "name", text: ({ name }) => name },
              { title: "", align: "right", text: (group) => (group.tensors > 1 ? `x${group.tensors}` : "") },
              { title: "", role: "number", text: shapeOf },
              { title: "", text: ({ dtype }) => dtype },
            ],
            canvas,
            false,
          ),
          ...(left > 0 ? [lang === "zh" ? `另有 ${left} ${words.more.zh}` : `${left} ${words.more.en}`] : []),
        ],
  );
};

export const inspectionLines = (found: Inspection, canvas: Canvas): readonly string[] => {
  const { lang, style } = canvas;
  const { dot } = glyphs(canvas);
  const many = say(found.files.length === 1 ? words.file : words.files, lang);
  const configuration = Object.entries(found.configuration ?? {});
  return groups(
    head(found.path, `${found.kind}${dot}${found.files.length} ${many}`, canvas),
    ...(isSized(found) ? sizeBody(found, canvas) : []),
    labelled(countRows(found, canvas), canvas, 20, 18),
    labelled(
      found.nearest.map(({ name, differences }, i) => ({
        label: i === 0 ? say(words.nearest, lang) : "",
        text: `${style("name", name)}${colon(lang)}${
          differences.length === 0
            ? say(words.same, lang)
            : differences.map(({ key, here, there }) => `${key} ${valueText(here)}${inBrackets(valueText(there), lang)}`).join(comma(lang))
        }`,
      })),
      canvas,
      20,
      18,
    ),
    configuration.length === 0
      ? []
      : [
          heading(say(words.configuration, lang), canvas),
          ...labelled(
            configuration.map(([key, value]) => ({ label: key, text: style("number", valueText(value)) })),
            canvas,
            keyColumn,
            keyColumn,
          ),
        ],
    found.tensors ? tensorLines(found.tensors, canvas) : [],
    found.problems.length === 0
      ? []
      : [
          heading(say(words.problems, lang), canvas),
          ...found.problems.flatMap(({ text }) => wrap(style("warning", text[lang]), canvas.width)),
        ],
  );
};
