/** What models with a narrow cache keep and compute, by hand from their papers' shapes. */
import { describe, expect, test } from "vitest";
import { kvCache } from "../../src/sizing/cache.ts";
import { complete, isReady } from "../../src/sizing/complete.ts";
import type { Configuration } from "../../src/sizing/configuration.ts";
import { layerGroups } from "../../src/sizing/layers.ts";
import { normalise } from "../../src/sizing/normalise.ts";
import { countParameters } from "../../src/sizing/parameters.ts";
import { narrowCacheConfigurations as raw } from "./published/narrow-cache.ts";

const read = (given: Readonly<Record<string, unknown>>): Configuration => normalise(given).configuration;

const cacheOf = (given: Readonly<Record<string, unknown>>) => {
  const cache = kvCache(read(given));
  if ("missing" in cache) throw new Error(JSON.stringify(cache));
  return cache;
};

describe("bytes of a token in 16 bits", () => {
  test("Step-3: 61 layers, one head of 256 for keys and one for values", () => {
    expect(cacheOf(raw.step3).bytes_per_token).toBe(61 * 2 * 256 * 2);
  });
  test("Llama-Nemotron Super: 49 of 80 layers attend", () => {
    expect(cacheOf(raw.nemotronSuper).bytes_per_token).toBe(49 * 2 * 8 * 128 * 2);
  });
  test("DeepSeek-V4.1: three sources of an entry for two tokens, one of an entry a token; 512 values and an index key of 128", () => {
    const { bytes_per_token, bytes_per_token_beyond_windows } = cacheOf(raw.deepseekV41);
    const shared = 3 * ((512 + 128) / 2) + (512 + 128);
    expect(bytes_per_token_beyond_windows).toBe(shared * 2);
    expect(bytes_per_token).toBe((40 * 512 + shared) * 2);
    // Values in four bits with a scale of eight for 16 of them, index keys with one for 32: the 890 bytes of the report.
    const values = 3 * (512 / 2) + 512;
    expect(values * (0.5 + 1 / 16) + (bytes_per_token_beyond_windows / 2 - values) * (0.5 + 1 / 32)).toBe(890);
  });
});

test("DeepSeek-V4.1: Full, Reindex and Reuse layers by the lists of sources", () => {
  const ready = complete(read(raw.deepseekV41));
  if (!isReady(ready)) throw new Error(JSON.stringify(ready));
  expect(Object.fromEntries(layerGroups(ready.spec, ready.c).map(({ kind, layers }) => [kind, layers]))).toEqual({
    shared_window: 2,
    pooled_source: 3,
    pooled_reuse: 15,
    plain_source: 1,
    plain_reindex: 4,
    plain_reuse: 15,
  });
});

test("Llama-Nemotron: a layer may lack its MLP, a list must name every layer", () => {
  const configuration = read(raw.nemotronSuper);
  const widths = configuration.intermediate_size_per_layer!;
  expect(widths[0]).toBe(14336);
  expect(countParameters({ ...configuration, intermediate_size_per_layer: widths.slice(1) })).toMatchObject({
    invalid: ["intermediate_size_per_layer"],
  });
});
