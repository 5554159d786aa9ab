/** A result in a type of floating point beside the exact one. */
import type { LocalText } from "../knowledge/record.ts";
import type { Canvas } from "./canvas.ts";
import { type Column, groups, labelled, table } from "./layout.ts";
import { cells } from "./width.ts";
import { say } from "./words.ts";
import { wrap } from "./wrap.ts";

type Rows = readonly (readonly number[])[];
type Numbers = number | readonly number[] | Rows;
type Result = Numbers | Readonly<Record<string, Numbers>>;

export type Rounding = {
  readonly format: { readonly id: string; readonly precision: number; readonly largest: number; readonly hasInfinity: boolean };
  readonly result: Result;
  readonly exact: { readonly result: Result; readonly error: Result; readonly relative: Result; readonly ulp: Result };
  readonly note: LocalText | undefined;
};

type Row = {
  readonly label: string;
  readonly rounded: number;
  readonly exact: number;
  readonly error: number;
  readonly relative: number;
  readonly ulp: number;
};

/** So many elements get a row; of a longer result the worst one follows. */
const shownRows = 16;

const flat = (value: Result, label = ""): { readonly label: string; readonly value: number }[] => {
  if (typeof value === "number") return [{ label, value }];
  if (Array.isArray(value)) return value.flatMap((item: Numbers, i) => flat(item, `${label}[${i}]`));
  return Object.entries(value).flatMap(([key, item]) => flat(item as Numbers, key));
};

const rowsOf = ({ result, exact }: Rounding): Row[] => {
  const [wanted, error, relative, ulp] = [exact.result, exact.error, exact.relative, exact.ulp].map((part) => flat(part));
  return flat(result).map(({ label, value }, i) => ({
    label,
    rounded: value,
    exact: wanted![i]!.value,
    error: error![i]!.value,
    relative: relative![i]!.value,
    ulp: ulp![i]!.value,
  }));
};

const isPlain = (value: number): boolean => value === 0 || !Number.isFinite(value) || (Math.abs(value) >= 1e-3 && Math.abs(value) < 1e5);

/** Three digits are enough of an error. */
const brief = (value: number, plain: boolean = isPlain(value)): string => {
  if (value === 0 || !Number.isFinite(value)) return String(value + 0);
  return plain ? String(Number(value.toPrecision(3))) : value.toExponential(2).replace("e+", "e");
};

/** A column of errors, all with an exponent where one of them needs it. */
const briefColumn = (rows: readonly Row[], title: string, of: (row: Row) => number): Column<Row> => {
  const plain = rows.every((row) => isPlain(of(row)));
  return { title, align: "right", text: (row) => brief(of(row), plain) };
};

/** NaN is worse than everything. */
const worse = (a: Row, b: Row): Row => (b.ulp > a.ulp || (Number.isNaN(b.ulp) && !Number.isNaN(a.ulp)) ? b : a);

const convention = ({ format }: Rounding): LocalText => {
  const { id, precision, largest, hasInfinity } = format;
  const most = brief(largest);
  return {
    en: `Inputs, constants and every operation rounded to ${id}: ${precision} significant bits, up to ${largest < 1e5 ? largest : most}, then ${hasInfinity ? "infinity" : "NaN"}. An ulp is the distance of neighbouring ${id} numbers; the nearest one is off by at most 0.5.`,
    zh: `输入、常数与每步运算都舍入到 ${id}：${precision} 位有效二进制位，最大 ${largest < 1e5 ? largest : most}，超出则为${hasInfinity ? "无穷大" : " NaN"}。ulp 是相邻两个 ${id} 数的间距；取最接近的数，误差不超过 0.5。`,
  };
};

export const roundingLines = (rounding: Rounding, canvas: Canvas): readonly string[] => {
  const { lang, style, width } = canvas;
  const { id } = rounding.format;
  const all = rowsOf(rounding);
  const hidden = all.slice(shownRows);
  const worst = all.reduce(worse);
  const rows = hidden.includes(worst) ? [...all.slice(0, shownRows), worst] : all.slice(0, shownRows);
  const relative = say({ en: "relative", zh: "相对误差" }, lang);
  const columns: readonly Column<Row>[] = [
    { title: "", role: "label", text: (row) => row.label },
    { title: id, role: "number", text: (row) => String(row.rounded + 0) },
    { title: say({ en: "exact", zh: "精确值" }, lang), text: (row) => String(row.exact) },
    briefColumn(rows, say({ en: "error", zh: "误差" }, lang), (row) => row.error),
    briefColumn(rows, relative, (row) => row.relative),
    briefColumn(rows, "ulp", (row) => row.ulp),
  ];
  const cellsOf = ({ title, text }: Column<Row>): number => Math.max(cells(title), ...rows.map((row) => cells(text(row))));
  const fits = (some: readonly Column<Row>[]): boolean => some.reduce((sum, column) => sum + 2 + cellsOf(column), -2) <= width;
  const fitting = [columns, columns.filter(({ title }) => title !== relative)].find(fits);
  const drawn = fitting
    ? table(rows, fitting, canvas)
    : groups(
        ...rows.map((row) => [
          ...(row.label === "" ? [] : [style("label", row.label)]),
          ...labelled(
            columns.slice(1).map(({ title, text }) => ({ label: title, text: text(row) })),
            canvas,
          ),
        ]),
      );
  const rest =
    hidden.length === 0
      ? []
      : [
          say(
            {
              en: `${hidden.length} more are not shown; the worst of all ${all.length} is ${worst.label}. --json has them all.`,
              zh: `另有 ${hidden.length} 个未列出；全部 ${all.length} 个中误差最大的是 ${worst.label}。--json 给出全部。`,
            },
            lang,
          ),
        ];
  const left =
    fitting && fitting.length < columns.length
      ? [say({ en: "Relative errors have no room at this width; --json has them.", zh: "宽度不足，相对误差未列出；--json 给出。" }, lang)]
      : [];
  const notes = [say(convention(rounding), lang), ...(rounding.note ? [say(rounding.note, lang)] : [])];
  return groups(
    drawn,
    [...left, ...rest, ...notes].flatMap((text) => wrap(style("muted", text), width)),
  );
};
