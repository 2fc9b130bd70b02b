import type { ReportedTests } from "../../model/reported-tests.ts";
import { countTests } from "./counts.ts";

const POINT = /^(not )?ok\b(?: +\d{1,9})?(?: +-)? ?(.*)$/;
const DIRECTIVE = /(?:^| )# *(SKIP|TODO)\b/i;
const LINE_CHARACTERS = 500;

/**
 * Reads the Test Anything Protocol (https://testanything.org/tap-version-14-specification.html):
 * test points that are not indented, with their directives. A test that is still to be done is
 * skipped, whatever came of it; "Bail out!" is a failure. Subtests count as their parent does.
 */
export function readTap(output: string): ReportedTests | null {
  const tests = countTests();
  for (const whole of output.split("\n")) {
    const line = whole.slice(0, LINE_CHARACTERS).trimEnd();
    if (line.startsWith("Bail out!")) tests.add("failed", { name: line });
    const point = POINT.exec(line);
    if (point === null) continue;
    const [, not, name = ""] = point;
    if (DIRECTIVE.test(name)) tests.add("skipped");
    else if (not === undefined) tests.add("passed");
    else tests.add("failed", { name });
  }
  return tests.counted();
}
