/** The part of the table of keys that is about forms; `keys.ts` puts it in its place. */
import { filling, type Row } from "./key-contexts.ts";

export const formMoves = [
  {
    keys: ["Tab", "Down", "Enter"],
    action: "next-field",
    when: filling,
    about: { en: "next input", zh: "下一个输入项" },
    hint: { keys: ["Up", "Down"], text: { en: "inputs", zh: "换项" } },
  },
  { keys: ["Shift-Tab", "Up"], action: "previous-field", when: filling, about: { en: "previous input", zh: "上一个输入项" } },
  {
    keys: ["Right", "Space"],
    action: "next-choice",
    when: ["choice"],
    about: { en: "next choice; switch on or off", zh: "下一个选项；打开或关闭" },
    hint: { keys: ["Left", "Right"], text: { en: "choose", zh: "选择" } },
  },
  { keys: ["Left"], action: "previous-choice", when: ["choice"], about: { en: "previous choice", zh: "上一个选项" } },
] as const satisfies readonly Row[];

export const formCommands = [
  {
    keys: ["Ctrl-t"],
    action: "working",
    when: filling,
    about: { en: "show the working, or hide it", zh: "显示或隐藏演算过程" },
    hint: { text: { en: "working", zh: "演算" } },
  },
  {
    keys: ["Ctrl-g"],
    action: "picture",
    when: filling,
    about: { en: "show the picture, or hide it", zh: "显示或隐藏图" },
    hint: { text: { en: "picture", zh: "图" } },
  },
  {
    keys: ["Ctrl-p"],
    action: "older-value",
    when: ["form"],
    about: { en: "an earlier value of this input", zh: "这一项更早的取值" },
    hint: { text: { en: "earlier", zh: "历史" } },
  },
  { keys: ["Ctrl-n"], action: "newer-value", when: ["form"], about: { en: "a later value again", zh: "较新的取值" } },
  {
    keys: ["Ctrl-r"],
    action: "next-example",
    when: filling,
    about: { en: "the numbers of the example; then of the next one", zh: "恢复示例的数；再按换下一个示例" },
    hint: { text: { en: "examples", zh: "示例" } },
  },
  { keys: ["Ctrl-u"], action: "erase-to-start", when: ["form"], about: { en: "erase everything before", zh: "删除光标前的全部内容" } },
  { keys: ["Ctrl-k"], action: "erase-to-end", when: ["form"], about: { en: "erase everything after", zh: "删除光标后的全部内容" } },
] as const satisfies readonly Row[];
