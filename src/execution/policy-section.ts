import { z } from "zod";
import type { CompareStrictness, StrictnessTable } from "../model/policy.ts";
import { ReportForm, RunnerName } from "../model/runner.ts";

/** The roles that may be asked for before a sandbox runs, weakest first. */
export const MIN_ROLES = ["write", "maintain", "admin"] as const;

/**
 * The name of a profile. Nothing made of hexadecimal digits alone: `/sandbox run <word>`
 * must never be in doubt between a profile and a mistyped commit.
 */
export const ProfileName = z
  .string()
  .regex(/^(?![0-9a-f]+$)[a-z][a-z0-9-]{0,31}$/, "lower case letters, digits and hyphens");

const Argument = z.string().min(1).max(4096);

const Profile = z.strictObject({
  runner: RunnerName.optional().describe("Runner of this profile, if not `sandbox.runner`."),
  command: z
    .array(Argument)
    .min(1)
    .max(64)
    .describe("Program and arguments, started in the workspace without a shell."),
  report: ReportForm.optional().describe(
    "How the report of this command is read, if not as the runner's own; `junit` reads `files`.",
  ),
});

/** Limits that a policy may set; the server's ceilings always hold as well. */
export const LimitsSection = z
  .strictObject({
    cpus: z.number().positive().max(64).describe("Processors."),
    memory_mib: z.int().positive().describe("Memory, in MiB."),
    workspace_mib: z.int().positive().describe("Size of the workspace, in MiB."),
    pids: z.int().positive().describe("Processes and threads at the same time."),
    wall_seconds: z.int().positive().describe("Time until the run is stopped, in seconds."),
    output_kib: z.int().positive().describe("Output kept and read, in KiB."),
  })
  .partial();
export type LimitsSection = z.infer<typeof LimitsSection>;

const Section = z.strictObject({
  enabled: z.boolean().describe("Whether anybody can ask for a sandbox run at all."),
  exec: z.boolean().describe("Whether `/sandbox exec` runs a program from a comment."),
  min_role: z.enum(MIN_ROLES).describe("Weakest role that may ask for a run."),
  settled: z
    .boolean()
    .describe(
      "Whether `/sandbox run` without a commit runs a fork's head that has been the head for at least 10 minutes.",
    ),
  runner: RunnerName.describe("Runner to use instead of the one recognised by file names."),
  profiles: z
    .record(ProfileName, Profile)
    .describe("Named test commands; `default` is the one used when none is named."),
  dependencies: z
    .enum(["none", "lockfile"])
    .describe(
      "`lockfile`: packages that the head's lockfile pins are fetched before a run. `none`: it runs without any. Not set: a commit that needs packages is refused.",
    ),
  baseline: z
    .boolean()
    .describe(
      "Whether the tests of the merge base run before those of the head, so that what both do is told as that.",
    ),
  limits: LimitsSection.describe("Limits below the server's."),
});

/** The `sandbox` section of `.github/gatehouse.yml`. */
export const SandboxSection = Section.partial();
export type SandboxSection = z.infer<typeof SandboxSection>;

/** The section with every key that has a default. */
export type SandboxPolicy = Omit<z.infer<typeof Section>, "runner" | "dependencies"> &
  Pick<SandboxSection, "runner" | "dependencies">;

/** What holds when nobody says anything else. */
export const SANDBOX_DEFAULTS: SandboxPolicy = {
  enabled: true,
  exec: false,
  min_role: "write",
  settled: false,
  profiles: {},
  baseline: false,
  limits: {},
};

const offIsStricter: CompareStrictness = (before, after) =>
  before === after ? "same" : after === true ? "weaker" : "stricter";

const laterRoleIsStricter: CompareStrictness = (before, after) => {
  const rank = (value: unknown) => MIN_ROLES.findIndex((role) => role === value);
  if (rank(before) === rank(after)) return "same";
  return rank(after) > rank(before) ? "stricter" : "weaker";
};

const lessIsStricter: CompareStrictness = (before, after) => {
  if (before === after) return "same";
  const size = (value: unknown) => (typeof value === "number" ? value : Infinity);
  return size(after) < size(before) ? "stricter" : "weaker";
};

const fetchingIsWeaker: CompareStrictness = (before, after) => {
  if (before === after) return "same";
  if (after === "lockfile") return "weaker";
  return before === "lockfile" ? "stricter" : "different";
};

/** Another command or runner can be one that tests nothing. A new one changes no old one. */
const replacingIsWeaker: CompareStrictness = (before, after) => {
  if (JSON.stringify(before) === JSON.stringify(after)) return "same";
  return before === undefined ? "different" : "weaker";
};

/** Which change of which key lets more through. */
export const SANDBOX_STRICTNESS: StrictnessTable = {
  "sandbox.enabled": offIsStricter,
  "sandbox.exec": offIsStricter,
  "sandbox.min_role": laterRoleIsStricter,
  "sandbox.settled": offIsStricter,
  "sandbox.runner": replacingIsWeaker,
  "sandbox.profiles.*": replacingIsWeaker,
  "sandbox.dependencies": fetchingIsWeaker,
  "sandbox.baseline": offIsStricter,
  "sandbox.limits.*": lessIsStricter,
};
