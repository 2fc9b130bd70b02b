import type { ReportFormat } from "../model/runner.ts";
import type { SandboxRun } from "../model/sandbox-run.ts";

/** How many tests the pull request's own code says there were. */
export type ReportedTests = NonNullable<SandboxRun["tests"]>;

// The summary is at the end; nothing before it is worth reading for numbers.
const SUMMARY_LINES = 200;
const LINE_CHARACTERS = 500;
const MOST = 10_000_000;

/**
 * Reads test counts from the end of a run's output, or answers null when there is no summary.
 * They are the pull request's own word: a program can print any number.
 */
export function readReportedTests(format: ReportFormat, tail: string): ReportedTests | null {
  const lines = tail
    .split("\n")
    .slice(-SUMMARY_LINES)
    .map((line) => line.slice(0, LINE_CHARACTERS).trimEnd());
  switch (format) {
    case "node-test":
      return readNodeTest(lines);
    case "pytest":
      return readPytest(lines);
    default:
      throw new Error(`unknown report format ${String(format satisfies never)}`);
  }
}

/** Both reporters of `node --test`: "ℹ pass 3" (spec) and "# pass 3" (TAP); the last wins. */
function readNodeTest(lines: readonly string[]): ReportedTests | null {
  const counts = new Map<string, number>();
  for (const line of lines) {
    const found = /^(?:ℹ|#) (pass|fail|cancelled|skipped|todo) (\d{1,9})$/.exec(line);
    if (found?.[1] !== undefined) counts.set(found[1], Number(found[2]));
  }
  const passed = counts.get("pass");
  if (passed === undefined) return null;
  const sum = (...names: string[]) => names.reduce((all, name) => all + (counts.get(name) ?? 0), 0);
  return reported(passed, sum("fail", "cancelled"), sum("skipped", "todo"));
}

/** The last line of pytest: "1 failed, 12 passed, 2 skipped in 0.31s", with or without "=". */
function readPytest(lines: readonly string[]): ReportedTests | null {
  const last = lines.findLast((line) => / in \d+\.\d+s(?: \([\d:]+\))?(?: =+)?$/.test(line));
  if (last === undefined) return null;
  const counts = new Map<string, number>();
  for (const [, count, word] of last.matchAll(
    /(\d{1,9}) (passed|failed|errors?|skipped|deselected|xfailed|xpassed)/g,
  )) {
    if (word !== undefined) counts.set(word, Number(count));
  }
  if (counts.size === 0) return null;
  const sum = (...names: string[]) => names.reduce((all, name) => all + (counts.get(name) ?? 0), 0);
  return reported(
    sum("passed", "xpassed"),
    sum("failed", "error", "errors"),
    sum("skipped", "deselected", "xfailed"),
  );
}

function reported(passed: number, failed: number, skipped: number): ReportedTests {
  const capped = (count: number) => Math.min(count, MOST);
  return {
    passed: capped(passed),
    failed: capped(failed),
    skipped: capped(skipped),
    source: "reported",
  };
}
