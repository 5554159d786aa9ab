/** Which equations say what is computed. */
import type { Formula, InputValues } from "./define.ts";
import { readValue } from "./read-value.ts";

/** The name of a formula's general equation among its `equations`. */
export const general = "equation";

export const equationsOf = (formula: Formula, inputs: InputValues): readonly string[] => formula.equationsOf?.(inputs) ?? [general];

/** The same where inputs may still be missing. Throws InputError for one that cannot be read. */
export const equationsOfGiven = (formula: Formula, named: Readonly<Record<string, unknown>>): readonly string[] =>
  equationsOf(
    formula,
    Object.fromEntries(
      Object.entries(formula.inputs).map(([name, spec]) => {
        const raw = named[name] ?? null;
        return [name, raw === null ? (spec.default ?? spec.choices?.[0] ?? null) : readValue(spec, raw, name)];
      }),
    ),
  );
