/** A record a hundred times larger: the real one and made-up sources with names of the same kind. */
import type { SourceDoc } from "../knowledge/record.ts";
import { emitKnowledge } from "./emit.ts";
import { readContent } from "./record.ts";

const makers = [
  "Aurora",
  "Borealis",
  "Cygnus",
  "Draco",
  "Etamin",
  "Fornax",
  "Gliese",
  "Hadar",
  "Izar",
  "Juno",
  "混沌",
  "星河",
  "伏羲",
  "女娲",
];
const things = [
  "Attention",
  "Routing",
  "Retrieval",
  "Alignment",
  "Scaling",
  "Positions",
  "Memory",
  "Pruning",
  "蒸馏",
  "量化",
  "对齐",
  "推理",
];
const forms = ["Report", "Card", "Study", "Survey", "Benchmark", "报告", "综述"];

const madeUp = (i: number): SourceDoc => {
  const name = `${makers[i % makers.length]} ${1 + (i % 97)}B: ${things[Math.floor(i / 7) % things.length]} ${forms[Math.floor(i / 3) % forms.length]} ${i}`;
  return {
    kind: "source",
    id: `made-up-${i}`,
    name,
    title: name,
    authors: [],
    source_kind: "paper",
    url: `https://example.org/${i}`,
    cited_by: [],
    sources: [],
  };
};

export const largeRecord = (root: string, directory: string, entries: number): void => {
  const { record, prose } = readContent(root);
  emitKnowledge({ ...record, sources: [...record.sources, ...Array.from({ length: entries }, (_, i) => madeUp(i))] }, prose, directory);
};
