/** What `size` is asked for, read from its options. */

import { nearest } from "../../knowledge/nearest.ts";
import { visible } from "../../knowledge/sanitise.ts";
import { type Dtype, dtypeNamed, dtypeNames, mostOfMixture } from "../../sizing/dtypes.ts";
import type { RecipeName } from "../../sizing/recipes.ts";
import type { Options } from "../command.ts";
import { usageError } from "../errors.ts";
import { readSettings, type Settings } from "./settings.ts";

export type Request = {
  readonly context: number | undefined;
  readonly batch: number;
  /** Of the weights; where none is asked for, what the file has or 16 bits. */
  readonly dtype: Dtype | undefined;
  readonly kvDtype: Dtype;
  /** In bytes, of all devices together. */
  readonly memory: number | undefined;
  readonly devices: number;
  /** `--set`: keys of a configuration with their values. */
  readonly settings: Settings;
  readonly recipe: RecipeName | undefined;
  readonly chart: boolean;
  readonly steps: boolean;
};

const most = 2 ** 40;
const letters: Readonly<Record<string, number>> = { "": 1, k: 2 ** 10, m: 2 ** 20, g: 2 ** 30 };

const count = (options: Options, name: string): number | undefined => {
  const text = options[name] as string | undefined;
  if (text === undefined) return undefined;
  // 128K and 1M are numbers of tokens as the field writes them: powers of 1,024, with or without the i that says so. 1e6 is a number.
  const [, digits, letter] = /^(\d+(?:\.\d+)?(?:e\d{1,2})?)(?:([kmg])i?)?$/i.exec(text.replaceAll(/[,_]/g, "")) ?? [];
  const value = digits === undefined ? Number.NaN : Number(digits) * letters[(letter ?? "").toLowerCase()]!;
  if (value > most)
    throw usageError(
      `--${name} "${visible(text)}" is more than 2^40 (${most}), the most that is counted`,
      `--${name} “${visible(text)}”超过 2^40（${most}），这是可计算的上限`,
    );
  const [en, zh] =
    name === "context" ? [": write 131072, or 128k = 128Ki (1024 each), 1M", "：可写 131072，或 128k = 128Ki（以 1024 计）、1M"] : ["", ""];
  if (!(Number.isSafeInteger(value) && value >= 1))
    throw usageError(
      `--${name} "${visible(text)}" is no whole number from 1 to 2^40${en}`,
      `--${name} “${visible(text)}”不是 1 到 2^40 的整数${zh}`,
    );
  return value;
};

const dtype = (options: Options, name: string): Dtype | undefined => {
  const text = options[name] as string | undefined;
  if (text === undefined) return undefined;
  const found = dtypeNamed(text);
  if (found) return found;
  const mixed = mostOfMixture(text);
  if (mixed)
    throw usageError(
      `--${name} "${visible(text)}" is a mixture, mostly ${mixed} with some q6_k, that differs from file to file: give ${mixed}, or the file itself`,
      `--${name} “${visible(text)}”是混合格式，以 ${mixed} 为主，部分为 q6_k，因文件而异：请写 ${mixed}，或直接给出文件`,
    );
  throw usageError(
    `--${name} "${visible(text)}" is no known format (almanac size --help lists them)`,
    `--${name} “${visible(text)}”不是已知的格式（almanac size --help 列出全部）`,
    nearest(text, dtypeNames),
  );
};

const units: Readonly<Record<string, number>> = { mb: 1e6, gb: 1e9, tb: 1e12, mib: 2 ** 20, gib: 2 ** 30, tib: 2 ** 40 };

/** `80GB`, or `8x80GB` for eight of them. */
const memory = (options: Options): { readonly memory: number | undefined; readonly devices: number } => {
  const text = options["gpu-memory"] as string | undefined;
  if (text === undefined) return { memory: undefined, devices: 1 };
  const [, times = "1", digits, unit] = /^(?:(\d{1,6})\s*[x×*]\s*)?(\d+(?:\.\d+)?)\s*([kmgt]i?b)$/i.exec(text.trim()) ?? [];
  const size = units[unit?.toLowerCase() ?? ""];
  const devices = Number(times);
  const value = digits === undefined || size === undefined ? Number.NaN : devices * Number(digits) * size;
  if (!(value > 0))
    throw usageError(
      `--gpu-memory "${visible(text)}": write a size with its unit, 80GB (10^9) or 80GiB (2^30), 8x80GB for eight`,
      `--gpu-memory “${visible(text)}”：请写明单位，80GB（10^9）或 80GiB（2^30），八张则写 8x80GB`,
    );
  return { memory: value, devices };
};

export const readRequest = (options: Options): Request => ({
  context: count(options, "context"),
  batch: count(options, "batch") ?? 1,
  dtype: dtype(options, "dtype"),
  kvDtype: dtype(options, "kv-dtype") ?? "bfloat16",
  ...memory(options),
  settings: readSettings(options.set as readonly string[] | undefined),
  recipe: options.training as RecipeName | undefined,
  chart: options.chart === true,
  steps: options.steps === true,
});
