import { describe, expect, it } from "vitest";
import { readReportedTests } from "../../src/sandbox/reports.ts";

const counts = (passed: number, failed: number, skipped: number) => ({
  passed,
  failed,
  skipped,
  source: "reported",
});

describe("the counts of node --test", () => {
  it.each([
    ["spec", "ℹ tests 7\nℹ pass 3\nℹ fail 1\nℹ cancelled 1\nℹ skipped 1\nℹ todo 1\n"],
    ["TAP", "# tests 7\n# pass 3\n# fail 1\n# cancelled 1\n# skipped 1\n# todo 1\n"],
  ])("are read from its %s reporter", (_, tail) => {
    expect(readReportedTests("node-test", tail)).toEqual(counts(3, 2, 2));
  });

  it("are those of the last summary", () => {
    const tail = "ℹ pass 9\nℹ fail 0\nmore\nℹ pass 1\nℹ fail 2\n";
    expect(readReportedTests("node-test", tail)).toEqual(counts(1, 2, 0));
  });

  it.each(["", "pass 3", "ℹ pass many", "ℹ pass 3 of 4", "ℹ fail 1", "x ℹ pass 3"])(
    "are none in %j",
    (tail) => {
      expect(readReportedTests("node-test", tail)).toBeNull();
    },
  );
});

describe("the counts of pytest", () => {
  it.each([
    ["==== 4 passed in 0.02s ====", counts(4, 0, 0)],
    ["1 failed, 12 passed, 2 skipped in 0.31s", counts(12, 1, 2)],
    [
      "== 1 failed, 2 passed, 1 xfailed, 1 xpassed, 3 errors in 61.22s (0:01:01) ==",
      counts(3, 4, 1),
    ],
    ["==== no tests ran in 0.01s ====", null],
    ["4 passed", null],
  ])("are read from %j", (line, expected) => {
    expect(readReportedTests("pytest", `collected\n${line}\n`)).toEqual(expected);
  });
});

describe("a report made to hurt the reader", () => {
  it.each([
    ["a long line of digits", "1".repeat(60_000) + " passed in 1.0s"],
    ["many almost-summaries", "1 passed, ".repeat(6000)],
    ["many lines", "ℹ pass 1\n".repeat(7000)],
  ])("is read quickly and within bounds: %s", (_, tail) => {
    for (const format of ["pytest", "node-test"] as const) {
      const tests = readReportedTests(format, tail);
      expect(tests?.passed ?? 0).toBeLessThanOrEqual(10_000_000);
    }
  });

  it("cannot claim a number that is no number", () => {
    expect(readReportedTests("node-test", "ℹ pass 999999999\n")).toEqual(counts(10_000_000, 0, 0));
    expect(readReportedTests("node-test", "ℹ pass -1\n")).toBeNull();
  });
});
