/** Help, and what was wrong with a command line: commander, built from the same tables as the fast parser. */
import { CommanderError, Command as Program } from "commander";
import { nearest } from "../knowledge/nearest.ts";
import type { Lang } from "../knowledge/record.ts";
import { visible } from "../knowledge/sanitise.ts";
import type { Store } from "../knowledge/store.ts";
import type { Canvas } from "../render/canvas.ts";
import { cells, padEnd } from "../render/width.ts";
import { signs } from "../render/working.ts";
import { wrap } from "../render/wrap.ts";
import type { Terminal } from "../terminal.ts";
import { type Command, globalOptions, type OptionSpec, type Options, valueText } from "./command.ts";
import { commands } from "./commands/index.ts";
import { makeContext } from "./context.ts";
import { exitCodes, usageError } from "./errors.ts";
import { noneOf } from "./none-of.ts";

declare const ALMANAC_VERSION: string;

const words = {
  en: {
    usage: "Usage: ",
    anyCommand: "[command]",
    anyOptions: "[options]",
    numbers: "[numbers...]",
    options: "Options:",
    globals: "Global options:",
    commands: "Commands:",
    examples: "Examples:",
    more: "almanac --help: everything, with examples",
    opens: "open the explorer (on a terminal) or print the timeline",
  },
  zh: {
    usage: "用法：",
    anyCommand: "[命令]",
    anyOptions: "[选项]",
    numbers: "[数...]",
    options: "选项：",
    globals: "全局选项：",
    commands: "命令：",
    examples: "示例：",
    more: "almanac --help：完整帮助，带示例",
    opens: "打开浏览器界面（在终端中），否则输出时间线",
  },
} as const;

const about = {
  en: "A field guide to the history of large language models, in the terminal.",
  zh: "终端里的大语言模型史图鉴。",
} as const;

const exits = {
  en: "Exit codes: 0 done, 1 nothing found, 2 wrong usage, 3 invalid data file, 4 could not write, 70 a bug.",
  zh: "退出码：0 完成，1 未找到，2 用法错误，3 数据文件无效，4 无法写出，70 程序错误。",
} as const;

const flags = (option: OptionSpec): string => `${option.short ? `-${option.short}, ` : ""}--${option.name}${valueText(option)}`;

const twoColumns = (rows: readonly (readonly [string, string])[], width: number): string[] => {
  const left = Math.min(34, Math.floor(width / 2), Math.max(...rows.map(([term]) => cells(term))) + 2);
  const under = " ".repeat(left + 2);
  return rows.flatMap(([term, text]) =>
    cells(term) >= left
      ? [...wrap(term, width, { indent: "  ", hanging: "    " }), ...wrap(text, width, { indent: under })]
      : wrap(text, width, { indent: `  ${padEnd(term, left)}`, hanging: under }),
  );
};

/** What a text is drawn on, and its signs as that can show them. */
type Look = Pick<Canvas, "lang" | "width" | "ascii">;

const optionRows = (options: readonly OptionSpec[], look: Look): (readonly [string, string])[] =>
  options.map((option) => [flags(option), signs(option.about[look.lang], look)] as const);

const commandHelp = (command: Command, look: Look, full: boolean): string => {
  const { lang, width } = look;
  const say = words[lang];
  const lines = [
    ...wrap(
      `${say.usage}almanac ${[command.name, ...command.parameters].join(" ").replace("[numbers...]", say.numbers)} ${say.anyOptions}`,
      width,
      { hanging: "  " },
    ),
    "",
    ...wrap(signs(command.summary[lang], look), width),
  ];
  if (command.options.length > 0) lines.push("", say.options, ...twoColumns(optionRows(command.options, look), width));
  if (full) lines.push("", say.globals, ...twoColumns(optionRows(globalOptions, look), width));
  lines.push("", say.examples);
  for (const example of full ? command.examples : command.examples.slice(0, 2))
    lines.push(
      ...wrap(example.command, width, { indent: "  ", hanging: "    " }),
      ...wrap(signs(example.about[lang], look), width, { indent: "      " }),
    );
  return `${lines.join("\n")}\n`;
};

const rootHelp = (look: Look, full: boolean): string => {
  const { lang, width } = look;
  const say = words[lang];
  const lines = [`${say.usage}almanac ${say.anyCommand} ${say.anyOptions}`, "", ...wrap(about[lang], width), "", say.commands];
  lines.push(
    ...twoColumns(
      [
        ["almanac", say.opens],
        ...commands.map((command) => [[command.name, ...command.parameters].join(" "), signs(command.summary[lang], look)] as const),
      ],
      width,
    ),
  );
  if (full) lines.push("", say.globals, ...twoColumns(optionRows([...globalOptions, versionOption], look), width));
  const examples = full
    ? commands.flatMap((command) => command.examples)
    : [commands[2]!.examples[0]!, commands[3]!.examples[0]!, commands[5]!.examples[0]!];
  lines.push("", say.examples, ...examples.flatMap((example) => wrap(example.command, width, { indent: "  ", hanging: "    " })));
  lines.push("", ...(full ? wrap(exits[lang], width) : [say.more]));
  return `${lines.join("\n")}\n`;
};

const versionOption: OptionSpec = { name: "version", short: "V", about: { en: "the version", zh: "版本号" } };

/** Commander lets only the last argument take many words; how many there must be at least stays the same. */
const lastVariadic = (parameters: readonly string[]): string[] => {
  const many = parameters.some((parameter) => parameter.includes("..."));
  return parameters.map((parameter, i) =>
    many && i === parameters.length - 1 ? parameter.replace(/(?:\.\.\.)?([>\]])$/, "...$1") : parameter.replace("...", ""),
  );
};

/** The tables as a commander program that throws instead of exiting and prints nothing by itself. */
const makeProgram = (): Program => {
  const program = new Program("almanac").exitOverride().helpOption(false).allowExcessArguments(true);
  program
    .configureOutput({ writeErr: () => {}, writeOut: () => {} })
    .helpCommand(false)
    .argument("[word]")
    .action(() => {});
  const addOptions = (target: Program, options: readonly OptionSpec[]): void => {
    for (const option of options) if (option.name !== "help") target.option(flags(option), option.about.en);
  };
  addOptions(program, globalOptions);
  for (const command of commands) {
    const sub = program
      .command([command.name, ...lastVariadic(command.parameters)].join(" "))
      .exitOverride()
      .helpOption(false)
      .allowExcessArguments(false)
      .action(() => {});
    sub.configureOutput({ writeErr: () => {}, writeOut: () => {} });
    addOptions(sub, [...command.options, ...globalOptions]);
    if (command.ownWords) sub.allowUnknownOption().allowExcessArguments(true);
  }
  return program;
};

/** The value of an option given as `--name value` or `--name=value`. */
const optionValue = (args: readonly string[], name: string): string | undefined => {
  const at = args.findIndex((arg) => arg === `--${name}` || arg.startsWith(`--${name}=`));
  return at < 0 ? undefined : args[at]!.includes("=") ? args[at]!.slice(name.length + 3) : args[at + 1];
};

/** Of the options beside `--help` those that say how text looks. */
const lookOf = (args: readonly string[], lang: Lang): Options => {
  const width = optionValue(args, "width");
  return {
    lang,
    ...(args.includes("--ascii") ? { ascii: true } : {}),
    ...(args.includes("--no-color") ? { "no-color": true } : {}),
    ...(width === undefined ? {} : { width }),
  };
};

/** Which word commander stumbled over, from its own message: it quotes it. */
const quoted = (message: string): string => /'([^']*)'/.exec(message)?.[1] ?? "";

/** The first word that is neither an option nor the value of one: where a command stands. */
const firstWord = (args: readonly string[]): string | undefined =>
  args.find(
    (arg, i) => !arg.startsWith("-") && !(i > 0 && globalOptions.some((option) => option.value && `--${option.name}` === args[i - 1])),
  );

const commandIn = (args: readonly string[]): Command | undefined => {
  const word = firstWord(args);
  return commands.find((command) => command.name === word);
};

const complaint = (error: CommanderError, args: readonly string[]): Error => {
  const token = quoted(error.message);
  const command = commandIn(args);
  const known = [...(command?.options ?? []), ...globalOptions];
  switch (error.code) {
    case "commander.unknownOption": {
      const bare = token.split("=", 1)[0]!;
      return usageError(
        `unknown option "${visible(token)}"`,
        `未知选项“${visible(token)}”`,
        nearest(
          bare,
          known.map((option) => `--${option.name}`),
        ),
      );
    }
    case "commander.optionMissingArgument": {
      const name =
        quoted(error.message)
          .split(" ")
          .find((word) => word.startsWith("--")) ?? token;
      const option = known.find((one) => `--${one.name}` === name);
      const [en, zh] = option?.choices ? [`: ${option.choices.join(", ")}`, `：${option.choices.join("、")}`] : ["", ""];
      return usageError(`option "${name}" needs a value${en}`, `选项“${name}”缺少取值${zh}`);
    }
    case "commander.missingArgument":
      return usageError(`${command?.name ?? ""}: the argument ${token} is missing`, `${command?.name ?? ""}：缺少参数 ${token}`);
    case "commander.excessArguments":
      return usageError(
        `${command?.name ?? ""} takes ${command?.parameters.join(" ") || "no arguments"}: too many words`,
        `${command?.name ?? ""} 的参数是 ${command?.parameters.join(" ") || "（无）"}：词太多了`,
      );
    default:
      return usageError(visible(error.message.replace(/^error: /, "")), visible(error.message.replace(/^error: /, "")));
  }
};

export const explain = async (terminal: Terminal, lang: Lang, store: Store): Promise<number> => {
  const { args } = terminal;
  if (args.includes("--version") || args.includes("-V")) {
    terminal.write(`${ALMANAC_VERSION}\n`);
    return exitCodes.done;
  }
  const asks = args[0] === "help" ? args.slice(1) : args;
  const full = args.includes("--help") || args[0] === "help";
  const command = commandIn(asks);
  if (full || args.includes("-h")) {
    const word = firstWord(asks);
    if (word !== undefined && !command) throw unknownCommand(word);
    const context = makeContext({ ...terminal, width: Math.min(terminal.width, 80) }, store, [], lookOf(args, lang));
    if (command?.ownWords) {
      // The formulas are in the chunk that evaluates them; other help does not load them.
      const { formulaHelp, formulaList } = await (await import("./calc/run.ts")).help();
      const own = formulaHelp(
        asks.filter((arg) => arg !== command.name),
        context,
      );
      terminal.write(own ?? commandHelp(command, context.canvas, full) + formulaList(context));
    } else terminal.write(command ? commandHelp(command, context.canvas, full) : rootHelp(context.canvas, full));
    return exitCodes.done;
  }
  const first = firstWord(asks);
  if (!command && first !== undefined) throw unknownCommand(first);
  // A choice is the one thing commander is not asked about.
  for (const option of [...(command?.options ?? []), ...globalOptions]) {
    if (!option.choices) continue;
    const value = optionValue(args, option.name);
    if (value !== undefined && !option.choices.includes(value)) throw noneOf(`--${option.name}`, value, option.choices);
  }
  try {
    makeProgram().parse([...args], { from: "user" });
  } catch (error) {
    if (error instanceof CommanderError) throw complaint(error, args);
    throw error;
  }
  throw usageError(`cannot read this command line`, `无法理解这条命令`);
};

const unknownCommand = (word: string): Error =>
  usageError(
    `there is no command "${visible(word)}"`,
    `没有命令“${visible(word)}”`,
    nearest(
      word,
      commands.map((command) => command.name),
    ),
  );
