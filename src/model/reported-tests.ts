import { z } from "zod";
import type { ReportFormat } from "./runner.ts";
import { Trace } from "./trace.ts";

const Count = z.int().min(0);

/** The most failures that are named. */
export const FAILURES_MOST = 50;

/** A test that failed, by the word of the code that ran. */
export const ReportedFailure = z.strictObject({
  name: z.string().max(512),
  /** As reported; null when none was, or when the commit has no such file. */
  path: z.string().max(2048).nullable(),
  line: z.int().min(1).nullable(),
});
export type ReportedFailure = z.infer<typeof ReportedFailure>;

/** What the code of a commit says of its own tests. It can say anything. */
export const ReportedTests = z.strictObject({
  passed: Count,
  failed: Count,
  skipped: Count,
  source: z.literal("reported"),
  failures: z.array(ReportedFailure).max(FAILURES_MOST),
});
export type ReportedTests = z.infer<typeof ReportedTests>;

/** The most of the end of a run's output that is shown, in characters. */
export const TAIL_CHARACTERS = 65_536;

/** What a run left: the end of its output and, for `junit`, its report files. */
export interface LeftByRun {
  format: ReportFormat | null;
  output: Uint8Array;
  /** Whether `output` is all that the run wrote. */
  whole: boolean;
  files: Uint8Array;
  /** What a tracer told of it, where there was one. */
  trace?: Uint8Array | null;
}

/** What can be said of it: the tests, and the end of the output as text. */
export const RunResults = z.strictObject({
  tests: ReportedTests.nullable(),
  tail: z.string().max(TAIL_CHARACTERS),
  /** What a tracer told; null where there was none, or where it could not be read. */
  trace: Trace.nullable(),
});
export type RunResults = z.infer<typeof RunResults>;
