/** `list`: flat rows as a table of the columns that matter for their kind. */
import type { Kind, LocalText } from "../knowledge/record.ts";
import type { Canvas } from "./canvas.ts";
import { type Column, table } from "./layout.ts";
import { grouped } from "./number.ts";
import type { Role } from "./style.ts";

export type FlatRow = Readonly<Record<string, unknown>>;

type Shown = { readonly key: string; readonly drop?: number; readonly align?: "right"; readonly role?: Role };

/** The columns of each kind, in order. Their titles are the keys that --where and --sort take. */
const columnsOf: Readonly<Record<Kind, readonly Shown[]>> = {
  release: [
    { key: "id", role: "name" },
    { key: "name", drop: 5 },
    { key: "released", role: "date" },
    { key: "organisation", drop: 1 },
    { key: "checkpoints", drop: 3, align: "right" },
    { key: "open_weights", drop: 2 },
    { key: "license", drop: 4 },
  ],
  checkpoint: [
    { key: "id", role: "name" },
    { key: "parameters_total", align: "right", role: "number" },
    { key: "parameters", drop: 3 },
    { key: "num_hidden_layers", align: "right", drop: 4 },
    { key: "hidden_size", align: "right", drop: 5 },
    { key: "num_key_value_heads", align: "right", drop: 6 },
    { key: "released", role: "date", drop: 1 },
    { key: "variant", drop: 2 },
  ],
  concept: [
    { key: "id", role: "name" },
    { key: "title" },
    { key: "concept_kind", drop: 2 },
    { key: "introduced", drop: 1, role: "date" },
    { key: "used_by", drop: 3, align: "right" },
  ],
  formula: [{ key: "id", role: "name" }, { key: "title" }, { key: "aliases", drop: 2 }, { key: "inputs", drop: 1 }],
  source: [
    { key: "id", role: "name" },
    { key: "name" },
    { key: "source_kind", drop: 2 },
    { key: "date", drop: 1, role: "date" },
    { key: "arxiv", drop: 3 },
  ],
  organisation: [
    { key: "id", role: "name" },
    { key: "title" },
    { key: "country", drop: 2 },
    { key: "releases", drop: 3, align: "right" },
    { key: "url", drop: 1 },
  ],
  era: [
    { key: "id", role: "name" },
    { key: "title" },
    { key: "from", role: "date", drop: 1 },
    { key: "to", role: "date", drop: 2 },
    { key: "releases", drop: 3, align: "right" },
  ],
};

export const tableColumns = (kind: Kind): readonly string[] => columnsOf[kind].map(({ key }) => key);

const shownAs = (usual: readonly Shown[], key: string, rows: readonly FlatRow[]): Shown => {
  const { drop: _kept, ...shown } = usual.find((one) => one.key === key) ?? {
    key,
    ...(rows.some((row) => typeof row[key] === "number") ? { align: "right" as const } : {}),
  };
  return shown;
};

const text = (value: unknown, key: string, canvas: Canvas): string => {
  if (value === undefined || value === null) return "";
  if (typeof value === "number") return key.startsWith("parameters_") ? grouped(value) : String(value);
  if (Array.isArray(value)) return value.join(", ");
  if (typeof value === "object") return (value as LocalText)[canvas.lang];
  return String(value);
};

/** `asked`: columns that the rows are chosen or sorted by, shown after the first whether the kind usually shows them or not. */
export const listTable = (kind: Kind, rows: readonly FlatRow[], canvas: Canvas, asked: readonly string[]): readonly string[] => {
  const [first, ...others] = columnsOf[kind];
  const own = [...new Set(asked)].filter((key) => key !== first!.key).map((key) => shownAs(others, key, rows));
  const usual = others.filter(({ key }) => !asked.includes(key));
  return table(
    rows,
    [first!, ...own, ...usual].map(
      ({ key, ...rest }): Column<FlatRow> => ({ title: key, ...rest, text: (row) => text(row[key], key, canvas) }),
    ),
    canvas,
  );
};
