import { configDefaults, defineConfig } from "vitest/config";

/** Pure rooms: their tests share nothing, so that a worker loads the sources once. */
const PURE = ["conformance", "execution", "report", "review", "rules"];

/** Hostile text may break the memory that all parsers of a process share. */
const BREAKING = ["test/review/languages/*/hostile.test.ts", "test/review/on-the-reviewer.test.ts"];

/** What starts containers, or the whole program. */
const WHOLE = ["demo", "docker", "integration"];

function under(folders: readonly string[]): string[] {
  return folders.map((folder) => `test/${folder}/**/*.test.ts`);
}

export default defineConfig({
  test: {
    globalSetup: "test/store/first-start.ts",
    testTimeout: 120_000,
    hookTimeout: 180_000,
    // Most tests here start something; only what is slow for that is worth a line.
    slowTestThreshold: 10_000,
    // One group after the other: processes and containers must not starve each other.
    projects: [
      {
        extends: true,
        test: {
          name: "pure",
          include: under(PURE),
          exclude: [...configDefaults.exclude, ...BREAKING],
          isolate: false,
          maxWorkers: 2,
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        test: {
          name: "breaking",
          include: BREAKING,
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
        },
      },
      {
        extends: true,
        test: {
          name: "parts",
          include: ["test/**/*.test.ts"],
          exclude: [...configDefaults.exclude, ...under([...PURE, ...WHOLE])],
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
        },
      },
      {
        extends: true,
        test: {
          name: "whole",
          include: under(WHOLE),
          // Most of their time is waiting, for containers and for turns at GitHub.
          maxWorkers: 3,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
});
