/** Every letter of a formula has a meaning, and one meaning: what stands for one number does not stand for another. */
import { expect, test } from "vitest";
import { kvCache } from "../../src/sizing/cache.ts";
import { computeFlops, conventions } from "../../src/sizing/compute.ts";
import type { Configuration } from "../../src/sizing/configuration.ts";
import { normalise } from "../../src/sizing/normalise.ts";
import { countParameters } from "../../src/sizing/parameters.ts";
import type { Step } from "../../src/sizing/step.ts";
import { conventionsOf, legendOf, lettersOf } from "../../src/sizing/symbols.ts";
import { weightBytes } from "../../src/sizing/weights.ts";
import { publishedRows } from "./published/rows.ts";

const stepsOf = (configuration: Configuration): readonly Step[] => {
  const count = countParameters(configuration);
  if ("missing" in count) throw new Error(JSON.stringify(count));
  const cache = kvCache(configuration, { context: 4096, batch: 3 });
  const flops = conventions.map((convention) => computeFlops(configuration, convention, { context: 4096 }));
  return [
    ...count.steps,
    ...weightBytes(count.total, "bfloat16").steps,
    ...[cache, ...flops].flatMap((answer) => ("steps" in answer ? answer.steps : [])),
  ];
};

/** Letters with their numbers, where a product is written out alike on both sides: `2·G·d` = `2 × 8 × 128`. */
const values = ({ formula, expression }: Step): (readonly [string, string])[] => {
  const products = (text: string): string[] => text.replace(/^[^(]*[·×] ?\(((?:[^()]|\([^()]*\))*)\)$/, "$1").split(" + ");
  const [left, right] = [products(formula), products(expression)];
  if (left.length !== right.length) return [];
  return left.flatMap((product, i) => {
    const [letters, numbers] = [product.split("·"), right[i]!.split(" × ")];
    if (letters.length !== numbers.length || /[⁰¹²³⁴⁵⁶⁷⁸⁹]/.test(product)) return [];
    return letters.flatMap((letter, j) => (/^\p{L}[\p{L}_\d]*$/u.test(letter) ? [[letter, numbers[j]!] as const] : []));
  });
};

/** These say of which layers they speak: those of the step, or what those see. */
const changing = new Set(["L", "n", "H", "G", "L_own", "k_i", "n_b", "W", "ΣF"]);

test.each(publishedRows.map((row) => [row.name, row.raw] as const))("%s", (_name, raw) => {
  const steps = stepsOf(normalise(raw).configuration);
  const letters = new Set(steps.flatMap(({ formula }) => lettersOf(formula)));
  expect(new Set(legendOf(steps).map(({ symbol }) => symbol))).toEqual(letters);
  const known = new Map<string, string>();
  for (const [letter, number] of steps.flatMap(values)) {
    if (changing.has(letter)) continue;
    expect(`${letter} ${known.get(letter) ?? number}`).toBe(`${letter} ${number}`);
    known.set(letter, number);
  }
  for (const { formula } of steps) expect(formula).not.toMatch(/·\p{L}\w*[-+/]/u);
  expect(known.size).toBeGreaterThan(2);
});

test("conventions are explained where they are used", () => {
  const steps = stepsOf(normalise(publishedRows.find(({ name }) => /Llama 2 7B/.test(name))!.raw).configuration);
  const said = conventionsOf(steps);
  expect(said.map(({ symbol }) => symbol)).toEqual([...conventions]);
  expect(said.map(({ meaning }) => meaning.en).join(" ")).toMatch(/2001\.08361.*2204\.02311 appendix B.*2203\.15556 appendix F/);
});
