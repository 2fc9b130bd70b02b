import type { ReportFormat } from "../../model/runner.ts";
import type { LeftByRun, ReportedTests, RunResults } from "../../model/reported-tests.ts";
import { TAIL_CHARACTERS } from "../../model/reported-tests.ts";
import { readGoTest } from "./go-test.ts";
import { readJunit } from "./junit.ts";
import { readCargo, readNodeTest, readPytest, readRuby } from "./summaries.ts";
import { readTap } from "./tap.ts";
import { readTrace } from "../trace/read-trace.ts";

/** Formats that only count when nothing of the output is missing. */
const NEEDS_WHOLE: ReadonlySet<ReportFormat> = new Set(["cargo", "go-test", "tap"]);

/**
 * Reads the tests that a run reported, the end of its output, and what a tracer told of it. Every byte was chosen by the
 * code that ran: this is to be called where hostile bytes do no harm.
 */
export function readResults(left: LeftByRun): RunResults {
  const { trace = null } = left;
  return { ...readOutput(left), trace: trace === null ? null : readTrace(trace) };
}

function readOutput({ format, output, whole, files }: LeftByRun): Omit<RunResults, "trace"> {
  const text = new TextDecoder().decode(output);
  if (format === "go-test") {
    const read = readGoTest(text);
    return { tests: whole ? read.tests : null, tail: readable(read.text) };
  }
  if (format === null || (NEEDS_WHOLE.has(format) && !whole)) {
    return { tests: null, tail: readable(text) };
  }
  return { tests: readTests(format, text, files), tail: readable(text) };
}

function readTests(
  format: Exclude<ReportFormat, "go-test">,
  text: string,
  files: Uint8Array,
): ReportedTests | null {
  switch (format) {
    case "cargo":
      return readCargo(text);
    case "junit":
      return readJunit(new TextDecoder().decode(files));
    case "node-test":
      return readNodeTest(text);
    case "pytest":
      return readPytest(text);
    case "ruby":
      return readRuby(text);
    case "tap":
      return readTap(text);
    default:
      throw new Error(`unknown report format ${String(format satisfies never)}`);
  }
}

/** The database cannot hold NUL in JSON; everything else is left to the encoder of reports. */
function readable(text: string): string {
  return text.slice(-TAIL_CHARACTERS).replaceAll("\0", "\uFFFD").toWellFormed();
}
