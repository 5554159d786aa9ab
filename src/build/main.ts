/** The build: content and sources -> `dist/`. */
import { join } from "node:path";
import { describeProblem } from "../knowledge/load.ts";
import { bundle } from "./bundle.ts";
import { writeCodeCache } from "./code-cache.ts";
import { writeSchemas } from "./doc-schema.ts";
import { emitKnowledge } from "./emit.ts";
import { readContent } from "./record.ts";

export const main = async (root: string): Promise<number> => {
  const { record, prose, problems } = readContent(root);
  if (problems.length > 0) {
    process.stderr.write(`${problems.map(describeProblem).join("\n")}\n`);
    return 3;
  }
  emitKnowledge(record, prose, join(root, "dist", "knowledge"));
  writeSchemas(join(root, "dist", "schema"));
  await bundle(root);
  writeCodeCache(root);
  return 0;
};
