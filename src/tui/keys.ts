/**
 * The one table of keys: dispatch, the footer, the help page and the README are made from it.
 * Arrows, Enter, Esc, Tab and F1 reach everything: while an input method is on, letters do not arrive.
 */
import type { LocalText } from "../knowledge/record.ts";

export const contexts = ["list", "page", "search", "filter", "lineage", "chart", "comparison", "help"] as const;
export type Context = (typeof contexts)[number];

export const actions = [
  "up",
  "down",
  "page-up",
  "page-down",
  "first",
  "last",
  "open",
  "back",
  "forward",
  "close",
  "next-link",
  "previous-link",
  "next-section",
  "previous-section",
  "section-1",
  "section-2",
  "section-3",
  "section-4",
  "section-5",
  "next-entry",
  "previous-entry",
  "evidence",
  "search",
  "next-match",
  "previous-match",
  "filter",
  "clear-filters",
  "enter-values",
  "leave-values",
  "next-criterion",
  "previous-criterion",
  "language",
  "help",
  "caret-left",
  "caret-right",
  "caret-start",
  "caret-end",
  "erase",
  "erase-after",
  "erase-word",
  "erase-all",
  "redraw",
  "suspend",
  "quit",
] as const;
export type KeyAction = (typeof actions)[number];

export type Binding = {
  readonly keys: readonly string[];
  readonly action: KeyAction;
  readonly when: readonly Context[];
  readonly about: LocalText;
  /** How the footer says it, in the order of this table; `keys` where it shows others than the first. */
  readonly hint?: { readonly text: LocalText; readonly keys?: readonly string[]; readonly when?: readonly Context[] };
};

const command: readonly Context[] = ["list", "page", "lineage", "chart", "comparison", "help"];
const everywhere: readonly Context[] = contexts;
/** Where letters are text. */
export const typing: readonly Context[] = ["search", "filter"];

export const bindings: readonly Binding[] = [
  {
    keys: ["Down", "j"],
    action: "down",
    when: command,
    about: { en: "next entry, next line", zh: "下一条、下一行" },
    hint: { keys: ["Up", "Down"], text: { en: "move", zh: "移动" } },
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
    keys: ["Enter", "Right", "l"],
    action: "open",
    when: ["list"],
    about: { en: "open what is chosen", zh: "打开选中的条目" },
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
    hint: { text: { en: "help", zh: "帮助" }, when: ["list", "page"] },
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
    when: ["list"],
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
  { keys: ["Shift-Tab"], action: "previous-section", when: ["list"], about: { en: "previous list", zh: "上一个列表" } },
  {
    keys: ["s"],
    action: "evidence",
    when: ["list", "page"],
    about: { en: "the sources and notes of this entry, and back", zh: "本条目的来源与注记；再按返回" },
    hint: { text: { en: "sources", zh: "来源" } },
  },
  {
    keys: ["L"],
    action: "language",
    when: command,
    about: { en: "English or Chinese", zh: "中文或英文" },
    hint: { text: { en: "中文", zh: "English" } },
  },
  { keys: ["F"], action: "clear-filters", when: ["list"], about: { en: "clear the filter", zh: "清除筛选" } },
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
    when: command,
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
  { keys: ["1"], action: "section-1", when: ["list", "page"], about: { en: "the timeline", zh: "时间线" } },
  { keys: ["2"], action: "section-2", when: ["list", "page"], about: { en: "the concepts", zh: "概念" } },
  { keys: ["3"], action: "section-3", when: ["list", "page"], about: { en: "the formulas", zh: "公式" } },
  { keys: ["4"], action: "section-4", when: ["list", "page"], about: { en: "the organisations", zh: "机构" } },
  { keys: ["5"], action: "section-5", when: ["list", "page"], about: { en: "the sources", zh: "来源" } },
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
];

const table: Readonly<Record<Context, ReadonlyMap<string, KeyAction>>> = (() => {
  const of = (context: Context): ReadonlyMap<string, KeyAction> =>
    new Map(
      bindings.filter((binding) => binding.when.includes(context)).flatMap((binding) => binding.keys.map((key) => [key, binding.action])),
    );
  return Object.fromEntries(contexts.map((context) => [context, of(context)])) as Record<Context, ReadonlyMap<string, KeyAction>>;
})();

/** A key as an input method sends it: full-width letters and signs, the ideographic space. */
const narrow = (key: string): string => (key.charCodeAt(0) > 0x7f ? key.normalize("NFKC") : key);

export const actionOf = (key: string, context: Context): KeyAction | undefined => {
  const plain = narrow(key);
  return table[context].get(plain === " " ? "Space" : plain);
};

const glyphs: Readonly<Record<string, string>> = {
  Up: "↑",
  Down: "↓",
  Left: "←",
  Right: "→",
  Escape: "Esc",
  PageDown: "PgDn",
  PageUp: "PgUp",
};

/** How a key is written: `↑`, `Ctrl-D`, `Alt-←`. */
export const keyLabel = (key: string, ascii: boolean): string => {
  const dash = key.lastIndexOf("-");
  const [modifiers, name] = dash > 0 && dash < key.length - 1 ? [key.slice(0, dash + 1), key.slice(dash + 1)] : ["", key];
  const glyph = glyphs[name];
  const shown = glyph && !(ascii && glyph > "~") ? glyph : name;
  return modifiers + (modifiers && shown.length === 1 && shown < "~" ? shown.toUpperCase() : shown);
};
