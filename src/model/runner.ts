import { z } from "zod";

/** The name of a runner: a folder under `images/`. */
export const RunnerName = z.string().regex(/^[a-z][a-z0-9-]{0,31}$/);

const Argument = z.string().min(1).max(4096);
/** A base name in which `*` stands for any characters but a slash. */
const NamePattern = z.string().regex(/^[^/\0]{1,128}$/);

/** A base name, or a folder of the root and a base name in it; `*` as above. */
const PathPattern = z.string().regex(/^(?!\/)(?:[^/\0]{1,128}\/)?[^/\0]{1,128}$/);

/**
 * The forms of test reports. `junit` is read from files, all others from the output: the
 * summaries that test tools end with, or the protocols TAP and `go test -json`.
 */
export const REPORT_FORMATS = [
  "cargo",
  "go-test",
  "junit",
  "node-test",
  "pytest",
  "ruby",
  "tap",
] as const;
export type ReportFormat = (typeof REPORT_FORMATS)[number];

/**
 * A file of a report, in the workspace or in /tmp; `*` stands for any characters but a slash.
 * A shell of the sandbox expands it, so there is nothing in it that a shell would obey.
 */
export const ReportFile = z
  .string()
  .regex(
    /^(?:\/tmp\/)?(?![/-])(?!.*\.\.)[A-Za-z0-9_.*/@+-]{1,256}$/,
    "a path in the workspace or below /tmp, of letters, digits and _.*/@+-",
  );

/** How the report of a run is read. */
export const ReportForm = z.strictObject({
  format: z.enum(REPORT_FORMATS),
  /** Where `junit` finds its files. */
  files: z.array(ReportFile).max(16).optional(),
});
export type ReportForm = z.infer<typeof ReportForm>;

const TestCommand = z.strictObject({
  /** Paths of which the default branch must have one for this command to be meant. */
  files: z.array(PathPattern).min(1).max(32),
  command: z.array(Argument).min(1).max(64),
  report: ReportForm.optional(),
});

/**
 * What is known of a runner besides its image, `images/<name>/runner.yml`: how a repository
 * that needs it is recognised, how its tests are started, and which files decide what its
 * tests are.
 */
export const RunnerData = z.strictObject({
  name: RunnerName,
  /** The word of this runner in `/sandbox exec <language>`. */
  language: z.string().regex(/^[a-z][a-z0-9+-]{0,31}$/),
  /** Whether its image is built where nobody names it; others are built when they are named. */
  standard: z.boolean().optional(),
  /** By which files of the default branch it is recognised, at its root or one folder below. */
  recognise: z.strictObject({
    files: z.array(PathPattern).max(32),
    /** Files that are found in many a repository: they count where no `files` of any fit. */
    weak: z.array(PathPattern).max(32).optional(),
  }),
  /** The program and its arguments that run the tests, started without a shell. */
  command: z.array(Argument).min(1).max(64),
  /** Other commands, by what is on the default branch; the first that fits is meant. */
  commands: z.array(TestCommand).max(16).optional(),
  /** Files, at any depth, that decide which tests run and what counts as passing. */
  configuration: z.array(NamePattern).max(64),
  /** How the report of `command` is read; without it no tests are counted. */
  report: ReportForm.optional(),
  /** Variables of the command's environment, besides those of every sandbox. */
  environment: z.record(z.string().regex(/^[A-Za-z_][A-Za-z0-9_]{0,63}$/), Argument).optional(),
  /** How a single program is run; without it the language has no `/sandbox exec`. */
  exec: z.strictObject({ file: NamePattern, command: z.array(Argument).min(1).max(64) }).optional(),
});
export type RunnerData = z.infer<typeof RunnerData>;
