/** What is side by side, and what counts as a difference. */
import { describe, expect, test } from "vitest";
import { comparedCheckpoint, compareSides, largestCheckpoint, type Side } from "../../src/knowledge/comparison.ts";
import type { CheckpointDoc, ReleaseDoc } from "../../src/knowledge/record.ts";

type Parts = { readonly release?: object; readonly checkpoint?: object };

/** The fields a comparison reads, nothing else. */
const side = (id: string, { release = {}, checkpoint = {} }: Parts): Side => ({
  id,
  name: id,
  release: { id, name: id, facts: {}, ...release } as unknown as ReleaseDoc,
  checkpoint: { id, name: id, facts: {}, ...checkpoint } as unknown as CheckpointDoc,
});

const row = (field: string, ...sides: readonly Side[]) => compareSides(sides).find((one) => one.field === field);

describe("lists", () => {
  const layers = (...layer_types: string[]) => ({ checkpoint: { config: { layer_types } } });
  test("of a configuration are in order: layers the other way round are others", () => {
    const [a, b] = [side("a", layers("full", "sliding")), side("b", layers("sliding", "full"))];
    expect(row("config.layer_types", a, b)?.same).toBe(false);
    expect(row("config.layer_types", a, a)?.same).toBe(true);
  });
  test("of ideas are sets", () => {
    const [a, b] = [side("a", { release: { uses: ["rope", "moe"] } }), side("b", { release: { uses: ["moe", "rope"] } })];
    expect(row("uses", a, b)?.same).toBe(true);
  });
});

describe("training tokens", () => {
  const told = { status: "official", source: "s" };
  const silent = { "training.tokens": { status: "undisclosed", source: "s" } };
  test("a number, before words, before silence", () => {
    const exact = side("a", { release: { training: { tokens: 2e12, tokens_published: "2T" } } });
    const printed = side("b", { release: { training: { tokens_published: "over 15T" }, facts: { ...silent, training: told } } });
    const none = side("c", { release: { facts: silent } });
    expect(row("training.tokens", exact, printed, none)?.values).toEqual([2e12, "over 15T", "undisclosed"]);
  });
});

test("a release is compared by its largest checkpoint, by its count or else as it is published", () => {
  const checkpoints = [
    { id: "small", parameters: { total: 27e9 }, config: {} },
    { id: "large", parameters: { published: "2.4T (95B active)" } },
    { id: "middle", parameters: { published_total: 30e9 } },
  ];
  const release = { checkpoints } as unknown as ReleaseDoc;
  expect(comparedCheckpoint(release)?.id).toBe("large");
  expect(largestCheckpoint(release)?.id).toBe("small");
});
