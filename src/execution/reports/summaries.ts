import type { ReportedTests } from "../../model/reported-tests.ts";
import { reportedTests } from "./counts.ts";

// The summary is at the end; nothing before it is worth reading for numbers.
const SUMMARY_LINES = 200;
const LINE_CHARACTERS = 500;

/** The lines at the end of an output in which a summary can stand. */
export function lastLines(output: string, most = SUMMARY_LINES): string[] {
  return output
    .split("\n")
    .slice(-most)
    .map((line) => line.slice(0, LINE_CHARACTERS).trimEnd());
}

/** Both reporters of `node --test`: "ℹ pass 3" (spec) and "# pass 3" (TAP); the last wins. */
export function readNodeTest(output: string): ReportedTests | null {
  const counts = new Map<string, number>();
  for (const line of lastLines(output)) {
    const found = /^(?:ℹ|#) (pass|fail|cancelled|skipped|todo) (\d{1,9})$/.exec(line);
    if (found?.[1] !== undefined) counts.set(found[1], Number(found[2]));
  }
  const passed = counts.get("pass");
  if (passed === undefined) return null;
  const failed = sum(counts, "fail", "cancelled");
  return reportedTests({ passed, failed, skipped: sum(counts, "skipped", "todo") });
}

/** The last line of pytest: "1 failed, 12 passed, 2 skipped in 0.31s", with or without "=". */
export function readPytest(output: string): ReportedTests | null {
  const last = lastLines(output).findLast((line) =>
    / in \d+\.\d+s(?: \([\d:]+\))?(?: =+)?$/.test(line),
  );
  if (last === undefined) return null;
  const counts = countsIn(
    last,
    /(\d{1,9}) (passed|failed|errors?|skipped|deselected|xfailed|xpassed)/g,
  );
  if (counts.size === 0) return null;
  return reportedTests({
    passed: sum(counts, "passed", "xpassed"),
    failed: sum(counts, "failed", "error", "errors"),
    skipped: sum(counts, "skipped", "deselected", "xfailed"),
  });
}

const RUBY =
  /^(\d{1,9}) (?:runs|tests), \d{1,9} assertions, (\d{1,9}) failures, (\d{1,9}) errors, (.*)$/;
const RSPEC = /^(\d{1,9}) examples?, (\d{1,9}) failures?(.*)$/;

/**
 * The last summary of minitest ("3 runs, 5 assertions, 1 failures, 0 errors, 1 skips"), of
 * test-unit ("3 tests, …, 0 errors, 0 pendings, 1 omissions, 0 notifications") and of RSpec
 * ("3 examples, 1 failure, 1 pending, 1 error occurred outside of examples").
 */
export function readRuby(output: string): ReportedTests | null {
  const lines = lastLines(output);
  const line = lines.findLast((one) => RUBY.test(one) || RSPEC.test(one));
  if (line === undefined) return null;
  const [, all = "", failures = "", errors = "", others = ""] = RUBY.exec(line) ?? [];
  const [, examples = "", failed = "", more = ""] = RSPEC.exec(line) ?? [];
  const isRspec = examples !== "";
  const rest = countsIn(isRspec ? more : others, /(\d{1,9}) (skip|pending|omission|error)/g);
  const skipped = sum(rest, "skip", "pending", "omission");
  const bad = Number(isRspec ? failed : failures) + Number(errors);
  const passed = Math.max(0, Number(isRspec ? examples : all) - bad - skipped);
  return reportedTests({ passed, failed: bad + sum(rest, "error"), skipped });
}

const CARGO =
  /^test result: (?:ok|FAILED)\. (\d{1,9}) passed; (\d{1,9}) failed; (\d{1,9}) ignored;/;
const CARGO_LINES = 100_000;

/** All summaries of `cargo test` together, one for each test program. */
export function readCargo(output: string): ReportedTests | null {
  const found = lastLines(output, CARGO_LINES).flatMap((line) => {
    const numbers = CARGO.exec(line);
    return numbers === null ? [] : [numbers.slice(1).map(Number)];
  });
  if (found.length === 0) return null;
  const total = (at: number) => found.reduce((all, numbers) => all + (numbers[at] ?? 0), 0);
  return reportedTests({ passed: total(0), failed: total(1), skipped: total(2) });
}

function countsIn(line: string, pattern: RegExp): Map<string, number> {
  const counts = new Map<string, number>();
  for (const [, count, word] of line.matchAll(pattern)) {
    if (word !== undefined) counts.set(word, Number(count));
  }
  return counts;
}

function sum(counts: ReadonlyMap<string, number>, ...names: string[]): number {
  return names.reduce((all, name) => all + (counts.get(name) ?? 0), 0);
}
