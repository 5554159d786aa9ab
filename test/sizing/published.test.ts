/**
 * Published sizes of real checkpoints. Exact integers where the releaser's files give them; where only a rounded
 * figure was published the row says within what. Hub totals were read through public listings of the hub's API.
 */
import { describe, expect, test } from "vitest";
import { normalise } from "../../src/sizing/normalise.ts";
import { countParameters, type ParameterCount } from "../../src/sizing/parameters.ts";
import type { Row } from "./published/row.ts";
import { publishedRows } from "./published/rows.ts";

const count = (row: Row): ParameterCount => {
  const answer = countParameters(normalise(row.raw).configuration);
  if ("missing" in answer) throw new Error(JSON.stringify(answer));
  return answer;
};

test.each(publishedRows.filter((row) => row.within === undefined).map((row) => [row.name, row] as const))("%s: exactly", (_name, row) => {
  expect(count(row).total + (row.stored?.[0] ?? 0)).toBe(row.total);
});

const near = (value: number, published: number, within: number): void =>
  expect(Math.abs(value / published - 1), `${value} against ${published}`).toBeLessThanOrEqual(within);

test.each(publishedRows.filter((row) => row.within !== undefined).map((row) => [row.name, row] as const))(
  "%s: as rounded",
  (_name, row) => {
    near(count(row).total + (row.stored?.[0] ?? 0), row.total, row.within!);
  },
);

describe("active per token", () => {
  test.each(publishedRows.filter((row) => row.active).map((row) => [row.name, row] as const))("%s", (_name, row) => {
    const { active, parts } = count(row);
    const [published, within, without] = row.active!;
    const left = without === undefined ? 0 : parts.embedding + (without === "embedding" ? 0 : parts.head);
    near(active - left, published, within);
  });
});

test("nothing in these configurations is left unread", () => {
  for (const row of publishedRows) expect(normalise(row.raw), row.name).toMatchObject({ unknown: [], invalid: [] });
});
