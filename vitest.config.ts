import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.{ts,tsx}"],
    globalSetup: ["test/build-once.ts"],
    testTimeout: 300_000,
    hookTimeout: 60_000,
    env: { TZ: "UTC" },
    // Both cores of a small machine; by default one is left idle.
    maxWorkers: "100%",
  },
});
