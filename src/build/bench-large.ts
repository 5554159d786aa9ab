/** Records of other sizes: ten times larger by made-up sources with names of the same kind, and a tenth of the real one. */
import { cpSync, mkdirSync, readdirSync } from "node:fs";
import { join } from "node:path";
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

/** Entries that the timed look-ups ask for. */
const asked = ["llama-2", "deepseek-r1", "llama", "roformer"];

/** The built program with a tenth of the releases and what belongs to them; the path of its entry. */
export const smallProgram = (root: string, directory: string): string => {
  const { record, prose } = readContent(root);
  const releases = record.releases.filter(({ id }, i) => i % 10 === 0 || asked.includes(id));
  const kept = new Set(releases.map(({ id }) => id));
  const checkpoints = record.checkpoints.filter(({ release }) => kept.has(release));
  const sources = record.sources.filter((_, i) => i % 10 === 0);
  const concepts = record.concepts.filter(({ id }, i) => i % 10 === 0 || id === "rope");
  mkdirSync(join(directory, "dist"), { recursive: true });
  mkdirSync(join(directory, "bin"));
  cpSync(join(root, "bin", "almanac.cjs"), join(directory, "bin", "almanac.cjs"));
  for (const name of readdirSync(join(root, "dist")).filter((file) => /\.(?:cjs|mjs|cache)$/.test(file)))
    cpSync(join(root, "dist", name), join(directory, "dist", name));
  emitKnowledge({ ...record, releases, checkpoints, sources, concepts }, prose, join(directory, "dist", "knowledge"));
  return join(directory, "bin", "almanac.cjs");
};
