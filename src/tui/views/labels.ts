/** The words of the frame, in both languages. */
import type { LocalText } from "../../knowledge/record.ts";
import type { Measure } from "../../knowledge/statistics.ts";
import type { Section } from "../state.ts";

export const measureNames: Readonly<Record<Measure, LocalText>> = {
  parameters: { en: "Parameters", zh: "参数量" },
  tokens: { en: "Training tokens", zh: "训练词元" },
  context: { en: "Context", zh: "上下文" },
};

export const sectionNames: Readonly<Record<Section, LocalText>> = {
  timeline: { en: "Timeline", zh: "时间线" },
  concepts: { en: "Concepts", zh: "概念" },
  formulas: { en: "Formulas", zh: "公式" },
  organisations: { en: "Organisations", zh: "机构" },
  sources: { en: "Sources", zh: "来源" },
};

export const words = {
  tooSmall: { en: "terminal too small", zh: "终端太小" },
  need: { en: "need", zh: "至少" },
  quits: { en: "q quits", zh: "q 退出" },
  search: { en: "Search", zh: "搜索" },
  hits: { en: "results", zh: "条结果" },
  hit: { en: "result", zh: "条结果" },
  invite: {
    en: "Names, concepts, organisations, titles and arXiv numbers, and what the pages say.",
    zh: "可搜名称、概念、机构、标题、arXiv 编号与正文。",
  },
  inviteScripts: {
    en: "English, Chinese and pinyin: rope, 旋转, xuanzhuan, xz.",
    zh: "中文、英文、拼音与首字母皆可：旋转、rope、xuanzhuan、xz。",
  },
  nothing: { en: "nothing matches", zh: "没有匹配" },
  clears: { en: "Esc clears the search; fewer or other letters may find it.", zh: "按 Esc 清除；少打几个字或换个写法再试。" },
  emptyList: { en: "This list has no entries. Tab goes to the next one.", zh: "此列表没有条目。按 Tab 换下一个。" },
  gone: { en: "There is no such entry in the record. Esc goes back.", zh: "资料中没有这一条目。按 Esc 返回。" },
  keys: { en: "Keys", zh: "按键" },
  evidence: { en: "sources and notes", zh: "来源与注记" },
  facts: { en: "What each fact rests on", zh: "每项事实的依据" },
  noEvidence: { en: "Nothing is recorded here. Esc goes back.", zh: "此处没有记录。按 Esc 返回。" },
  filter: { en: "Filter", zh: "筛选" },
  any: { en: "any", zh: "不限" },
  narrow: { en: "type to narrow", zh: "打字缩小范围" },
  noValue: { en: "No value is called so. Backspace erases.", zh: "没有这样的取值。按退格键删除。" },
  noFit: {
    en: "No release fits the filter. f changes it, F clears it.",
    zh: "没有符合筛选条件的发布。按 f 修改，按 F 清除。",
  },
  lineage: { en: "lineage", zh: "谱系" },
  chart: { en: "Chart", zh: "图表" },
  comparison: { en: "Comparison", zh: "比较" },
  differences: { en: "differences", zh: "差别" },
  noPoints: {
    en: "No release that fits the filter has this size in the record. Tab shows another, f changes the filter.",
    zh: "符合筛选条件的发布都没有这项数据。按 Tab 换一项，按 f 修改筛选。",
  },
  compute: { en: "compute", zh: "计算" },
  result: { en: "Result", zh: "结果" },
  resultBefore: { en: "Result before the mistake", zh: "出错之前的结果" },
  noResult: { en: "No result yet", zh: "还没有结果" },
  inDoubles: {
    en: "So many numbers are computed in double precision while you type; the command is exact.",
    zh: "数太多，输入时改用双精度计算；命令行给出精确结果。",
  },
  tooMuch: { en: "Too much to compute while you type; the command does it:", zh: "计算量太大，输入时不计算；可用命令计算：" },
  more: { en: "more; the command gives all", zh: "个未显示；命令行给出全部" },
  working: { en: "Working", zh: "演算过程" },
  needed: { en: "needed", zh: "必填" },
  mayBeEmpty: { en: "may be left out", zh: "可不填" },
  byDefault: { en: " (by default)", zh: "（默认）" },
  on: { en: "on", zh: "开" },
  off: { en: "off", zh: "关" },
  seeAlso: { en: "Leads to", zh: "由此可去" },
} as const satisfies Record<string, LocalText>;
