import { z } from "zod";

/** The name of a runner: a folder under `images/`. */
export const RunnerName = z.string().regex(/^[a-z][a-z0-9-]{0,31}$/);

const Argument = z.string().min(1).max(4096);
/** A base name in which `*` stands for any characters but a slash. */
const NamePattern = z.string().regex(/^[^/\0]{1,128}$/);

/** The forms of test summaries that can be read from a run's output. */
export const REPORT_FORMATS = ["node-test", "pytest"] as const;
export type ReportFormat = (typeof REPORT_FORMATS)[number];

/**
 * What is known of a runner besides its image, `images/<name>/runner.yml`: how a repository
 * that needs it is recognised, how its tests are started, and which files decide what its
 * tests are.
 */
export const RunnerData = z.strictObject({
  name: RunnerName,
  /** The word of this runner in `/sandbox exec <language>`. */
  language: z.string().regex(/^[a-z][a-z0-9+-]{0,31}$/),
  /** Recognised when the root of the default branch has one of these files. */
  recognise: z.strictObject({ files: z.array(NamePattern).min(1).max(32) }),
  /** The program and its arguments that run the tests, started without a shell. */
  command: z.array(Argument).min(1).max(64),
  /** Files, at any depth, that decide which tests run and what counts as passing. */
  configuration: z.array(NamePattern).max(64),
  /** The form of the summary at the end of the output; without it no tests are counted. */
  report: z.enum(REPORT_FORMATS).optional(),
  /** Variables of the command's environment, besides those of every sandbox. */
  environment: z.record(z.string().regex(/^[A-Za-z_][A-Za-z0-9_]{0,63}$/), Argument).optional(),
  /** How a single program is run; without it the language has no `/sandbox exec`. */
  exec: z.strictObject({ file: NamePattern, command: z.array(Argument).min(1).max(64) }).optional(),
});
export type RunnerData = z.infer<typeof RunnerData>;
