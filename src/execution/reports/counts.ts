import type { ReportedFailure, ReportedTests } from "../../model/reported-tests.ts";
import { FAILURES_MOST } from "../../model/reported-tests.ts";

/** How one test ended, by the word of the code that ran. */
export type TestEnd = "passed" | "failed" | "skipped";

const MOST = 10_000_000;
const NAME_CHARACTERS = 300;

/** Counts tests, and keeps the first that failed. */
export interface TestCounts {
  add(end: TestEnd, failure?: { name: string; path?: string | null; line?: number | null }): void;
  /** Null when no test was heard of. */
  counted(): ReportedTests | null;
}

/** Makes a count that starts at nothing. */
export function countTests(): TestCounts {
  const counts: Record<TestEnd, number> = { passed: 0, failed: 0, skipped: 0 };
  const failures: ReportedFailure[] = [];
  return {
    add(end, failure) {
      counts[end] += 1;
      if (end !== "failed" || failure === undefined || failures.length >= FAILURES_MOST) return;
      failures.push(reportedFailure(failure));
    },
    counted() {
      const { passed, failed, skipped } = counts;
      return passed + failed + skipped === 0 ? null : reportedTests(counts, failures);
    },
  };
}

/** Numbers that a summary told, brought within bounds. */
export function reportedTests(
  counts: Readonly<Record<TestEnd, number>>,
  failures: readonly ReportedFailure[] = [],
): ReportedTests {
  const capped = (count: number) => Math.min(count, MOST);
  return {
    passed: capped(counts.passed),
    failed: capped(counts.failed),
    skipped: capped(counts.skipped),
    source: "reported",
    failures: [...failures],
  };
}

function reportedFailure(failure: {
  name: string;
  path?: string | null;
  line?: number | null;
}): ReportedFailure {
  const { path = null, line = null } = failure;
  const known = path !== null && path !== "" && path.length <= 2048;
  return {
    name: failure.name.slice(0, NAME_CHARACTERS).replaceAll("\0", "\uFFFD").toWellFormed(),
    path: known ? path.replaceAll("\0", "\uFFFD").toWellFormed() : null,
    line: known && line !== null && line >= 1 && line < 10_000_000 ? Math.floor(line) : null,
  };
}
