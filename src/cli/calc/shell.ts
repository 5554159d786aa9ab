/** Words of a POSIX shell, as far as examples and the commands made here need them: blanks and quotes. */

export const shellWords = (command: string): string[] =>
  [...command.matchAll(/(?:'[^']*'|"[^"]*"|\\.|[^\s'"\\])+/g)].map(([word]) =>
    word.replace(
      /'([^']*)'|"([^"]*)"|\\(.)/g,
      (_, single?: string, double?: string, escaped?: string) => single ?? double ?? escaped ?? "",
    ),
  );

/** Letters, digits and signs that mean nothing to a shell stay as they are. */
export const shellQuoted = (word: string): string => (/^[\w./:=@%+,−-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`);
