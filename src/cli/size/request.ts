/** What `size` is asked for, read from its options. */

import { nearest } from "../../knowledge/nearest.ts";
import { visible } from "../../knowledge/sanitise.ts";
import { type Dtype, dtypeNamed, dtypeNames } from "../../sizing/dtypes.ts";
import type { RecipeName } from "../../sizing/recipes.ts";
import type { Options } from "../command.ts";
import { usageError } from "../errors.ts";

export type Request = {
  readonly context: number | undefined;
  readonly batch: number;
  readonly dtype: Dtype;
  readonly kvDtype: Dtype;
  /** Bytes. */
  readonly memory: number | undefined;
  readonly recipe: RecipeName | undefined;
  readonly chart: boolean;
  readonly steps: boolean;
};

const most = 2 ** 40;

const count = (options: Options, name: string): number | undefined => {
  const text = options[name] as string | undefined;
  if (text === undefined) return undefined;
  // 128K and 1M are numbers of tokens as the field writes them: powers of 1,024. 1e6 is a number.
  const [, digits, letter] = /^(\d+(?:\.\d+)?(?:e\d{1,2})?)([km]?)$/i.exec(text.replaceAll(/[,_]/g, "")) ?? [];
  const value =
    digits === undefined ? Number.NaN : Number(digits) * { "": 1, k: 1024, m: 1024 ** 2 }[letter!.toLowerCase() as "" | "k" | "m"];
  if (!(Number.isSafeInteger(value) && value >= 1 && value <= most))
    throw usageError(`--${name} "${visible(text)}" is no number from 1 on`, `--${name} “${visible(text)}”不是从 1 起的整数`);
  return value;
};

const dtype = (options: Options, name: string): Dtype => {
  const text = options[name] as string | undefined;
  if (text === undefined) return "bfloat16";
  const found = dtypeNamed(text);
  if (found) return found;
  throw usageError(
    `--${name} "${visible(text)}" is no known format (almanac size --help lists them)`,
    `--${name} “${visible(text)}”不是已知的格式（almanac size --help 列出全部）`,
    nearest(text, dtypeNames),
  );
};

const units: Readonly<Record<string, number>> = { mb: 1e6, gb: 1e9, tb: 1e12, mib: 2 ** 20, gib: 2 ** 30, tib: 2 ** 40 };

const memory = (options: Options): number | undefined => {
  const text = options["gpu-memory"] as string | undefined;
  if (text === undefined) return undefined;
  const [, digits, unit] = /^(\d+(?:\.\d+)?)\s*([kmgt]i?b)$/i.exec(text.trim()) ?? [];
  const size = units[unit?.toLowerCase() ?? ""];
  const value = digits === undefined || size === undefined ? Number.NaN : Number(digits) * size;
  if (!(value > 0))
    throw usageError(
      `--gpu-memory "${visible(text)}": write a size with its unit, 80GB (10^9) or 80GiB (2^30)`,
      `--gpu-memory “${visible(text)}”：请写明单位，80GB（10^9）或 80GiB（2^30）`,
    );
  return value;
};

export const readRequest = (options: Options): Request => ({
  context: count(options, "context"),
  batch: count(options, "batch") ?? 1,
  dtype: dtype(options, "dtype"),
  kvDtype: dtype(options, "kv-dtype"),
  memory: memory(options),
  recipe: options.training as RecipeName | undefined,
  chart: options.chart === true,
  steps: options.steps === true,
});
