import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.{ts,tsx}"],
    globalSetup: ["test/build-once.ts"],
    testTimeout: 300_000,
    hookTimeout: 60_000,
    env: { TZ: "UTC" },
    // Files share their worker, and with it what all of them import: importing is half the work. No test changes what another sees.
    isolate: false,
    // Both cores of a small machine; by default one is left idle.
    maxWorkers: "100%",
  },
});
