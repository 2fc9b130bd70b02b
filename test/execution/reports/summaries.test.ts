import { describe, expect, it } from "vitest";
import { REPORT_FORMATS } from "../../../src/model/runner.ts";
import { readResults } from "../../../src/execution/reports/read-results.ts";
import type { ReportFormat } from "../../../src/model/runner.ts";

const counts = (passed: number, failed: number, skipped: number) => ({
  passed,
  failed,
  skipped,
  source: "reported",
  failures: [],
});

function readReportedTests(format: ReportFormat, text: string) {
  const output = Buffer.from(text);
  return readResults({ format, output, whole: true, files: output }).tests;
}

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

describe("the counts of Ruby's tools", () => {
  it.each([
    ["3 runs, 5 assertions, 1 failures, 0 errors, 1 skips", counts(1, 1, 1)],
    [
      "4 tests, 4 assertions, 1 failures, 1 errors, 1 pendings, 1 omissions, 0 notifications",
      counts(0, 2, 2),
    ],
    ["12 examples, 2 failures, 3 pending", counts(7, 2, 3)],
    ["1 example, 0 failures", counts(1, 0, 0)],
    ["0 examples, 0 failures, 1 error occurred outside of examples", counts(0, 1, 0)],
    ["1 runs, 5 assertions", null],
  ])("are read from %j", (line, expected) => {
    expect(readReportedTests("ruby", `Finished.\n\n${line}\n`)).toEqual(expected);
  });
});

describe("the counts of cargo test", () => {
  const summary = (numbers: string) =>
    `test result: ok. ${numbers}; 0 measured; 0 filtered out; finished in 0.00s\n`;

  it("are those of all test programs together", () => {
    const output = `${summary("2 passed; 0 failed; 1 ignored")}more\n${summary("3 passed; 0 failed; 0 ignored")}test result: FAILED. 0 passed; 2 failed; 0 ignored; 0 measured\n`;
    expect(readReportedTests("cargo", output)).toEqual(counts(5, 2, 1));
  });

  it("are none where nothing was tested", () => {
    expect(readReportedTests("cargo", "error: could not compile\n")).toBeNull();
  });
});

describe("a report made to hurt the reader", () => {
  it.each([
    ["a long line of digits", "1".repeat(60_000) + " passed in 1.0s"],
    ["many almost-summaries", "1 passed, ".repeat(6000)],
    ["many lines", "ℹ pass 1\n".repeat(7000)],
  ])("is read quickly and within bounds: %s", (_, tail) => {
    for (const format of REPORT_FORMATS) {
      const tests = readReportedTests(format, tail);
      expect(tests?.passed ?? 0).toBeLessThanOrEqual(10_000_000);
    }
  });

  it("cannot claim a number that is no number", () => {
    expect(readReportedTests("node-test", "ℹ pass 999999999\n")).toEqual(counts(10_000_000, 0, 0));
    expect(readReportedTests("node-test", "ℹ pass -1\n")).toBeNull();
  });
});
