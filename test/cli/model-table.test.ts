/** The table of constants that `calc --model` takes, over every architecture of the record. */
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { type ModelConstants, modelConstants } from "../../src/cli/calc/model/constants.ts";
import { table } from "../../src/cli/calc/model/table.ts";
import type { Context } from "../../src/cli/command.ts";
import { isCliError } from "../../src/cli/errors.ts";
import { evaluate, findFormula, formulas } from "../../src/formulas/index.ts";
import { readValue } from "../../src/formulas/read-value.ts";
import type { CheckpointDoc } from "../../src/knowledge/record.ts";
import { openStore } from "../../src/knowledge/store.ts";
import { root } from "../run.ts";

describe("the table", () => {
  test("names formulas and inputs that are there", () => {
    for (const [id, { rules }] of Object.entries(table)) {
      const formula = formulas.find((one) => one.id === id)!;
      expect(formula, id).toBeDefined();
      for (const { input } of rules) {
        const [name, field] = input.split(".");
        const spec = formula.inputs[name!];
        expect(field === undefined ? spec : spec?.fields?.[field], `${id} ${input}`).toBeDefined();
      }
    }
  });
  test("gives every formula of a checkpoint of every architecture values of the right kind with a source, or one clear error", async () => {
    const store = openStore(join(root, "dist", "knowledge"));
    const context = { store, options: {} } as unknown as Context;
    let taken = 0;
    const one = new Map<string, string>();
    for (const { id } of store.rowsOf("checkpoint")) {
      const { config } = store.entry("checkpoint", id)!.doc as CheckpointDoc;
      if (config) one.set(`${config.architecture} ${config.position_embedding_type}`, id);
    }
    for (const id of one.values())
      for (const name of Object.keys(table)) {
        const formula = findFormula(name)!;
        const model = await modelConstants(context, formula, id, (of, inputs) => evaluate(findFormula(of)!, inputs).result).catch(
          (error: unknown) => error,
        );
        if (model instanceof Error) {
          expect(isCliError(model), `${name} --model ${id}: ${model.stack}`).toBe(true);
          continue;
        }
        const { constants, remarks } = model as ModelConstants;
        for (const { input, value, sources } of constants) {
          const [own, field] = input.split(".");
          const spec = field === undefined ? formula.inputs[own!]! : formula.inputs[own!]!.fields![field]!;
          expect(() => readValue(spec, value, input), `${name} --model ${id}`).not.toThrow();
          expect(sources.length, `${name} --model ${id}: ${input}`).toBeGreaterThan(0);
          taken += 1;
        }
        for (const { en, zh } of remarks({})) expect([en, zh].join(), `${name} --model ${id}`).not.toMatch(/undefined|NaN|\[object/);
      }
    expect(taken).toBeGreaterThan(800);
  });
});
