/** Flat rows as a file of columns, a line a column: who asks for a few columns of many rows parses those alone. */
type FlatRow = Readonly<Record<string, unknown>>;

/** Below this share of rows with a value a column is written by the numbers of its rows. */
const dense = 1 / 3;

export const columnsText = (rows: readonly FlatRow[]): string => {
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const lines = names.flatMap((name) => {
    const values = rows.map((row) => row[name] ?? null);
    const given = values.flatMap((value, i) => (value === null ? [] : [[i, value] as const]));
    return given.length === 0 ? [] : `${name}\t${JSON.stringify(given.length < dense * rows.length ? Object.fromEntries(given) : values)}`;
  });
  return [rows.length, ...lines].map((line) => `${line}\n`).join("");
};

export type Columns = {
  /** In the order of a row's keys. */
  readonly names: readonly string[];
  /** The rows with the columns asked for, or with all; a value that a row lacks is no key of it. */
  readonly rows: (wanted?: readonly string[]) => readonly FlatRow[];
};

export const readColumns = (text: string): Columns => {
  const [count, ...lines] = text.split("\n").slice(0, -1);
  const parted = lines.map((line) => line.indexOf("\t"));
  const names = lines.map((line, i) => line.slice(0, parted[i]));
  return {
    names,
    rows(wanted) {
      const rows = Array.from({ length: Number(count) }, (): Record<string, unknown> => ({}));
      names.forEach((name, column) => {
        if (wanted && !wanted.includes(name)) return;
        const values = JSON.parse(lines[column]!.slice(parted[column]! + 1)) as readonly unknown[] | Readonly<Record<string, unknown>>;
        if (Array.isArray(values)) {
          values.forEach((value, i) => {
            if (value !== null) rows[i]![name] = value;
          });
        } else for (const [i, value] of Object.entries(values)) rows[Number(i)]![name] = value;
      });
      return rows;
    },
  };
};
