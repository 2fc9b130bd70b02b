import { z } from "zod";
import type { ReportedTests } from "../../model/reported-tests.ts";
import { countTests } from "./counts.ts";

/** One event of `go test -json` (`go doc test2json`); keys of no interest are left out. */
const Event = z.object({
  Action: z.string(),
  Package: z.string().optional(),
  ImportPath: z.string().optional(),
  Test: z.string().optional(),
  Output: z.string().optional(),
});
type Event = z.infer<typeof Event>;

const ENDS: Readonly<Record<string, "passed" | "failed" | "skipped">> = {
  pass: "passed",
  fail: "failed",
  skip: "skipped",
};

/** What `go test -json` said: the counts, and the text that `go test` would have printed. */
export interface GoTest {
  tests: ReportedTests | null;
  text: string;
}

/**
 * Reads the events of `go test -json`. A line that is no event is output as it stands. A test
 * with subtests counts by its subtests, and once more only if it failed and none of them did; a package that fails without a test
 * that failed (it does not build, or it exits early) is a failure.
 */
export function readGoTest(output: string): GoTest {
  const text: string[] = [];
  const ends = new Map<string, "passed" | "failed" | "skipped">();
  const packages = new Set<string>();
  for (const line of output.split("\n")) {
    const event = readEvent(line);
    if (event === null) {
      if (line !== "") text.push(`${line}\n`);
      continue;
    }
    if (event.Output !== undefined && isWorthShowing(event.Output)) text.push(event.Output);
    const end = Object.hasOwn(ENDS, event.Action) ? ENDS[event.Action] : undefined;
    if (end === undefined) continue;
    if (event.Test !== undefined) ends.set(`${event.Package ?? ""}\0${event.Test}`, end);
    else if (end === "failed") packages.add(event.Package ?? "");
  }
  return { tests: counted(ends, packages), text: text.join("") };
}

function counted(
  ends: ReadonlyMap<string, "passed" | "failed" | "skipped">,
  failedPackages: ReadonlySet<string>,
): ReportedTests | null {
  const tests = countTests();
  const parents = new Set([...ends.keys()].flatMap(parentsOf));
  const failed = [...ends].flatMap(([key, end]) => (end === "failed" ? [key] : []));
  const failedBelow = new Set(failed.flatMap(parentsOf));
  const explained = new Set(failed.map((key) => key.split("\0", 1)[0]));
  for (const [key, end] of ends) {
    const isOwn = !parents.has(key) || (end === "failed" && !failedBelow.has(key));
    if (isOwn) tests.add(end, { name: key.replace("\0", " ").trim() });
  }
  for (const name of failedPackages) {
    if (!explained.has(name)) tests.add("failed", { name });
  }
  return tests.counted();
}

// A subtest is named `Parent/child`; deeper ones than these are made to hurt.
const DEPTH = 32;

function parentsOf(key: string): string[] {
  const steps = key.split("/").slice(0, DEPTH);
  const start = (key.split("\0", 1)[0] ?? "").split("/").length;
  return steps.slice(start).map((_, index) => steps.slice(0, start + index).join("/"));
}

/** `go test` prints neither starts of tests nor ends of those that passed, without `-v`. */
function isWorthShowing(output: string): boolean {
  return !/^\s*(?:=== |--- (?:PASS|SKIP): )/.test(output);
}

function readEvent(line: string): Event | null {
  if (!line.startsWith("{")) return null;
  try {
    const event = Event.safeParse(JSON.parse(line));
    return event.success ? event.data : null;
  } catch {
    // A program may print a line that begins like an event: that is its output.
    return null;
  }
}
