import type { Problem } from "../model/problem.ts";
import { SandboxRequest } from "../model/sandbox-request.ts";
import type { SandboxLimits } from "../model/sandbox-request.ts";
import type { LimitsSection } from "./policy-section.ts";
import type { Plan } from "./plan.ts";

/** The longest program that `/sandbox exec` takes, in bytes of UTF-8. */
export const MAX_PROGRAM_BYTES = 32 * 1024;

/** What a request is built from. */
export interface RequestFacts {
  runId: string;
  headSha: string;
  plan: Plan;
  /** The server's limits where the policy names none, and those that nobody exceeds. */
  limits: { defaults: SandboxLimits; ceilings: SandboxLimits };
  /** The program of `/sandbox exec`. */
  program?: string;
}

/** Builds the request for one run, or lists everything that is wrong with it. */
export function buildSandboxRequest(
  facts: RequestFacts,
): { request: SandboxRequest } | { problems: Problem[] } {
  const { plan } = facts;
  const wanted = { ...facts.limits.defaults, ...limitsOf(plan.limits) };
  const problems = [
    ...overCeiling(wanted, facts.limits.ceilings),
    ...(facts.program === undefined ? [] : checkProgram(facts.program)),
  ];
  const parsed = SandboxRequest.safeParse({
    runId: facts.runId,
    headSha: facts.headSha,
    runner: plan.runner.name,
    profile: plan.profile,
    command: plan.command,
    limits: wanted,
    ...(plan.report === null ? {} : { report: plan.report }),
    ...programOf(facts),
  });
  if (!parsed.success) problems.push(...parsed.error.issues.map(asProblem));
  if (problems.length > 0 || !parsed.success) return { problems };
  return { request: parsed.data };
}

/** Lists what is wrong with the program of `/sandbox exec`: size, encoding, nothing in it. */
export function checkProgram(program: string): Problem[] {
  const messages: string[] = [];
  const bytes = Buffer.byteLength(program);
  if (bytes > MAX_PROGRAM_BYTES) {
    messages.push(`it has ${bytes} bytes; at most ${MAX_PROGRAM_BYTES} are allowed`);
  }
  if (!program.isWellFormed()) messages.push("it is not valid Unicode");
  if (program.includes("\0")) messages.push("it holds a NUL character");
  if (program.includes("\uFFFD")) messages.push("it holds U+FFFD, the mark of a wrong encoding");
  if (program.trim() === "") messages.push("it is empty");
  return messages.map((message) => ({ where: "program", message }));
}

function programOf({ plan, program }: RequestFacts) {
  if (program === undefined || plan.runner.exec === undefined) return {};
  return { program: { path: plan.runner.exec.file, text: program } };
}

function limitsOf(section: LimitsSection): Partial<SandboxLimits> {
  const { cpus, memory_mib, workspace_mib, pids, wall_seconds, output_kib } = section;
  return {
    ...(cpus === undefined ? {} : { cpus }),
    ...(memory_mib === undefined ? {} : { memoryBytes: memory_mib * 1024 ** 2 }),
    ...(workspace_mib === undefined ? {} : { workspaceBytes: workspace_mib * 1024 ** 2 }),
    ...(pids === undefined ? {} : { pids }),
    ...(wall_seconds === undefined ? {} : { wallSeconds: wall_seconds }),
    ...(output_kib === undefined ? {} : { outputBytes: output_kib * 1024 }),
  };
}

function overCeiling(wanted: SandboxLimits, ceilings: SandboxLimits): Problem[] {
  return Object.entries(ceilings).flatMap(([name, ceiling]) => {
    // Both have the keys of one schema.
    const value = wanted[name as keyof SandboxLimits];
    if (value <= ceiling) return [];
    return [
      {
        where: `sandbox.limits (${name})`,
        message: `${value} is more than this server allows, ${ceiling}`,
      },
    ];
  });
}

function asProblem(issue: { path: PropertyKey[]; message: string }): Problem {
  return { where: issue.path.map(String).join("."), message: issue.message };
}
