/**
 * The one table of keys: dispatch, the footer, the help page and the README are made from it.
 * Arrows, Enter, Esc, Tab and F1 reach everything: while an input method is on, letters do not arrive.
 */
import type { LocalText } from "../knowledge/record.ts";

export const contexts = ["list", "page", "search", "filter", "lineage", "chart", "comparison", "help"] as const;
export type Context = (typeof contexts)[number];

type Row = {
  readonly keys: readonly string[];
  readonly action: string;
  readonly when: readonly Context[];
  readonly about: LocalText;
  /** How the footer says it, in the order of this table; `keys` where it shows others than the first. */
  readonly hint?: { readonly text: LocalText; readonly keys?: readonly string[]; readonly when?: readonly Context[] };
};

const command: readonly Context[] = ["list", "page", "lineage", "chart", "comparison", "help"];
/** Where something is read. */
const reading: readonly Context[] = ["list", "page", "lineage", "chart", "comparison"];
/** Where some entry is in front, chosen or named. */
const onEntries: readonly Context[] = ["list", "page", "lineage", "chart"];
const everywhere: readonly Context[] = contexts;
/** Where letters are text. */
export const typing: readonly Context[] = ["search", "filter"];

const rows = [
  {
    keys: ["Down", "j"],
    action: "down",
    when: command,
    about: { en: "next entry, next line", zh: "下一条、下一行" },
    hint: { keys: ["Up", "Down"], text: { en: "move", zh: "移动" }, when: command.filter((context) => context !== "chart") },
  },
  { keys: ["Up", "k"], action: "up", when: command, about: { en: "previous entry, previous line", zh: "上一条、上一行" } },
  {
    keys: ["Down", "Ctrl-n"],
    action: "down",
    when: typing,
    about: { en: "next result, next value", zh: "下一条结果、下一个取值" },
    hint: { keys: ["Up", "Down"], text: { en: "choose", zh: "选择" } },
  },
  { keys: ["Up", "Ctrl-p"], action: "up", when: typing, about: { en: "previous result, previous value", zh: "上一条结果、上一个取值" } },
  {
    keys: ["Right", "l"],
    action: "down",
    when: ["chart"],
    about: { en: "next point by date", zh: "按日期的下一个点" },
    hint: { keys: ["Left", "Right"], text: { en: "points", zh: "逐点" } },
  },
  { keys: ["Left", "h"], action: "up", when: ["chart"], about: { en: "previous point", zh: "上一个点" } },
  {
    keys: ["Enter", "Right", "l"],
    action: "open",
    when: ["list", "lineage"],
    about: { en: "open what is chosen", zh: "打开选中的条目" },
    hint: { text: { en: "open", zh: "打开" } },
  },
  {
    keys: ["Enter"],
    action: "open",
    when: ["chart"],
    about: { en: "open the named release", zh: "打开所指的发布" },
    hint: { text: { en: "open", zh: "打开" } },
  },
  {
    keys: ["Enter"],
    action: "open",
    when: ["search"],
    about: { en: "open the chosen result", zh: "打开选中的结果" },
    hint: { text: { en: "open", zh: "打开" } },
  },
  {
    keys: ["Enter"],
    action: "open",
    when: ["filter"],
    about: { en: "into the values; ask for the value, or no more", zh: "进入取值；选定或取消该值" },
    hint: { text: { en: "on/off", zh: "选定" } },
  },
  {
    keys: ["Escape"],
    action: "close",
    when: everywhere,
    about: { en: "close one layer: help, typed text, search, filter, page", zh: "关闭一层：帮助、已打的字、搜索、筛选、页面" },
    hint: { text: { en: "back", zh: "返回" }, when: contexts.filter((context) => context !== "list") },
  },
  {
    keys: ["Tab"],
    action: "next-criterion",
    when: ["filter"],
    about: { en: "next criterion", zh: "下一项条件" },
    hint: { text: { en: "next", zh: "下一项" } },
  },
  { keys: ["Shift-Tab"], action: "previous-criterion", when: ["filter"], about: { en: "previous criterion", zh: "上一项条件" } },
  {
    keys: ["Backspace"],
    action: "erase",
    when: ["filter"],
    about: { en: "erase a letter, else clear this criterion", zh: "删一个字；没有字时清除这一项" },
    hint: { text: { en: "clear", zh: "清除" } },
  },
  {
    keys: ["Ctrl-u", "Delete"],
    action: "clear-filters",
    when: ["filter"],
    about: { en: "clear all criteria", zh: "清除全部条件" },
    hint: { text: { en: "clear all", zh: "全部清除" } },
  },
  { keys: ["Right"], action: "enter-values", when: ["filter"], about: { en: "to the values", zh: "到取值" } },
  { keys: ["Left"], action: "leave-values", when: ["filter"], about: { en: "back to the criteria", zh: "回到条件" } },
  {
    keys: ["Tab"],
    action: "next-link",
    when: ["page"],
    about: { en: "mark the next entry this page leads to", zh: "标记本页指向的下一个条目" },
    hint: { text: { en: "links", zh: "链接" } },
  },
  { keys: ["Shift-Tab"], action: "previous-link", when: ["page"], about: { en: "mark the previous one", zh: "标记上一个条目" } },
  {
    keys: ["Enter", "Right", "l"],
    action: "open",
    when: ["page"],
    about: { en: "open the marked entry", zh: "打开标记的条目" },
    hint: { text: { en: "open", zh: "打开" } },
  },
  {
    keys: ["Tab"],
    action: "next-measure",
    when: ["chart"],
    about: { en: "parameters, training tokens, context", zh: "参数量、训练词元、上下文" },
    hint: { text: { en: "measure", zh: "换项" } },
  },
  { keys: ["Shift-Tab"], action: "previous-measure", when: ["chart"], about: { en: "the measure before", zh: "上一项" } },
  {
    keys: ["d"],
    action: "differences",
    when: ["comparison"],
    about: { en: "only what differs, or everything", zh: "只看差别，或全部" },
    hint: { text: { en: "differences", zh: "差别" } },
  },
  {
    keys: ["s"],
    action: "compared-sources",
    when: ["comparison"],
    about: { en: "the source of every value, or none", zh: "显示或隐藏各值的来源" },
    hint: { text: { en: "sources", zh: "来源" } },
  },
  {
    keys: ["x"],
    action: "compare",
    when: reading,
    about: { en: "compare what is marked, and back", zh: "比较已标记的条目；再按返回" },
    hint: { text: { en: "compare", zh: "比较" }, when: onEntries },
  },
  {
    keys: ["/"],
    action: "search",
    when: command,
    about: { en: "search names, concepts, sources and prose; Chinese and pinyin too", zh: "搜索名称、概念、来源与正文；支持拼音与首字母" },
    hint: { text: { en: "search", zh: "搜索" } },
  },
  {
    keys: ["?", "F1"],
    action: "help",
    when: command,
    about: { en: "this page", zh: "本页" },
    hint: { text: { en: "help", zh: "帮助" }, when: reading },
  },
  {
    keys: ["q", "Ctrl-c"],
    action: "quit",
    when: command,
    about: { en: "quit", zh: "退出" },
    hint: { text: { en: "quit", zh: "退出" } },
  },
  {
    keys: ["f"],
    action: "filter",
    when: ["list", "chart"],
    about: {
      en: "filter the timeline: organisation, era, concept, weights, country, modality, size",
      zh: "筛选时间线：机构、时代、概念、权重、国家、模态、参数量",
    },
    hint: { text: { en: "filter", zh: "筛选" } },
  },
  {
    keys: ["Tab"],
    action: "next-section",
    when: ["list"],
    about: { en: "next list: timeline, concepts, formulas, organisations, sources", zh: "下一个列表：时间线、概念、公式、机构、来源" },
    hint: { text: { en: "lists", zh: "列表" } },
  },
  {
    keys: ["s"],
    action: "evidence",
    when: ["list", "page"],
    about: { en: "the sources and notes of this entry, and back", zh: "本条目的来源与注记；再按返回" },
    hint: { text: { en: "sources", zh: "来源" } },
  },
  {
    keys: ["t"],
    action: "lineage",
    when: onEntries,
    about: { en: "the family tree: what it came from and led to; who took up a concept", zh: "谱系：来历与后代；概念由谁首创、被谁采用" },
    hint: { text: { en: "lineage", zh: "谱系" } },
  },
  {
    keys: ["c"],
    action: "chart",
    when: onEntries,
    about: { en: "the chart of sizes against time, and back", zh: "规模随时间变化的图表；再按返回" },
    hint: { text: { en: "chart", zh: "图表" }, when: ["list"] },
  },
  {
    keys: ["m"],
    action: "mark",
    when: onEntries,
    about: { en: "mark a release or checkpoint for a comparison, or no more", zh: "标记发布或检查点以便比较；再按取消" },
    hint: { text: { en: "mark", zh: "标记" } },
  },
  { keys: ["Shift-Tab"], action: "previous-section", when: ["list"], about: { en: "previous list", zh: "上一个列表" } },
  {
    keys: ["L"],
    action: "language",
    when: command,
    about: { en: "English or Chinese", zh: "中文或英文" },
    hint: { text: { en: "中文", zh: "English" } },
  },
  { keys: ["F"], action: "clear-filters", when: ["list", "chart"], about: { en: "clear the filter", zh: "清除筛选" } },
  { keys: ["M"], action: "clear-marks", when: onEntries, about: { en: "clear all marks", zh: "清除全部标记" } },
  { keys: ["F1"], action: "help", when: typing, about: { en: "the keys", zh: "按键说明" } },
  { keys: ["Ctrl-c"], action: "quit", when: typing, about: { en: "quit", zh: "退出" } },
  { keys: ["PageDown", "Ctrl-d", "Space"], action: "page-down", when: command, about: { en: "a page down", zh: "向下翻页" } },
  { keys: ["PageUp", "Ctrl-u"], action: "page-up", when: command, about: { en: "a page up", zh: "向上翻页" } },
  { keys: ["PageDown"], action: "page-down", when: typing, about: { en: "a page of results down", zh: "结果向下翻页" } },
  { keys: ["PageUp"], action: "page-up", when: typing, about: { en: "a page of results up", zh: "结果向上翻页" } },
  { keys: ["g", "Home"], action: "first", when: command, about: { en: "the first", zh: "到开头" } },
  { keys: ["G", "End"], action: "last", when: command, about: { en: "the last", zh: "到末尾" } },
  {
    keys: ["[", "Backspace", "Left", "h", "Alt-Left"],
    action: "back",
    when: command.filter((context) => context !== "chart"),
    about: { en: "back to where this was opened from", zh: "返回打开它的地方" },
  },
  {
    keys: ["[", "Backspace", "Alt-Left"],
    action: "back",
    when: ["chart"],
    about: { en: "back to where this was opened from", zh: "返回打开它的地方" },
  },
  { keys: ["]", "Alt-Right"], action: "forward", when: command, about: { en: "forward again", zh: "再次前进" } },
  {
    keys: ["J", "Shift-Down", "Ctrl-n"],
    action: "next-entry",
    when: ["page"],
    about: { en: "the next entry of the list, without going back", zh: "直接看列表的下一条" },
  },
  {
    keys: ["K", "Shift-Up", "Ctrl-p"],
    action: "previous-entry",
    when: ["page"],
    about: { en: "the previous entry of the list", zh: "直接看列表的上一条" },
  },
  {
    keys: ["n"],
    action: "next-match",
    when: ["list", "page"],
    about: { en: "the next result of the last search", zh: "上次搜索的下一条结果" },
  },
  {
    keys: ["N"],
    action: "previous-match",
    when: ["list", "page"],
    about: { en: "the previous result of the last search", zh: "上次搜索的上一条结果" },
  },
  { keys: ["1"], action: "section-1", when: reading, about: { en: "the timeline", zh: "时间线" } },
  { keys: ["2"], action: "section-2", when: reading, about: { en: "the concepts", zh: "概念" } },
  { keys: ["3"], action: "section-3", when: reading, about: { en: "the formulas", zh: "公式" } },
  { keys: ["4"], action: "section-4", when: reading, about: { en: "the organisations", zh: "机构" } },
  { keys: ["5"], action: "section-5", when: reading, about: { en: "the sources", zh: "来源" } },
  { keys: ["Left", "Ctrl-b"], action: "caret-left", when: ["search"], about: { en: "left", zh: "光标左移" } },
  { keys: ["Right", "Ctrl-f"], action: "caret-right", when: ["search"], about: { en: "right", zh: "光标右移" } },
  { keys: ["Home"], action: "first", when: ["filter"], about: { en: "the first value", zh: "第一个取值" } },
  { keys: ["End"], action: "last", when: ["filter"], about: { en: "the last value", zh: "最后一个取值" } },
  { keys: ["Home", "Ctrl-a"], action: "caret-start", when: ["search"], about: { en: "start of the text", zh: "到开头" } },
  { keys: ["End", "Ctrl-e"], action: "caret-end", when: ["search"], about: { en: "end of the text", zh: "到末尾" } },
  { keys: ["Backspace"], action: "erase", when: ["search"], about: { en: "erase the character before", zh: "删除前一个字" } },
  { keys: ["Delete"], action: "erase-after", when: ["search"], about: { en: "erase the character after", zh: "删除后一个字" } },
  { keys: ["Ctrl-w"], action: "erase-word", when: ["search"], about: { en: "erase the word before", zh: "删除前一个词" } },
  { keys: ["Ctrl-u"], action: "erase-all", when: ["search"], about: { en: "erase everything", zh: "全部删除" } },
  { keys: ["Ctrl-l"], action: "redraw", when: everywhere, about: { en: "draw the screen anew", zh: "重画屏幕" } },
  { keys: ["Ctrl-z"], action: "suspend", when: everywhere, about: { en: "to the shell; fg returns", zh: "回到命令行，fg 返回" } },
] as const satisfies readonly Row[];

export type KeyAction = (typeof rows)[number]["action"];
export type Binding = Row & { readonly action: KeyAction };
export const bindings: readonly Binding[] = rows;
