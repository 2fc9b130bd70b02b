import { z } from "zod";
import { BaseResult } from "./base-run.ts";
import { CAPABILITIES } from "./capability.ts";
import { OUTCOMES } from "./outcome.ts";
import { ReportedTests, TAIL_CHARACTERS } from "./reported-tests.ts";

const Count = z.int().min(0);

/** The most behaviours that a result holds. */
export const BEHAVIOURS_MOST = 1000;

/** One thing the program tried, joined with what the review announced. */
export const Behaviour = z.strictObject({
  capability: z.enum(CAPABILITIES),
  target: z.string().max(2048),
  process: z.string().max(512),
  step: z.string().max(512),
  count: Count,
  announcedBy: z.string().nullable(),
  /** Whether the run of the merge base did the same; only set where it did. */
  seenOnBase: z.literal(true).optional(),
});
export type Behaviour = z.infer<typeof Behaviour>;

/** The most programs that a result holds. */
export const PROGRAMS_MOST = 100;

/** One program of a run, as the tracer saw it start. */
export const Program = z.strictObject({
  node: z.int().min(1),
  /** The program that started it, which stands before it; 0 where none does. */
  parent: Count,
  pid: Count,
  /** Its command line, printable ASCII, shortened. */
  command: z.string().max(200),
});
export type Program = z.infer<typeof Program>;

/** Resources at one moment of a run; milliseconds since the start. */
export const ResourceSample = z.strictObject({
  atMs: Count,
  cpuMs: Count,
  bytes: Count,
  pids: Count,
});
export type ResourceSample = z.infer<typeof ResourceSample>;

/** The whole answer of a sandbox run, `gatehouse.sandbox/1`. */
export const SandboxRun = z.strictObject({
  schema: z.literal("gatehouse.sandbox/1"),
  headSha: z.string(),
  profile: z.string(),
  image: z.string(),
  runtime: z.string(),
  outcome: z.enum(OUTCOMES),
  /** One sentence: why it ended so. */
  reason: z.string().max(2048),
  tests: ReportedTests.nullable(),
  behaviours: z.array(Behaviour).max(BEHAVIOURS_MOST),
  /** How the merge base's run ended; only there where the policy asks for one. */
  base: BaseResult.optional(),
  /** The first programs of the run and those that did something that is told; null untraced. */
  processes: z
    .strictObject({ started: Count, shown: z.array(Program).max(PROGRAMS_MOST) })
    .nullable()
    .default(null),
  witnesses: z.array(z.string()).max(16),
  /** What the operator should mend, though the run was possible. */
  warnings: z.array(z.string().max(500)).max(8),
  resources: z.strictObject({
    wallMs: Count,
    cpuMs: Count,
    peakBytes: Count,
    readBytes: Count,
    writtenBytes: Count,
    peakPids: Count,
    series: z.array(ResourceSample).max(2000),
  }),
  log: z.strictObject({
    bytes: Count,
    truncated: z.boolean(),
    tail: z.string().max(TAIL_CHARACTERS),
  }),
});
export type SandboxRun = z.infer<typeof SandboxRun>;
