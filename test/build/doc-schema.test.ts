/** Every document of the record is what the published JSON Schemas say. */
import { describe, expect, test } from "vitest";
import { docSchemas, jsonSchemaOf } from "../../src/build/doc-schema.ts";
import { readContent } from "../../src/build/record.ts";
import { type Doc, kinds } from "../../src/knowledge/record.ts";
import { root } from "../run.ts";

const { record } = readContent(root);
const docs: readonly Doc[] = [
  ...record.releases,
  ...record.checkpoints,
  ...record.concepts,
  ...record.formulas,
  ...record.organisations,
  ...record.sources,
  ...record.eras,
];

/** Where a schema lets anything in: an object with other keys than those it names, or a value of any kind. */
const open = (schema: unknown, path = ""): string[] => {
  if (typeof schema !== "object" || schema === null) return [];
  if (Array.isArray(schema)) return schema.flatMap((one, i) => open(one, `${path}/${i}`));
  const { properties, additionalProperties, ...rest } = schema as Readonly<Record<string, unknown>>;
  const anything = (one: unknown): boolean => one === true || (typeof one === "object" && Object.keys(one!).length === 0);
  const own = properties && additionalProperties !== false ? [`${path}: other keys`] : [];
  const values = Object.entries(properties ?? {});
  return [
    ...own,
    ...(additionalProperties !== undefined && anything(additionalProperties) ? [`${path}/*`] : []),
    ...values.flatMap(([key, one]) => (anything(one) ? [`${path}/${key}`] : open(one, `${path}/${key}`))),
    ...open(additionalProperties, `${path}/*`),
    ...Object.entries(rest).flatMap(([key, one]) => open(one, `${path}/${key}`)),
  ];
};

describe.each(kinds)("%s", (kind) => {
  test("every entry fits", () => {
    const mine = docs.filter((doc) => doc.kind === kind);
    expect(mine.length).toBeGreaterThan(0);
    const wrong = mine.flatMap((doc) => {
      // As it is printed: JSON has no undefined.
      const result = docSchemas[kind].safeParse(JSON.parse(JSON.stringify(doc)));
      return result.success
        ? []
        : [`${doc.id}: ${result.error.issues.map((issue) => `${issue.path.join(".")} ${issue.message}`).join("; ")}`];
    });
    expect(wrong).toEqual([]);
  });
  test("the schema names its kind and lets nothing unknown in", () => {
    expect(open(jsonSchemaOf(kind))).toEqual([]);
    expect(jsonSchemaOf(kind)).toMatchObject({
      $schema: "https://json-schema.org/draft/2020-12/schema",
      additionalProperties: false,
      properties: { kind: { const: kind } },
    });
  });
});
