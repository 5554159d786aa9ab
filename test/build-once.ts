/** The program under test is the built one: build it once, and only when its inputs changed. */
import { spawnSync } from "node:child_process";
import { join } from "node:path";

export const setup = (): void => {
  const result = spawnSync(process.execPath, [join(import.meta.dirname, "..", "bin", "bootstrap.cjs"), "build"], {
    stdio: ["ignore", "inherit", "inherit"],
  });
  if (result.status !== 0) throw new Error(`the build failed (exit ${result.status})`);
};
