/** The words of cards and tables, in both languages. */
import type { Kind, Lang, LocalText, Status } from "../knowledge/record.ts";

export const say = (text: LocalText, lang: Lang): string => text[lang];

export const kindNames: Readonly<Record<Kind, LocalText>> = {
  release: { en: "release", zh: "发布" },
  checkpoint: { en: "checkpoint", zh: "检查点" },
  concept: { en: "concept", zh: "概念" },
  formula: { en: "formula", zh: "公式" },
  organisation: { en: "organisation", zh: "机构" },
  source: { en: "source", zh: "来源" },
  era: { en: "era", zh: "时代" },
};

export const statusNames: Readonly<Record<Status, LocalText>> = {
  official: { en: "official", zh: "官方" },
  derived: { en: "derived", zh: "推算" },
  reported: { en: "reported", zh: "转述" },
  undisclosed: { en: "undisclosed", zh: "未公布" },
};

const sourceKinds: Readonly<Record<string, LocalText>> = {
  paper: { en: "paper", zh: "论文" },
  "model-card": { en: "model card", zh: "模型卡" },
  "system-card": { en: "system card", zh: "系统卡" },
  configuration: { en: "configuration", zh: "配置文件" },
  code: { en: "code", zh: "代码" },
  post: { en: "post", zh: "博文" },
  documentation: { en: "documentation", zh: "文档" },
  license: { en: "license", zh: "许可证" },
  repository: { en: "repository", zh: "代码库" },
  catalogue: { en: "catalogue", zh: "目录" },
};

const dateKinds: Readonly<Record<string, LocalText>> = {
  announcement: { en: "announcement", zh: "宣布" },
  preview: { en: "preview", zh: "预览" },
  weights: { en: "weights", zh: "权重" },
  api: { en: "API", zh: "API" },
  product: { en: "product", zh: "产品" },
  "paper-v1": { en: "paper, first version", zh: "论文首版" },
  paper: { en: "paper", zh: "论文" },
  "system-card": { en: "system card", zh: "系统卡" },
  license: { en: "license", zh: "许可证" },
  commit: { en: "commit", zh: "提交" },
  "front-matter": { en: "date on the page", zh: "页面所标日期" },
  trained: { en: "trained", zh: "训练" },
  "later-sizes": { en: "later sizes", zh: "后续规模" },
};

const conceptKinds: Readonly<Record<string, LocalText>> = {
  training: { en: "training", zh: "训练" },
  architecture: { en: "architecture", zh: "架构" },
  evaluation: { en: "evaluation", zh: "评测" },
  attention: { en: "attention", zh: "注意力" },
  position: { en: "positions", zh: "位置编码" },
  normalisation: { en: "normalisation", zh: "归一化" },
  activation: { en: "activation", zh: "激活函数" },
  data: { en: "data", zh: "数据" },
  scaling: { en: "scaling", zh: "规模规律" },
  inference: { en: "inference", zh: "推理部署" },
  precision: { en: "precision", zh: "数值精度" },
  use: { en: "use", zh: "使用方式" },
};

const variants: Readonly<Record<string, LocalText>> = {
  base: { en: "base", zh: "基础版" },
  instruct: { en: "instruct", zh: "指令版" },
  chat: { en: "chat", zh: "对话版" },
  preview: { en: "preview", zh: "预览版" },
  reasoning: { en: "reasoning", zh: "推理版" },
  distilled: { en: "distilled", zh: "蒸馏版" },
  reward: { en: "reward model", zh: "奖励模型" },
};

const countries: Readonly<Record<string, LocalText>> = {
  US: { en: "United States", zh: "美国" },
  CN: { en: "China", zh: "中国" },
  AE: { en: "United Arab Emirates", zh: "阿联酋" },
  CA: { en: "Canada", zh: "加拿大" },
  CH: { en: "Switzerland", zh: "瑞士" },
  DE: { en: "Germany", zh: "德国" },
  FI: { en: "Finland", zh: "芬兰" },
  FR: { en: "France", zh: "法国" },
  GB: { en: "United Kingdom", zh: "英国" },
  IL: { en: "Israel", zh: "以色列" },
  IN: { en: "India", zh: "印度" },
  JP: { en: "Japan", zh: "日本" },
  KR: { en: "South Korea", zh: "韩国" },
  RU: { en: "Russia", zh: "俄罗斯" },
  SG: { en: "Singapore", zh: "新加坡" },
};

const linkNames: Readonly<Record<string, LocalText>> = {
  paper: { en: "paper", zh: "论文" },
  announcement: { en: "announcement", zh: "公告" },
  repository: { en: "repository", zh: "代码库" },
  weights: { en: "weights", zh: "权重" },
  license: { en: "license", zh: "许可证" },
  model_card: { en: "model card", zh: "模型卡" },
};

const modalities: Readonly<Record<string, LocalText>> = {
  text: { en: "text", zh: "文本" },
  image: { en: "images", zh: "图像" },
  audio: { en: "audio", zh: "音频" },
  video: { en: "video", zh: "视频" },
};

const named =
  (names: Readonly<Record<string, LocalText>>) =>
  (id: string, lang: Lang): string =>
    names[id]?.[lang] ?? id;

export const sourceKindName = named(sourceKinds);
export const dateKindName = named(dateKinds);
export const conceptKindName = named(conceptKinds);
export const variantName = named(variants);
export const countryName = named(countries);
export const linkName = named(linkNames);
export const modalityName = named(modalities);

/** A name and what it says: a colon of the language between them. */
export const colon = (lang: Lang): string => (lang === "zh" ? "：" : ": ");
export const comma = (lang: Lang): string => (lang === "zh" ? "、" : ", ");

export const labels = {
  openWeights: { en: "open weights", zh: "开放权重" },
  closedWeights: { en: "weights not released", zh: "权重未公开" },
  undisclosed: { en: "undisclosed", zh: "未公布" },
  notDisclosed: { en: "Undisclosed", zh: "未公布" },
  checkpoint: { en: "Checkpoint", zh: "检查点" },
  checkpointOf: { en: "checkpoint of", zh: "所属发布" },
  parameters: { en: "Parameters", zh: "参数量" },
  activeParameters: { en: "Active", zh: "激活" },
  layers: { en: "Layers", zh: "层数" },
  hidden: { en: "Width", zh: "宽度" },
  heads: { en: "Heads/KV", zh: "头/KV" },
  ffn: { en: "FFN", zh: "FFN" },
  context: { en: "Context", zh: "上下文" },
  tokens: { en: "Tokens", zh: "训练词元" },
  introduces: { en: "Introduced", zh: "首创" },
  uses: { en: "Uses", zh: "使用" },
  basedOn: { en: "Based on", zh: "基于" },
  ledTo: { en: "Led to", zh: "衍生出" },
  training: { en: "Training", zh: "训练" },
  modalities: { en: "Modalities", zh: "模态" },
  languages: { en: "Languages", zh: "语言" },
  benchmarks: { en: "Benchmarks", zh: "基准测试" },
  dates: { en: "Dates", zh: "日期" },
  links: { en: "Links", zh: "链接" },
  notes: { en: "Notes", zh: "注记" },
  sources: { en: "Sources", zh: "来源" },
  configuration: { en: "Configuration", zh: "配置" },
  aliases: { en: "Also called", zh: "又名" },
  formulas: { en: "Formulas", zh: "公式" },
  introducedIn: { en: "Introduced in", zh: "首见于" },
  introducedBy: { en: "Introduced by", zh: "首创者" },
  usedBy: { en: "Used by", zh: "使用者" },
  related: { en: "See also", zh: "参见" },
  introducedOn: { en: "introduced", zh: "提出于" },
  authors: { en: "Authors", zh: "作者" },
  date: { en: "Date", zh: "日期" },
  publisher: { en: "Published by", zh: "发布于" },
  url: { en: "Address", zh: "地址" },
  read: { en: "Read", zh: "所读版本" },
  citedBy: { en: "Cited by", zh: "引用者" },
  releases: { en: "Releases", zh: "发布" },
  inputs: { en: "Inputs", zh: "输入" },
  result: { en: "Result", zh: "结果" },
  dimensions: { en: "Sizes", zh: "大小" },
  signs: { en: "Signs", zh: "各项的符号" },
  examples: { en: "Examples", zh: "示例" },
  concepts: { en: "Concepts", zh: "概念" },
  byDefault: { en: "default", zh: "默认" },
  oneOf: { en: "one of", zh: "可选" },
  status: { en: "Status", zh: "状态" },
  source: { en: "Source", zh: "来源" },
  where: { en: "Where", zh: "出处" },
  computed: { en: "Computed", zh: "推算" },
  published: { en: "published as", zh: "公布为" },
  apart: { en: "Apart", zh: "另有依据" },
  introducesIt: { en: "first", zh: "首创" },
  upload: { en: "upload", zh: "上传文件" },
  nonEmbedding: { en: "without embeddings", zh: "不含嵌入" },
  active: { en: "active per token", zh: "每词元激活" },
  trained: { en: "trained", zh: "训练" },
  configured: { en: "configured", zh: "配置" },
  claimed: { en: "claimed", zh: "官方声称" },
  output: { en: "output", zh: "输出" },
  tokensOf: { en: "tokens", zh: "词元" },
  cutoff: { en: "data to", zh: "数据截至" },
  gpuHours: { en: "GPU hours", zh: "GPU 时" },
  more: { en: "more", zh: "更多" },
  today: { en: "today", zh: "至今" },
  reads: { en: "reads", zh: "输入" },
  answers: { en: "answers in", zh: "输出" },
  rows: { en: "rows", zh: "行" },
  openMark: { en: "open", zh: "开放" },
  closedMark: { en: "closed", zh: "闭源" },
} as const satisfies Record<string, LocalText>;

/** What an undisclosed fact is about, by its path. */
const fields: Readonly<Record<string, LocalText>> = {
  parameters: { en: "parameters", zh: "参数量" },
  training: { en: "training", zh: "训练" },
  "training.tokens": { en: "training tokens", zh: "训练词元数" },
  "training.hardware": { en: "training hardware", zh: "训练硬件" },
  "training.knowledge_cutoff": { en: "knowledge cut-off", zh: "知识截止日期" },
  context: { en: "context length", zh: "上下文长度" },
  config: { en: "configuration", zh: "配置" },
  license: { en: "license", zh: "许可证" },
};
export const fieldName = named(fields);
