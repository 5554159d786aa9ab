/** A subcommand is declared once: its arguments, options and examples make the parser, the help and the README. */
import type { Lang, LocalText } from "../knowledge/record.ts";
import type { Store } from "../knowledge/store.ts";
import type { Canvas } from "../render/canvas.ts";
import type { Terminal } from "../terminal.ts";
import type { Format } from "./output.ts";

export type OptionSpec = {
  /** Long name without dashes. */
  readonly name: string;
  readonly short?: string;
  /** Placeholder of its value; absent for a switch. */
  readonly value?: string;
  /** The value may be left out. */
  readonly optional?: true;
  readonly choices?: readonly string[];
  readonly repeatable?: boolean;
  readonly about: LocalText;
};

export type Example = { readonly command: string; readonly about: LocalText };

export type Options = Readonly<Record<string, string | true | readonly string[] | undefined>>;

export type Context = {
  readonly terminal: Terminal;
  readonly store: Store;
  readonly lang: Lang;
  /** For text; its width is infinite under `--plain`. */
  readonly canvas: Canvas;
  readonly format: Format;
  readonly fields: readonly string[] | undefined;
  readonly args: readonly string[];
  readonly options: Options;
};

export type Command = {
  readonly name: string;
  readonly summary: LocalText;
  /** `<name...>`: required, takes the rest; `[kind]`: optional. */
  readonly parameters: readonly string[];
  readonly options: readonly OptionSpec[];
  readonly examples: readonly Example[];
  /** The command reads its own words: numbers may begin with a dash, and its options depend on the first argument. */
  readonly ownWords?: boolean;
  readonly run: (context: Context) => number | Promise<number>;
};

/** `<file>`, `[range]`: an option's value as the help shows it, after a blank. */
export const valueText = ({ value, optional }: Pick<OptionSpec, "value" | "optional">): string =>
  value === undefined ? "" : optional ? ` [${value}]` : ` <${value}>`;

export const defineCommand = (command: Command): Command => command;

export const globalOptions: readonly OptionSpec[] = [
  { name: "json", about: { en: "one JSON document, everything in it", zh: "输出一份 JSON，内容完整" } },
  { name: "ndjson", about: { en: "one JSON object a line", zh: "每行一个 JSON 对象" } },
  { name: "csv", about: { en: "comma-separated values with a header", zh: "带表头的 CSV" } },
  { name: "tsv", about: { en: "tab-separated values with a header", zh: "带表头的 TSV" } },
  { name: "md", about: { en: "a Markdown table", zh: "Markdown 表格" } },
  {
    name: "field",
    value: "a,b.c",
    about: { en: "only these fields: one prints bare, several as TSV", zh: "只取这些字段：一个则原样输出，多个则输出 TSV" },
  },
  { name: "plain", about: { en: "no wrapping, no colour", zh: "不折行，不着色" } },
  {
    name: "lang",
    value: "en|zh",
    choices: ["en", "zh"],
    about: { en: "language of the text (else ALMANAC_LANG, then the locale)", zh: "文本语言（否则取 ALMANAC_LANG，再取系统区域）" },
  },
  { name: "ascii", about: { en: "no characters beyond ASCII in frames and signs", zh: "边框与符号只用 ASCII" } },
  { name: "no-color", about: { en: "no colour", zh: "不着色" } },
  {
    name: "width",
    value: "n",
    about: { en: "cells a line may have (else COLUMNS, the terminal, 80)", zh: "每行最多几列（否则取 COLUMNS、终端宽度、80）" },
  },
  { name: "help", short: "h", about: { en: "help; -h is short, --help has examples", zh: "帮助；-h 简短，--help 带示例" } },
];
