import { z } from "zod";

/** The name of a runner: a folder under `images/`. */
export const RunnerName = z.string().regex(/^[a-z][a-z0-9-]{0,31}$/);

const Argument = z.string().min(1).max(4096);
/** A base name in which `*` stands for any characters but a slash. */
const NamePattern = z.string().regex(/^[^/\0]{1,128}$/);

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
  /** How a single program is run; without it the language has no `/sandbox exec`. */
  exec: z.strictObject({ file: NamePattern, command: z.array(Argument).min(1).max(64) }).optional(),
});
export type RunnerData = z.infer<typeof RunnerData>;
