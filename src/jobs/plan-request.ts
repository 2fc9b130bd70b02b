import { planProgram, planRun } from "../execution/plan.ts";
import type { Plan } from "../execution/plan.ts";
import type { SandboxPolicy } from "../execution/policy-section.ts";
import { buildSandboxRequest } from "../execution/request.ts";
import type { Command } from "../model/command.ts";
import type { Problem } from "../model/problem.ts";
import type { CommitSha } from "../model/repository.ts";
import type { RunnerData } from "../model/runner.ts";
import type { SandboxRequest } from "../model/sandbox-request.ts";
import { resolveLimits } from "../sandbox/limits.ts";

/** The commands that run something. */
export type RunCommand = Extract<Command, { name: "sandbox-run" | "sandbox-exec" }>;

/** What a request is planned from; nothing of it comes from the commit that runs. */
export interface RequestWish {
  runId: string;
  headSha: CommitSha;
  command: RunCommand;
  policy: SandboxPolicy;
  /** Paths of the files of the default branch, at its root and one folder below. */
  rootFiles: readonly string[];
  runners: readonly RunnerData[];
}

/** Plans one run: what runs, by which runner, within which limits; or all that is wrong. */
export function planRequest(
  wish: RequestWish,
): { request: SandboxRequest; plan: Plan } | { problems: Problem[] } {
  const { runId, headSha, command } = wish;
  const planned = planOf(wish);
  if ("problems" in planned) return planned;
  const { plan } = planned;
  const resolved = resolveLimits(plan.limits);
  if ("problems" in resolved) return resolved;
  const built = buildSandboxRequest({
    ...{ runId, headSha, plan: { ...plan, limits: {} } },
    limits: { defaults: resolved.limits, ceilings: resolved.limits },
    ...(command.name === "sandbox-exec" ? { program: command.program } : {}),
  });
  return "problems" in built ? built : { ...built, plan };
}

function planOf({ command, policy, rootFiles, runners }: RequestWish) {
  if (command.name === "sandbox-exec") return planProgram({ policy, runners }, command.language);
  return planRun({ policy, profile: command.profile, rootFiles, runners });
}
