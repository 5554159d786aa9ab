/** What stands in a column of a comparison. Counts caches, so it loads the engine: for the comparison alone. */
import { kvCache } from "../sizing/cache.ts";
import type { Configuration } from "../sizing/configuration.ts";
import { comparedCheckpoint, type Side } from "./comparison.ts";
import type { Guide } from "./guide.ts";
import type { CheckpointDoc, ReleaseDoc } from "./record.ts";

const withCache = (side: Omit<Side, "kv_bytes_per_token">): Side => {
  const cache = side.checkpoint?.config ? kvCache(side.checkpoint.config as Configuration) : undefined;
  return !cache || "missing" in cache ? side : { ...side, kv_bytes_per_token: cache.bytes_per_token };
};

/** A checkpoint of its release; a release with its largest checkpoint, or its first where none is configured. */
export const sideOf = (doc: ReleaseDoc | CheckpointDoc, guide: Pick<Guide, "entry">): Side => {
  if (doc.kind === "checkpoint")
    return withCache({ id: doc.id, name: doc.name, release: guide.entry("release", doc.release)!.doc, checkpoint: doc });
  const compared = comparedCheckpoint(doc);
  const checkpoint = compared && guide.entry("checkpoint", compared.id)?.doc;
  return withCache({ id: doc.id, name: doc.name, release: doc, ...(checkpoint ? { checkpoint } : {}) });
};
