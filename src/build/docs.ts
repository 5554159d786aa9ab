/** `npm run docs`: the parts of the two READMEs that are made from the program, so that they cannot say what it does not do. */
import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { calculator } from "../cli/calc/form.ts";
import { globalOptions } from "../cli/command.ts";
import { commands } from "../cli/commands/index.ts";
import { exitCodes } from "../cli/errors.ts";
import { formulas } from "../formulas/index.ts";
import type { Lang, LocalText } from "../knowledge/record.ts";
import { search } from "../knowledge/search.ts";
import { openStore } from "../knowledge/store.ts";
import { card } from "../render/card.ts";
import { comparedLines } from "../render/compared.ts";
import { pictureLines } from "../render/picture/picture.ts";
import { renderProse } from "../render/prose/plain.ts";
import { plainStyle } from "../render/style.ts";
import { firstState } from "../tui/first-frame.ts";
import { type Context, contexts } from "../tui/key-contexts.ts";
import { keyLabel } from "../tui/key-lookup.ts";
import { bindings } from "../tui/keys.ts";
import { update } from "../tui/update.ts";
import { frame } from "../tui/views/frame.ts";
import { createWorld } from "../tui/world.ts";
import { accuracy } from "./accuracy.ts";

export const readmes: Readonly<Record<Lang, string>> = { en: "README.md", zh: "README.zh-CN.md" };

const fence = (text: string, language = "text"): string => `\`\`\`${language}\n${text}\n\`\`\``;

const markdownTable = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => "---"), ...rows].map((row) => `| ${row.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`).join("\n");

/** The explorer as it opens, one entry further on, drawn by the functions that draw it on a terminal. */
const explorerFrame = (root: string, lang: Lang): string => {
  const store = openStore(join(root, "dist", "knowledge"));
  const world = createWorld({
    guide: { ...store, search: (query, options) => search(store, query, options) },
    renderers: { card: (entry, canvas) => card(entry, canvas), comparison: comparedLines, picture: pictureLines, prose: renderProse },
    calculator: () => calculator,
    ascii: false,
    style: plainStyle,
  });
  let state = firstState(world, lang, { columns: 100, rows: 30 });
  for (let i = 0; i < 4; i++) state = update(state, { type: "key", key: "Down" }, world);
  return frame(state, world)
    .lines.map((line) => line.trimEnd())
    .join("\n");
};

/** What the README shows, each with what it prints. */
export const shownExamples = [
  "almanac timeline --from 2024-04 --to 2024-05",
  "almanac show llama-2-70b --field config.num_key_value_heads",
  "almanac show LLama2 --json | head -3",
  "almanac search xuanzhuan --limit 3",
  "almanac why gpt-4 parameters",
  "almanac lineage llama-3",
  "almanac compare llama-2-70b llama-3-70b --diff --field config,kv_bytes_per_token",
  "almanac timeline --concept mla --to 2025-08",
  "almanac size deepseek-v3 --context 128K --kv-dtype fp8 --field kv_cache.bytes_per_token,kv_cache.total_gib",
  "almanac list checkpoints --where num_key_value_heads=8 --where num_hidden_layers=80 --tsv | cut -f2,8",
  "printf 'o1\\nQwQ\\n' | almanac show - --field name,released",
  "almanac calc rmsnorm 1 2 3 4",
  "almanac calc swiglu 1 2 --W '[[1,0],[0,1]]' --V '[[1,2],[3,4]]' --field result",
  "almanac calc rope 1 0 0 1 --position 3 --layout half --steps",
  "almanac calc rmsnorm 1 2 3 4 --model gemma-2-9b",
  "almanac calc swish -1.28 2 --plot -6:6",
] as const;

const runExample = (root: string, command: string, lang: Lang): string => {
  const { NO_COLOR: _noColour, FORCE_COLOR: _colour, COLUMNS: _columns, ...environment } = process.env;
  const script = `almanac() { "${process.execPath}" "${join(root, "bin", "almanac.cjs")}" "$@"; }\n${command}`;
  const result = spawnSync("bash", ["--norc", "--noprofile", "-c", script], {
    encoding: "utf8",
    env: { ...environment, LANG: "C.UTF-8", ALMANAC_LANG: lang, COLUMNS: "80" },
  });
  if (result.status !== 0) throw new Error(`${command}: ${result.stderr}`);
  return result.stdout.trimEnd();
};

const examples = (root: string, lang: Lang): string =>
  fence(shownExamples.map((command) => `$ ${command}\n${runExample(root, command, lang)}`).join("\n\n"), "console");

const commandTable = (lang: Lang): string =>
  markdownTable(
    lang === "zh" ? ["命令", "作用"] : ["command", "does"],
    commands.map((command) => [`\`almanac ${[command.name, ...command.parameters].join(" ")}\``, command.summary[lang]]),
  );

const optionTable = (lang: Lang): string =>
  markdownTable(
    lang === "zh" ? ["选项", "作用"] : ["option", "does"],
    globalOptions.map((option) => [
      `${option.short ? `\`-${option.short}\`, ` : ""}\`--${option.name}${option.value ? ` ${option.value}` : ""}\``,
      option.about[lang],
    ]),
  );

const where: Readonly<Record<Context, LocalText>> = {
  list: { en: "list", zh: "列表" },
  page: { en: "page", zh: "页面" },
  search: { en: "search", zh: "搜索" },
  filter: { en: "filter", zh: "筛选" },
  lineage: { en: "lineage", zh: "谱系" },
  chart: { en: "chart", zh: "图表" },
  comparison: { en: "comparison", zh: "比较" },
  form: { en: "form", zh: "表单" },
  choice: { en: "choice of a form", zh: "表单的选项" },
  help: { en: "help", zh: "帮助" },
};

/** Where a key works: the places, or all but a few. */
const placesOf = (when: readonly Context[], lang: Lang): string => {
  const list = (places: readonly Context[]): string => places.map((context) => where[context][lang]).join(lang === "zh" ? "、" : ", ");
  const elsewhere = contexts.filter((context) => !when.includes(context));
  if (elsewhere.length > 4) return list(when);
  if (elsewhere.length === 0) return lang === "zh" ? "各处" : "everywhere";
  return lang === "zh" ? `除${list(elsewhere)}外各处` : `everywhere but ${list(elsewhere)}`;
};

const keyTable = (lang: Lang): string =>
  markdownTable(
    lang === "zh" ? ["按键", "作用", "何处"] : ["keys", "do", "where"],
    bindings.map((binding) => [
      binding.keys.map((key) => `\`${keyLabel(key, false)}\``).join(" "),
      binding.about[lang],
      placesOf(binding.when, lang),
    ]),
  );

const formulaTable = (lang: Lang): string =>
  markdownTable(
    lang === "zh" ? ["公式", "计算", "输入"] : ["formula", "computes", "inputs"],
    formulas.map((formula) => [
      [formula.id, ...formula.aliases].map((name) => `\`${name}\``).join(" "),
      formula.title[lang],
      Object.keys(formula.inputs).join(", "),
    ]),
  );

const counts = (root: string, lang: Lang): string => {
  const store = openStore(join(root, "dist", "knowledge"));
  const [releases, checkpoints, concepts, sources] = (["release", "checkpoint", "concept", "source"] as const).map(
    (kind) => store.rowsOf(kind).length,
  );
  const organisations = store.flatRows("organisation");
  const countries = new Set(organisations.map((row) => row.country)).size;
  const dates = store.rowsOf("release").map((row) => row.date ?? "");
  const [first, last] = [dates[0], dates.at(-1)];
  const { facts } = store.counts();
  const total = Object.values(facts).reduce((sum, count) => sum + count, 0);
  return lang === "zh"
    ? `目前收录 ${organisations.length} 家机构（${countries} 个国家）的 ${releases} 次发布（${first} 至 ${last}）、${checkpoints} 个检查点、${concepts} 个概念、${formulas.length} 个公式；${total} 条事实依据 ${sources} 份来源：官方 ${facts.official}、推算 ${facts.derived}、转述 ${facts.reported}、未公布 ${facts.undisclosed}。`
    : `The record holds ${releases} releases of ${organisations.length} organisations in ${countries} countries, from ${first} to ${last}, with ${checkpoints} checkpoints, ${concepts} concepts and ${formulas.length} formulas. Its ${total} facts rest on ${sources} sources: ${facts.official} are official, ${facts.derived} derived, ${facts.reported} reported, ${facts.undisclosed} say that something was never disclosed.`;
};

const exits = (lang: Lang): string => {
  const names: Readonly<Record<keyof typeof exitCodes, LocalText>> = {
    done: { en: "done", zh: "完成" },
    nothingFound: { en: "nothing found", zh: "没有找到" },
    usage: { en: "wrong usage: option, number, formula, field", zh: "用法错误：选项、数字、公式、字段" },
    invalidFile: { en: "a data file is invalid or cannot be read", zh: "数据文件无效或无法读取" },
    cannotWrite: { en: "could not write", zh: "无法写出" },
    bug: { en: "a bug: one line, and a log file", zh: "程序错误：一行说明，详情写入日志" },
  };
  return markdownTable(lang === "zh" ? ["退出码", "含义"] : ["exit code", "means"], [
    ...Object.entries(exitCodes).map(([key, code]) => [String(code), names[key as keyof typeof exitCodes][lang]]),
    ["130, 143, 129", lang === "zh" ? "Ctrl-C、SIGTERM、SIGHUP" : "Ctrl-C, SIGTERM, SIGHUP"],
  ]);
};

const blocks: Readonly<Record<string, (root: string, lang: Lang) => string>> = {
  frame: (root, lang) => fence(explorerFrame(root, lang)),
  counts,
  examples,
  commands: (_root, lang) => commandTable(lang),
  options: (_root, lang) => optionTable(lang),
  keys: (_root, lang) => keyTable(lang),
  formulas: (_root, lang) => formulaTable(lang),
  accuracy: (root, lang) => accuracy(root, lang, markdownTable),
  exits: (_root, lang) => exits(lang),
};

const block = /<!-- made: ([\w-]+) -->\n[\s\S]*?<!-- \/made -->/g;

/** A README with its made parts as they must be. An unknown part is an error. */
export const remade = (root: string, lang: Lang): { readonly file: string; readonly before: string; readonly after: string } => {
  const file = join(root, readmes[lang]);
  const before = readFileSync(file, "utf8");
  const after = before.replace(block, (_whole, name: string) => {
    const make = blocks[name];
    if (!make) throw new Error(`${file}: there is no made part "${name}"; there are ${Object.keys(blocks).join(", ")}`);
    return `<!-- made: ${name} -->\n${make(root, lang)}\n<!-- /made -->`;
  });
  return { file, before, after };
};

export const main = (root: string, args: readonly string[]): number => {
  const check = args.includes("--check");
  let stale = 0;
  for (const lang of ["en", "zh"] as const) {
    const { file, before, after } = remade(root, lang);
    if (before === after) continue;
    stale++;
    if (check) process.stderr.write(`${file} is not what the program says: run npm run docs\n`);
    else writeFileSync(file, after);
  }
  return check && stale > 0 ? 1 : 0;
};
