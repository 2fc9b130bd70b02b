import { z } from "zod";
import { ReportForm } from "./runner.ts";

/**
 * The limits of one sandbox run. Every one has a default and a ceiling, both data in
 * `src/sandbox/limits.ts`.
 */
export const SandboxLimits = z.strictObject({
  cpus: z.number().positive(),
  memoryBytes: z.int().positive(),
  workspaceBytes: z.int().positive(),
  workspaceInodes: z.int().positive(),
  tmpBytes: z.int().positive(),
  homeBytes: z.int().positive(),
  pids: z.int().positive(),
  openFiles: z.int().positive(),
  wallSeconds: z.int().positive(),
  outputBytes: z.int().positive(),
});
export type SandboxLimits = z.infer<typeof SandboxLimits>;

/** Packages that go along with the source; who fetched them knows how long their tar is. */
export const RequestedPackages = z.strictObject({
  installer: z.string().regex(/^[a-z][a-z-]{0,31}$/),
  lockfile: z.string().max(300),
  count: z.int().positive(),
  /** The tar of packages in front of the source; 0 as long as they are not fetched. */
  mirrorBytes: z.int().min(0),
  /** How much room its files take. */
  unpackedBytes: z.int().min(0),
});
export type RequestedPackages = z.infer<typeof RequestedPackages>;

/** What the sandbox is asked to do: valid by construction, and free of any credential. */
export const SandboxRequest = z.strictObject({
  runId: z.string().regex(/^[0-9a-z-]{1,64}$/),
  headSha: z.string().regex(/^[0-9a-f]{40}$/),
  /** Name of the runner, a folder under `images/`. */
  runner: z.string().regex(/^[a-z][a-z0-9-]{0,31}$/),
  profile: z.string().regex(/^[a-z][a-z0-9-]{0,31}$/),
  /** The program and its arguments, started in the workspace without a shell. */
  command: z.array(z.string().min(1).max(4096)).min(1).max(64),
  limits: SandboxLimits,
  /** How the report of the tests is read; without it no tests are counted. */
  report: ReportForm.optional(),
  /** A file that `/sandbox exec` adds to the workspace; whoever writes the source adds it. */
  program: z
    .strictObject({ path: z.string().regex(/^[^/\0]{1,128}$/), text: z.string().max(65_536) })
    .optional(),
  packages: RequestedPackages.optional(),
});
export type SandboxRequest = z.infer<typeof SandboxRequest>;
