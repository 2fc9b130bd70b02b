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
  if (!policy.baseline || request.program !== undefined) return { baseRun: null };
  const compared = comparedCommit(mergeBases, request.headSha);
  if ("baseRun" in compared) return compared;
  const headSha = compared.commit;
  const { language } = plan.runner;
  const wish = { headSha, policy: policy.dependencies, language };
  const packed = await refusalAsProblem(() => packagesAt(parts, commits, wish));
  if ("problems" in packed) return { baseRun: refusedBaseRun(headSha, packed.problems) };
  return { base: { ...request, headSha, ...packed }, baseRun: null };
}

/** The commit with which a head's run is compared, or what stands for the run of that. */
export function comparedCommit(
  mergeBases: readonly CommitSha[],
  headSha: CommitSha,
): { commit: CommitSha } | { baseRun: BaseRun | null } {
  const [commit, ...others] = mergeBases;
  if (commit === undefined || commit === headSha) return { baseRun: null };
  if (others.length === 0) return { commit };
  return { baseRun: noBaseRun(commit, "The commit has more than one merge base.") };
}

/** What stands for the run of a merge base that is refused. */
export function refusedBaseRun(
  commit: CommitSha,
  problems: readonly Pick<Problem, "message">[],
): BaseRun {
  return noBaseRun(commit, problems.map(({ message }) => message).join("; "));
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
