/** A small record by hand, in both languages: enough to draw every view, and the same whatever the real record says. */
import type { FilterRow } from "../../src/knowledge/filter.ts";
import type { Guide, Hit } from "../../src/knowledge/guide.ts";
import type {
  Block,
  CheckpointDoc,
  ConceptDoc,
  Doc,
  EraDoc,
  FormulaDoc,
  IndexRow,
  Label,
  OrganisationDoc,
  ReleaseDoc,
  SourceDoc,
  SourceRef,
} from "../../src/knowledge/record.ts";
import type { Canvas } from "../../src/render/canvas.ts";
import { comparedLines } from "../../src/render/compared.ts";
import { pictureLines } from "../../src/render/picture/picture.ts";
import { wrap } from "../../src/render/wrap.ts";
import type { Renderers } from "../../src/tui/contract.ts";

const sources: readonly SourceRef[] = [
  {
    id: "su-2021",
    title: "RoFormer: Enhanced Transformer with Rotary Position Embedding",
    url: "https://arxiv.org/abs/2104.09864",
    kind: "paper",
    date: "2021-04-20",
  },
  {
    id: "touvron-2023a",
    title: "LLaMA: Open and Efficient Foundation Language Models",
    url: "https://arxiv.org/abs/2302.13971",
    kind: "paper",
    date: "2023-02-27",
  },
  { id: "qwen-card", title: "通义千问-7B 模型卡片", url: "https://huggingface.co/Qwen/Qwen-7B", kind: "model card", date: "2023-08" },
];

const eras: readonly EraDoc[] = [
  ["assistants", "From models to assistants", "从模型到助手", "2022-01-01"],
  ["open", "Open weights", "开放权重", "2023-02-01"],
  ["reasoning", "Reasoning", "推理", "2024-09-01"],
].map(([id, en, zh, from]) => ({
  kind: "era",
  id: id!,
  name: en!,
  title: { en: en!, zh: zh! },
  from: from!,
  summary: { en: `${en}, in one sentence.`, zh: `一句话说${zh}。` },
  releases: [],
}));

const organisations: readonly OrganisationDoc[] = [
  ["openai", "OpenAI", "OpenAI", "US"],
  ["meta", "Meta", "Meta", "US"],
  ["alibaba", "Alibaba Cloud", "阿里云", "CN"],
  ["deepseek", "DeepSeek", "深度求索", "CN"],
].map(([id, name, zh, country]) => ({
  kind: "organisation",
  id: id!,
  name: name!,
  names: { en: name!, zh: zh! },
  aliases: [],
  country: country!,
  url: `https://example.org/${id}`,
  summary: { en: `${name} publishes models.`, zh: `${zh}发布模型。` },
  releases: [],
  sources: [],
}));

type Short = readonly [
  id: string,
  name: string,
  zh: string,
  organisation: string,
  era: string,
  released: string,
  basedOn: readonly string[],
  uses: readonly string[],
];
const shortReleases: readonly Short[] = [
  ["instructgpt", "InstructGPT", "InstructGPT", "openai", "assistants", "2022-01-27", [], ["rlhf"]],
  ["chatgpt", "ChatGPT", "ChatGPT", "openai", "assistants", "2022-11-30", ["instructgpt"], ["rlhf"]],
  ["llama", "LLaMA", "羊驼", "meta", "open", "2023-02-24", [], ["rope", "rmsnorm"]],
  ["gpt-4", "GPT-4", "GPT-4", "openai", "open", "2023-03-14", ["chatgpt"], ["rlhf"]],
  ["llama-2", "Llama 2", "羊驼 2", "meta", "open", "2023-07-18", ["llama"], ["rope", "rmsnorm", "rlhf"]],
  ["qwen", "Qwen", "通义千问", "alibaba", "open", "2023-08-03", ["llama"], ["rope", "rmsnorm"]],
  ["qwen1.5", "Qwen1.5", "通义千问 1.5", "alibaba", "open", "2024-02-05", ["qwen"], ["rope", "rmsnorm"]],
  ["llama-3", "Llama 3", "羊驼 3", "meta", "open", "2024-04-18", ["llama-2"], ["rope", "rmsnorm"]],
  ["gpt-4o", "GPT-4o", "GPT-4o", "openai", "open", "2024-05-13", ["gpt-4"], []],
  ["qwen2", "Qwen2", "通义千问 2", "alibaba", "open", "2024-06-07", ["qwen1.5"], ["rope", "rmsnorm"]],
  ["o1", "o1", "o1", "openai", "reasoning", "2024-09-12", [], []],
  ["qwen2.5", "Qwen2.5", "通义千问 2.5", "alibaba", "reasoning", "2024-09-19", ["qwen2"], ["rope", "rmsnorm"]],
  ["deepseek-r1", "DeepSeek-R1", "DeepSeek-R1", "deepseek", "reasoning", "2025-01-20", [], ["rope", "rmsnorm"]],
];

/** Parameters of the checkpoints that two releases have, and what else the charts and the filter ask for. */
const sizes: Readonly<Record<string, readonly number[]>> = {
  llama: [7e9, 65e9],
  "llama-2": [7e9, 70e9],
  qwen: [1.8e9, 72e9],
  "qwen1.5": [5e8, 110e9],
  "llama-3": [8e9, 70e9],
  qwen2: [5e8, 72e9],
  "qwen2.5": [5e8, 72e9],
  "deepseek-r1": [1.5e9, 671e9],
};
const tokens: Readonly<Record<string, number>> = { llama: 1.4e12, "llama-2": 2e12, qwen: 3e12, "llama-3": 15e12, qwen2: 7e12 };
const multimodal = ["gpt-4", "gpt-4o"];

const checkpoint = (release: string, name: string, kvHeads: number, released: string): CheckpointDoc => ({
  kind: "checkpoint",
  id: name.toLowerCase().replaceAll(" ", "-"),
  name,
  aliases: [],
  release,
  released,
  organisation: "meta",
  license: "example",
  parameters: { total: 70e9, published: "70B" },
  config: {
    num_hidden_layers: 80,
    hidden_size: 8192,
    num_attention_heads: 64,
    num_key_value_heads: kvHeads,
    intermediate_size: 28672,
    vocab_size: kvHeads === 64 ? 32000 : 128256,
  },
  notes: [],
  sources: [],
  facts: { config: { status: "official", source: "touvron-2023a", where: "config.json" } },
});
const checkpoints: readonly CheckpointDoc[] = [
  checkpoint("llama-2", "Llama 2 70B", 64, "2023-07-18"),
  checkpoint("llama-3", "Llama 3 70B", 8, "2024-04-18"),
];

const releases: readonly ReleaseDoc[] = shortReleases.map(([id, name, zh, organisation, era, released, based_on, uses]) => ({
  kind: "release",
  id,
  name,
  aliases: zh === name ? [] : [zh],
  organisation,
  era,
  released,
  dates: [{ date: released, kind: "announcement", source: "touvron-2023a" }],
  summary: {
    en: `${name} came out on ${released}. It is described here in a sentence that is long enough to be wrapped at every width the explorer knows, which is all that it is for.`,
    zh: `${zh}于 ${released} 发布。这里用一句足够长的话来描述它，好让它在浏览器支持的每一种宽度下都会折行，除此之外别无他用。`,
  },
  license: "example",
  open_weights: organisation !== "openai",
  links: {},
  checkpoints: checkpoints.filter((one) => one.release === id),
  introduces: id === "instructgpt" ? ["rlhf"] : [],
  uses: uses.filter((concept) => id !== "instructgpt" || concept !== "rlhf"),
  ...(tokens[id] ? { training: { tokens: tokens[id] } } : {}),
  based_on,
  led_to: shortReleases.filter((other) => other[6].includes(id)).map((other) => other[0]),
  notes: [
    {
      id: "dates",
      about: "released",
      text: { en: "Often dated by the paper; the weights came first.", zh: "常按论文的日期来记；权重其实更早公开。" },
      source: "touvron-2023a",
      where: "abstract",
    },
  ],
  sources: sources.slice(0, 2),
  facts: {
    released: { status: "official", source: "touvron-2023a", where: "header" },
    "checkpoints.example-7b.parameters.total": { status: "derived", from: "config", by: "sizing" },
  },
}));

const concepts: readonly ConceptDoc[] = [
  ["rlhf", "RLHF", "Reinforcement learning from human feedback", "基于人类反馈的强化学习"],
  ["rmsnorm", "RMSNorm", "Root mean square layer normalisation", "均方根层归一化"],
  ["rope", "RoPE", "Rotary position embedding", "旋转位置编码"],
].map(([id, name, en, zh]) => ({
  kind: "concept",
  id: id!,
  name: name!,
  aliases: [],
  title: { en: en!, zh: zh! },
  concept_kind: "technique",
  summary: { en: `${en} in one sentence.`, zh: `一句话说${zh}。` },
  prose: { en: "", zh: "" },
  formulas: id === "rmsnorm" ? ["rmsnorm"] : [],
  related: [],
  introduced_by: id === "rlhf" ? ["instructgpt"] : [],
  used_by: shortReleases.filter((release) => release[7].includes(id!)).map((release) => release[0]),
  notes: [],
  sources: sources.slice(0, 1),
  facts: {},
}));

const formula = (id: string, en: string, zh: string): FormulaDoc => ({
  kind: "formula",
  id,
  name: id,
  aliases: [],
  title: { en, zh },
  summary: { en: `${en} in one sentence.`, zh: `一句话说${zh}。` },
  equation: "x",
  inputs: [],
  outputs: [],
  examples: [],
  concepts: [],
  sources: [],
});

const formulas: readonly FormulaDoc[] = [
  {
    kind: "formula",
    id: "rmsnorm",
    name: "rmsnorm",
    aliases: [],
    title: { en: "Root mean square norm", zh: "均方根归一化" },
    summary: { en: "Scales a vector by its root mean square.", zh: "用均方根缩放向量。" },
    equation: "x",
    inputs: [],
    outputs: [],
    examples: [],
    concepts: ["rmsnorm"],
    sources: [],
  },
  formula("rope-rotate", "Rotary position embedding of a vector", "向量的旋转位置编码"),
  formula("attention", "Scaled dot-product attention", "缩放点积注意力"),
];

const sourceDocs: readonly SourceDoc[] = sources.map((source) => ({
  kind: "source",
  id: source.id,
  name: source.title,
  title: source.title,
  authors: ["A. Author"],
  source_kind: source.kind,
  ...(source.date ? { date: source.date } : {}),
  url: source.url,
  cited_by: source.id === "su-2021" ? ["concept/rope"] : ["release/llama"],
  sources: [source],
}));

const docs: readonly Doc[] = [...releases, ...checkpoints, ...concepts, ...formulas, ...organisations, ...sourceDocs, ...eras];

const titleOf = (doc: Doc): { readonly en: string; readonly zh: string } | undefined => {
  if (doc.kind === "organisation") return doc.names;
  return doc.kind === "concept" || doc.kind === "formula" || doc.kind === "era" ? doc.title : undefined;
};

const labels: Readonly<Record<string, Label>> = Object.fromEntries(
  docs.map((doc) => {
    const title = titleOf(doc);
    return [
      `${doc.kind}/${doc.id}`,
      { name: doc.name, ...(title ? { title } : {}), ...(doc.kind === "release" ? { released: doc.released } : {}) },
    ];
  }),
);

const rows: readonly (IndexRow | FilterRow)[] = docs.map((doc) => {
  const title = titleOf(doc);
  return {
    kind: doc.kind,
    id: doc.id,
    name: doc.name,
    ...(title ? { title } : {}),
    ...(doc.kind === "release"
      ? {
          date: doc.released,
          organisation: doc.organisation,
          era: doc.era,
          open_weights: doc.open_weights ?? false,
          concepts: [...doc.introduces, ...doc.uses],
          introduces: doc.introduces.length,
          modalities: multimodal.includes(doc.id) ? ["text", "image"] : ["text"],
          country: organisations.find(({ id }) => id === doc.organisation)!.country!,
          ...(sizes[doc.id] ? { sizes: [sizes[doc.id]![0]!, sizes[doc.id]![1]!] as const } : {}),
        }
      : {}),
    ...(doc.kind === "checkpoint" ? { release: doc.release } : {}),
    ...(doc.kind === "source" && doc.date ? { date: doc.date } : {}),
  };
});

const pinyin: Readonly<Record<string, string>> = { 旋转位置编码: "xuanzhuanweizhibianma xzwzbm", 通义千问: "tongyiqianwen tyqw" };

const search = (query: string): Hit[] => {
  const wanted = query.trim().toLowerCase();
  return docs.flatMap((doc): Hit[] => {
    const title = titleOf(doc);
    const texts = [
      doc.name,
      doc.id,
      ...("aliases" in doc ? doc.aliases : []),
      title?.en ?? "",
      title?.zh ?? "",
      pinyin[title?.zh ?? ""] ?? "",
    ];
    const matched = texts.find((text) => text.toLowerCase().includes(wanted));
    if (matched === undefined) return [];
    return [
      {
        kind: doc.kind,
        id: doc.id,
        name: doc.name,
        ...(title ? { title } : {}),
        score: matched.toLowerCase() === wanted ? 1 : 0.5,
        stage: "word",
        matched,
      },
    ];
  });
};

const paragraphs = (concept: string, lang: "en" | "zh"): Block[] =>
  Array.from({ length: 12 }, (_, i) => ({
    type: "paragraph",
    children: [
      {
        type: "text",
        text:
          lang === "en"
            ? `Paragraph ${i + 1} about ${concept}: what it is, why it came, how it works and what it costs, in words that fill more than one line.`
            : `关于 ${concept} 的第 ${i + 1} 段：它是什么，为什么出现，怎样工作，代价几何，用足够多的字把一行写满再折到下一行。`,
      },
    ],
  }));

const flatReleases = releases.map((doc) => ({
  kind: doc.kind,
  id: doc.id,
  name: doc.name,
  released: doc.released,
  organisation: doc.organisation,
  open_weights: doc.open_weights,
  introduces: doc.introduces,
  based_on: doc.based_on,
  parameters_total: sizes[doc.id]?.[1],
  training_tokens: tokens[doc.id],
  context: doc.open_weights ? 2 ** (11 + Math.floor(releases.indexOf(doc) / 2)) : undefined,
}));

export const fakeGuide: Guide = {
  rowsOf: (kind) => rows.filter((row) => row.kind === kind),
  filterRows: () => rows.filter((row): row is FilterRow => row.kind === "release"),
  otherNames: () => [],
  flatRows: (kind) => (kind === "release" ? flatReleases : []),
  entry: ((kind: string, id: string) => {
    const doc = docs.find((candidate) => candidate.kind === kind && candidate.id === id);
    return doc && { doc, labels };
  }) as Guide["entry"],
  prose: paragraphs,
  search: (query, options) =>
    search(query)
      .sort((a, b) => b.score - a.score)
      .slice(0, options?.limit ?? 20),
};

const card: Renderers["card"] = (entry, canvas, drawProse) => {
  const { doc } = entry;
  const title = titleOf(doc);
  const lines = [canvas.style("title", doc.name)];
  if (title) lines.push(...wrap(title[canvas.lang], canvas.width).map((line) => canvas.style("muted", line)));
  if ("summary" in doc) lines.push("", ...wrap(doc.summary[canvas.lang], canvas.width));
  if (doc.kind === "concept") lines.push("", ...drawProse(canvas));
  return lines;
};

const prose = (blocks: readonly Block[], canvas: Canvas): string[] =>
  blocks.flatMap((block, i) => {
    const text = block.type === "paragraph" ? block.children.map((child) => ("text" in child ? child.text : "")).join("") : "";
    return [...(i > 0 ? [""] : []), ...wrap(text, canvas.width)];
  });

export const fakeRenderers: Renderers = { card, comparison: comparedLines, picture: pictureLines, prose };
