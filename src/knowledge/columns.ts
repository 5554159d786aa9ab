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

/** `file`: as it is on the disk. Only what is asked for is made text: the rest, most of it, stays bytes. */
export const readColumns = (file: Buffer): Columns => {
  const lines: { readonly name: string; readonly from: number; readonly to: number }[] = [];
  const head = file.indexOf("\n");
  for (let from = head + 1; from < file.length; ) {
    const tab = file.indexOf("\t", from);
    const to = file.indexOf("\n", tab);
    lines.push({ name: file.toString("utf8", from, tab), from: tab + 1, to });
    from = to + 1;
  }
  const count = Number(file.toString("latin1", 0, head));
  return {
    names: lines.map(({ name }) => name),
    rows(wanted) {
      const rows = Array.from({ length: count }, (): Record<string, unknown> => ({}));
      for (const { name, from, to } of lines) {
        if (wanted && !wanted.includes(name)) continue;
        const values = JSON.parse(file.toString("utf8", from, to)) as readonly unknown[] | Readonly<Record<string, unknown>>;
        if (Array.isArray(values)) {
          for (let i = 0; i < count; i++) if (values[i] !== null) rows[i]![name] = values[i];
        } else for (const [i, value] of Object.entries(values)) rows[Number(i)]![name] = value;
      }
      return rows;
    },
  };
};
