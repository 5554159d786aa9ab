/** One raw input (text, or a value from JSON) -> a value of its declared kind. */
import { elements } from "./checks.ts";
import type { InputSpec, InputValue } from "./define.ts";
import { cut, InputError, quoted } from "./input-error.ts";
import { readCompletions } from "./read-completions.ts";
import { readObject } from "./read-object.ts";
import { deepest, type Nested, parseNested, parseNumber } from "./values.ts";

/** A value as messages quote it. */
export const shown = (raw: unknown): string => (typeof raw === "string" ? quoted(raw) : cut(JSON.stringify(raw) ?? String(raw), 40));

const wrong = (path: string, raw: unknown, en: string, zh: string): never => {
  throw new InputError(path, { en: `${path}: ${shown(raw)} is not ${en}`, zh: `${path}：${shown(raw)} 不是${zh}` });
};

const readScalar = (raw: unknown, path: string): number => {
  if (typeof raw === "string") return parseNumber(raw, path);
  if (typeof raw !== "number") return wrong(path, raw, "a number", "数");
  if (Number.isFinite(raw)) return raw;
  // JSON has no infinities: a literal beyond the doubles was read as one.
  throw new InputError(path, {
    en: `${path}: a number beyond the largest double; write "inf" for infinity`,
    zh: `${path}：数超出双精度范围；无穷大请写成 "inf"`,
  });
};

const readInteger = (raw: unknown, path: string): number => {
  const value = readScalar(raw, path);
  return Number.isInteger(value) ? value : wrong(path, raw, "an integer", "整数");
};

const readBoolean = (raw: unknown, path: string): boolean => {
  if (raw === true || raw === 1 || (typeof raw === "string" && /^(?:true|yes|on|1)$/i.test(raw.trim()))) return true;
  if (raw === false || raw === 0 || (typeof raw === "string" && /^(?:false|no|off|0)$/i.test(raw.trim()))) return false;
  return wrong(path, raw, "true or false", " true 或 false");
};

const readChoice = (raw: unknown, path: string, { choices = [], synonyms = {} }: InputSpec): string => {
  const written = (choice: string): string => choice.trim().toLowerCase().replaceAll("-", "_");
  const word = typeof raw === "string" ? written(raw) : undefined;
  const key = word !== undefined && Object.hasOwn(synonyms, word) ? synonyms[word] : word;
  return (
    choices.find((choice) => written(choice) === key) ?? wrong(path, raw, `one of ${choices.join(", ")}`, `以下之一：${choices.join("、")}`)
  );
};

const readItem = (raw: unknown, path: string, depth = 1): Nested => {
  if (!Array.isArray(raw)) return readScalar(raw, path);
  if (depth >= deepest) throw new InputError(path, { en: `${path}: lists are nested too deeply`, zh: `${path}：列表嵌套过深` });
  return raw.map((item, i) => readItem(item, `${path}[${i}]`, depth + 1));
};

const readList = (raw: unknown, path: string, lineIsRow: boolean, mayBeEmpty = false): readonly Nested[] => {
  const list =
    typeof raw === "string"
      ? parseNested(raw, path, lineIsRow)
      : Array.isArray(raw)
        ? raw.map((v, i) => readItem(v, `${path}[${i}]`))
        : [readScalar(raw, path)];
  if (list.length === 0 && !mayBeEmpty)
    throw new InputError(path, { en: `${path} is empty: it needs at least one number`, zh: `${path} 是空的：至少需要一个数` });
  return list;
};

/** Doubles side by side: `Array.from` would make an object of each. */
const listOf = (values: Float64Array): number[] => {
  const list: number[] = [];
  for (let i = 0; i < values.length; i += 1) list.push(values[i]!);
  return list;
};

const readVector = (raw: unknown, path: string, mayBeEmpty = false): number[] => {
  // Read before, by a number stream.
  if (raw instanceof Float64Array) return listOf(raw);
  return readList(raw, path, false, mayBeEmpty).map((item, i) => {
    if (typeof item === "number") return item;
    throw new InputError(`${path}[${i}]`, {
      en: `${path}[${i}] is a list; ${path} is a plain list of numbers`,
      zh: `${path}[${i}] 是列表；${path} 应是一维的数字列表`,
    });
  });
};

const readMatrix = (raw: unknown, path: string): number[][] => {
  const list = readList(raw, path, true);
  const rows = list.every((item) => typeof item === "number") ? [list] : list;
  return rows.map((row, i) => {
    const at = `${path}[${i}]`;
    if (typeof row === "number")
      throw new InputError(at, {
        en: `${at} is a number; every element of ${path} is a row`,
        zh: `${at} 是一个数；${path} 的每个元素应是一行`,
      });
    const first = rows[0] as readonly Nested[];
    if (row.length === 0) throw new InputError(at, { en: `${at} is an empty row`, zh: `${at} 是空行` });
    if (row.length !== first.length)
      throw new InputError(at, {
        en: `${at} has ${elements(row.length)}, ${path}[0] has ${first.length}`,
        zh: `${at} 有 ${row.length} 个元素，${path}[0] 有 ${first.length} 个`,
      });
    return row.map((item, j) => {
      if (typeof item === "number") return item;
      throw new InputError(`${at}[${j}]`, {
        en: `${at}[${j}] is a list; ${path} is a matrix, a list of rows`,
        zh: `${at}[${j}] 是列表；${path} 应是矩阵，即行的列表`,
      });
    });
  });
};

const readMask = (raw: unknown, path: string): boolean[] => {
  const items =
    typeof raw === "string"
      ? raw
          .replace(/[[\],]/g, " ")
          .split(/\s+/)
          .filter((word) => word !== "")
      : Array.isArray(raw)
        ? raw
        : [raw];
  if (items.length === 0) return wrong(path, raw, "a list of 0 and 1", "由 0 和 1 组成的列表");
  return items.map((item, i) => readBoolean(item, `${path}[${i}]`));
};

/** One input of the kind its declaration asks for. Throws InputError naming the place. */
export const readValue = (spec: InputSpec, raw: unknown, path: string): InputValue => {
  switch (spec.kind) {
    case "scalar":
      return readScalar(raw, path);
    case "integer":
      return readInteger(raw, path);
    case "boolean":
      return readBoolean(raw, path);
    case "choice":
      return readChoice(raw, path, spec);
    case "vector":
      return readVector(raw, path);
    case "list":
      return readVector(raw, path, true);
    case "matrix":
      return readMatrix(raw, path);
    case "mask":
      return readMask(raw, path);
    case "object":
      return readObject(spec, raw, path, readValue);
    case "completions":
      return readCompletions(raw, path, readVector);
  }
};
