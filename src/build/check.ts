/** `npm run check`: is everything in `content/` as it must be? */
import { describeProblem } from "../knowledge/load.ts";
import { coverageOf, coverageText } from "./coverage.ts";
import { readContent } from "./record.ts";

export const main = (root: string, args: readonly string[] = []): number => {
  const { raw, record, problems } = readContent(root);
  if (problems.length > 0) {
    process.stderr.write(`${problems.map(describeProblem).join("\n")}\n${problems.length} problem${problems.length === 1 ? "" : "s"}\n`);
    return 3;
  }
  const facts = record.releases.reduce((sum, release) => sum + Object.keys(release.facts).length, 0);
  // In one write: whoever closes the pipe after the first line has the rest already.
  process.stdout.write(
    `content is sound: ${record.releases.length} releases, ${record.checkpoints.length} checkpoints, ${record.concepts.length} concepts, ${record.sources.length} sources, ${facts} facts\n${coverageText(coverageOf(raw, record), args.includes("--all"))}`,
  );
  return 0;
};
