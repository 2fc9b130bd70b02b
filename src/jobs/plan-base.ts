import type { Plan } from "../execution/plan.ts";
import type { BaseRun } from "../model/base-run.ts";
import { Fault } from "../model/fault.ts";
import type { Problem } from "../model/problem.ts";
import type { CommitSha } from "../model/repository.ts";
import type { SandboxRequest } from "../model/sandbox-request.ts";
import type { SandboxPolicy } from "../execution/policy-section.ts";
import type { CommitReader } from "../model/tree.ts";
import { noBaseRun } from "./base-run.ts";
import { packagesAt, type PackageParts } from "./plan-packages.ts";

/** What a run of the merge base is planned from; runner, command and limits are the head's. */
export interface BaseWish {
  /** The request for the head, without packages: those of the merge base are its own. */
  request: SandboxRequest;
  plan: Plan;
  policy: Pick<SandboxPolicy, "baseline" | "dependencies">;
  mergeBases: readonly CommitSha[];
}

/** The request for the merge base, or why it does not run though it should. */
export interface PlannedBase {
  base?: SandboxRequest;
  baseRun: BaseRun | null;
}

/**
 * Plans the run of the merge base where the policy asks for one: the same runner, command,
 * report and limits, with the packages that its own lockfile pins. What is in its way is no
 * reason against the head's own run, which then is compared with nothing.
 */
export async function planBase(
  parts: PackageParts,
  commits: CommitReader,
  { request, plan, policy, mergeBases }: BaseWish,
): Promise<PlannedBase> {
  const [headSha, ...others] = mergeBases;
  if (!policy.baseline || request.program !== undefined) return { baseRun: null };
  if (headSha === undefined || headSha === request.headSha) return { baseRun: null };
  const not = (why: string): PlannedBase => ({ baseRun: noBaseRun(headSha, why) });
  if (others.length > 0) return not("The commit has more than one merge base.");
  const { language } = plan.runner;
  const wish = { headSha, policy: policy.dependencies, language };
  const packed = await refusalAsProblem(() => packagesAt(parts, commits, wish));
  if ("problems" in packed) return not(packed.problems.map(({ message }) => message).join("; "));
  return { base: { ...request, headSha, ...packed }, baseRun: null };
}

async function refusalAsProblem<T>(
  work: () => Promise<T>,
): Promise<T | { problems: Pick<Problem, "message">[] }> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof Fault) || error.kind !== "refused") throw error;
    return { problems: [{ message: error.message }] };
  }
}
