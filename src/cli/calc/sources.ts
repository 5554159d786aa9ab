/** Where the text of an input comes from: the word itself, `-` for standard input, `@file`. */
import { visible } from "../../knowledge/sanitise.ts";
import type { Terminal } from "../../terminal.ts";
import { CliError, exitCodes, usageError } from "../errors.ts";

export const readDataFile = (terminal: Terminal, path: string): string => {
  try {
    return terminal.readFile(path);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? "EIO";
    const en = code === "ENOENT" ? "there is no such file" : code === "EISDIR" ? "it is a folder" : code;
    const zh = code === "ENOENT" ? "没有这个文件" : code === "EISDIR" ? "它是一个目录" : code;
    throw new CliError(exitCodes.invalidFile, {
      en: `cannot read "${visible(path)}": ${en}`,
      zh: `无法读取“${visible(path)}”：${zh}`,
    });
  }
};

/** Reads standard input at most once. */
export const dataReader = (terminal: Terminal): ((word: string) => string) => {
  let used = false;
  return (word) => {
    if (word === "-") {
      if (used) throw usageError('"-" stands for standard input, which can be read once only', "“-”代表标准输入，只能读取一次");
      used = true;
      return terminal.readStdin();
    }
    return word.startsWith("@") && word.length > 1 ? readDataFile(terminal, word.slice(1)) : word;
  };
};
