/** The calculator's declarations as documents of the record. */
import { formulas } from "../formulas/index.ts";
import type { RawRecord } from "../knowledge/load.ts";
import type { FormulaDoc } from "../knowledge/record.ts";

export const formulaDocs = (record: RawRecord): FormulaDoc[] =>
  formulas.map((formula) => ({
    kind: "formula",
    id: formula.id,
    name: formula.id,
    aliases: formula.aliases,
    title: formula.title,
    summary: formula.summary,
    equation: formula.equation,
    ...(formula.equations && { equations: formula.equations }),
    // That labels are never rounded concerns the arithmetic alone.
    inputs: Object.entries(formula.inputs).map(([name, { isCount: _isCount, ...input }]) => ({ name, ...input })),
    outputs: formula.outputs ? Object.entries(formula.outputs).map(([name, output]) => ({ name, ...output })) : [formula.result],
    ...(formula.dimensions && { dimensions: formula.dimensions }),
    ...(formula.signs && { signs: formula.signs }),
    examples: formula.examples,
    concepts: [...record.concepts].filter(([, concept]) => concept.formulas.includes(formula.id)).map(([id]) => id),
    sources: formula.sources.flatMap((id) => {
      const source = record.sources.get(id);
      return source ? [{ id, title: source.title, url: source.url, kind: source.kind, ...(source.date ? { date: source.date } : {}) }] : [];
    }),
  }));
