/** Everything `size` says of one model. */

import type { LocalText } from "../../knowledge/record.ts";
import { visible } from "../../knowledge/sanitise.ts";
import type { Amount } from "../../render/size-answer.ts";
import { amount, type Bytes } from "../../sizing/amount.ts";
import { kvCache } from "../../sizing/cache.ts";
import { impossibleValues, type NoAnswer } from "../../sizing/complete.ts";
import { computeFlops, conventions } from "../../sizing/compute.ts";
import type { Dtype } from "../../sizing/dtypes.ts";
import { largestContext, trainingMemory } from "../../sizing/memory.ts";
import { countParameters, type Parts } from "../../sizing/parameters.ts";
import type { Step } from "../../sizing/step.ts";
import { type Released, releasedWeights, weightBytes } from "../../sizing/weights.ts";
import { CliError, exitCodes, usageError } from "../errors.ts";
import { wrongText } from "../model-file.ts";
import type { Request } from "./request.ts";
import type { Target } from "./target.ts";

const cannot = (target: Target, { missing: lacking, unknown }: NoAnswer): CliError => {
  const name = visible(target.name);
  const { undisclosed = [] } = target;
  if (undisclosed.length > 0)
    return usageError(
      `${name} cannot be counted: never published are ${undisclosed.join(", ")} (why ${target.id} config.${undisclosed[0]})`,
      `${name} 无法计算：${undisclosed.join("、")} 从未公布（why ${target.id} config.${undisclosed[0]}）`,
    );
  // A file says `model_type` where the record says `architecture`.
  const own = (key: string): string => (key === "architecture" && target.id === null ? "model_type" : key);
  const { called, set = [] } = target;
  const impossible = impossibleValues(target.configuration);
  const wrong = [...(target.wrong ?? []), ...impossible.map((one) => ({ ...one, key: called?.get(one.key) ?? one.key }))];
  const missing = lacking.map(own).filter((key) => !wrong.some((one) => one.key === key));
  if (unknown !== undefined)
    return usageError(`${name}: the architecture "${visible(unknown)}" is not known`, `${name}：不认识架构“${visible(unknown)}”`);
  const lacks = missing.length > 0 ? [{ en: `it does not say ${missing.join(", ")}`, zh: `没有给出 ${missing.join("、")}` }] : [];
  const parts = [...lacks, ...(wrong.length > 0 ? [wrongText(wrong)] : [])];
  // A file that says what cannot be is invalid; `--set` that does is wrong usage.
  const inFile = target.id === null && wrong.length > 0 && !impossible.some(({ key }) => set.includes(key));
  return new CliError(inFile ? exitCodes.invalidFile : exitCodes.usage, {
    en: `${name}: ${parts.map((part) => part.en).join("; ")}`,
    zh: `${name}：${parts.map((part) => part.zh).join("；")}`,
  });
};

/** Where no context is asked for: what the configuration allows, else a length that every model is used at. */
const usualContext = 4096;

const bytes = ({ bytes: count, gb, gib }: { readonly bytes: number; readonly gb: number; readonly gib: number }): Amount => ({
  bytes: count,
  gb,
  gib,
});

const present = (parts: Parts): Record<string, number> => Object.fromEntries(Object.entries(parts).filter(([, count]) => count > 0));

/** What a table of the vocabulary may double in a small model is worth a line of its own. */
const untied: LocalText = {
  en: "it does not say whether the head is the embedding: taken as two tables (size --set tie_word_embeddings=true for one)",
  zh: "没有说明输出头是否即词嵌入：按两张表计（若为同一张：size --set tie_word_embeddings=true）",
};

type WeightsAnswer = {
  readonly weights: Bytes & { readonly dtype: string; readonly steps: readonly Step[] };
  /** Of bytes that are more than a count in one format. */
  readonly formats?: readonly string[];
  readonly released?: Released;
};

/**
 * The weights in the format that is asked for; else as the file has them, or as released where the configuration tells every tensor's
 * format; else in 16 bits, with the least that the released format takes where it says one.
 */
const weightsOf = ({ configuration, stored }: Target, count: number, dtype: Dtype | undefined): WeightsAnswer => {
  if (dtype === undefined && stored) return { weights: { ...amount(stored.bytes), dtype: "stored", steps: [] }, formats: stored.formats };
  const released = releasedWeights(configuration);
  if (dtype === undefined && released && !released.at_least)
    return { weights: { ...released, dtype: "released" }, formats: [released.dtype, "bfloat16"] };
  return { weights: weightBytes(count, dtype ?? "bfloat16"), ...(released && { released }) };
};

export const answerSize = (target: Target, request: Request) => {
  const { configuration } = target;
  const count = countParameters(configuration);
  if ("missing" in count) throw cannot(target, count);
  if (count.total > Number.MAX_SAFE_INTEGER)
    throw usageError(`${visible(target.name)}: more than 2^53 parameters`, `${visible(target.name)}：参数超过 2^53 个`);
  const known = request.context ?? configuration.max_position_embeddings ?? target.context;
  const context = known ?? usualContext;
  const { batch, dtype, kvDtype } = request;
  const cache = kvCache(configuration, { dtype: kvDtype, context, batch });
  if ("missing" in cache) throw cannot(target, cache);
  const { weights, formats, released } = weightsOf(target, count.total, dtype);
  const compute = conventions.flatMap((convention) => {
    const answer = computeFlops(configuration, convention, { context });
    return "missing" in answer ? [] : [answer];
  });
  const training = request.recipe === undefined ? undefined : trainingMemory(count.total, request.recipe);
  const fit =
    request.memory === undefined
      ? undefined
      : largestContext(configuration, request.memory, {
          ...(dtype !== undefined && { dtype }),
          ...(formats && { stored: weights.bytes }),
          kvDtype,
          batch,
        });
  if (fit && "missing" in fit) throw cannot(target, fit);
  const total = cache.total!;
  const source = cache.bytes_per_source_token > 0;
  const steps: readonly Step[] = [
    ...count.steps,
    ...weights.steps,
    ...(released?.steps ?? []),
    ...cache.steps,
    ...compute.flatMap((answer) => answer.steps),
    ...(training?.steps ?? []),
    ...(fit?.steps ?? []),
  ];
  return {
    name: target.name,
    id: target.id,
    architecture: configuration.architecture ?? null,
    parameters: {
      total: count.total,
      active: count.active,
      ...(count.active_without_embedding !== undefined &&
        count.active !== count.total && { active_without_embedding: count.active_without_embedding }),
      non_embedding: count.non_embedding.total,
      by_part: present(count.parts),
    },
    weights: {
      dtype: weights.dtype,
      ...(formats && { formats: formats.map(visible) }),
      ...bytes(weights),
      ...(released && { released: { dtype: released.dtype, at_least: released.at_least, ...bytes(released) } }),
    },
    kv_cache: {
      dtype: kvDtype,
      bytes_per_token: cache.bytes_per_token,
      bytes_per_token_beyond_windows: cache.bytes_per_token_beyond_windows,
      ...(source && { bytes_per_source_token: cache.bytes_per_source_token, source_tokens: context }),
      state_bytes: cache.state_bytes,
      context,
      batch,
      total_bytes: total.bytes,
      total_gb: total.gb,
      total_gib: total.gib,
    },
    serving: { bytes: weights.bytes + total.bytes, gb: weights.gb + total.gb, gib: weights.gib + total.gib },
    compute: compute.map(({ convention, pass, per_token }) => ({ convention, pass, flop_per_token: per_token })),
    compute_not_covered: conventions.filter((convention) => !compute.some((answer) => answer.convention === convention)),
    ...(training
      ? {
          training: {
            recipe: training.recipe,
            bytes_per_parameter: training.bytes_per_parameter,
            parts: training.parts,
            ...bytes(training),
          },
        }
      : {}),
    ...(fit
      ? { fits: { memory_bytes: request.memory!, devices: request.devices, context: fit.context, beyond_positions: fit.beyond_positions } }
      : {}),
    assumed: count.assumed,
    remarks: [
      ...target.remarks,
      ...(target.id === null && count.assumed.tie_word_embeddings === false ? [untied] : []),
      ...(known === undefined
        ? [
            {
              en: `no context is given: ${usualContext} taken (size --context)`,
              zh: `没有给出上下文长度：按 ${usualContext} 计（size --context）`,
            },
          ]
        : []),
    ],
    steps: request.steps ? steps : [],
  };
};

export type Answer = ReturnType<typeof answerSize>;
