import { compareRuns } from "../execution/comparison.ts";
import type { Plan } from "../execution/plan.ts";
import { Fault } from "../model/fault.ts";
import type { Problem } from "../model/problem.ts";
import type { PullRequest } from "../model/pull-request.ts";
import type { CommitSha, RepositoryRef } from "../model/repository.ts";
import type { RunComparison } from "../model/run-comparison.ts";
import type { SandboxRequest } from "../model/sandbox-request.ts";
import type { Policy } from "../policy.ts";
import { parseListing } from "../review/tree/listing.ts";
import type { Commits } from "../ports/git.ts";
import { withCommits } from "./open-commits.ts";
import type { JobParts } from "./parts.ts";
import { packagesAt, type PackageParts } from "./plan-packages.ts";
import { planBase, type PlannedBase } from "./plan-base.ts";
import { planRequest } from "./plan-request.ts";
import type { RunCommand } from "./plan-request.ts";

/** A run that can be started, or everything that is wrong with the request. */
export type PlannedRun =
  ({ request: SandboxRequest; comparison: RunComparison } & PlannedBase) | { problems: Problem[] };

/** What a run is planned from. */
export interface RunWish {
  runId: string;
  repository: RepositoryRef;
  command: RunCommand;
  live: PullRequest;
  policy: Policy;
}

const MOST_ENTRIES = 400_000;

/**
 * Plans a run of the head: runner and command by the policy and the default branch, never by
 * the head; and how the head's test configuration differs from the merge bases'.
 */
export async function planLive(
  parts: Pick<JobParts, "github" | "git" | "runners" | "readDependencies" | "packages">,
  wish: RunWish,
): Promise<PlannedRun> {
  const { repository, live } = wish;
  const defaultTip = await parts.github.defaultBranchTip(repository);
  const wanted = [live.headSha, live.baseSha, defaultTip];
  try {
    return await withCommits(parts, repository, wanted, async (commits) => {
      const rootFiles = rootNames(await commits.list(defaultTip));
      const { runId, command, policy } = wish;
      const planned = planRequest({
        ...{ runId, command, headSha: live.headSha, rootFiles, runners: parts.runners },
        policy: policy.sandbox,
      });
      if ("problems" in planned) return planned;
      const { request, plan } = planned;
      const packed = await withPackages(parts, commits, wish, plan);
      if ("problems" in packed) return packed;
      const mergeBases = await commits.mergeBases(live.baseSha, live.headSha);
      const comparison = await comparisonOf(commits, live, mergeBases, plan);
      const wanted = { request, plan, policy: policy.sandbox, mergeBases };
      const base = await planBase(parts, commits, wanted);
      return { request: { ...request, ...packed }, comparison, ...base };
    });
  } catch (error) {
    if (!(error instanceof Fault) || error.kind !== "refused") throw error;
    return { problems: [{ where: "commit", message: error.message.slice(0, 1000) }] };
  }
}

/** A single program of a comment brings no packages; tests need what the head's lockfile pins. */
async function withPackages(
  parts: PackageParts,
  commits: Commits,
  { command, live, policy }: RunWish,
  { runner }: Plan,
): Promise<Pick<SandboxRequest, "packages"> | { problems: Problem[] }> {
  if (command.name === "sandbox-exec") return {};
  return packagesAt(parts, commits, {
    ...{ headSha: live.headSha, policy: policy.sandbox.dependencies, language: runner.language },
  });
}

async function comparisonOf(
  commits: Commits,
  { baseSha, headSha }: PullRequest,
  mergeBases: readonly CommitSha[],
  plan: Plan,
): Promise<RunComparison> {
  const head = { plan, tree: (await treeOf(commits, headSha)).entries };
  const differences = new Map<string, RunComparison["differences"][number]>();
  for (const commit of mergeBases.length === 0 ? [baseSha] : mergeBases) {
    const base = await treeOf(commits, commit);
    const compared = compareRuns({ plan, tree: base.entries }, head);
    for (const one of compared.differences) differences.set(`${one.what} ${one.detail}`, one);
  }
  return { differences: [...differences.values()].slice(0, 1000) };
}

async function treeOf(commits: Commits, commit: CommitSha) {
  const listing = parseListing(await commits.list(commit), MOST_ENTRIES);
  if (listing.truncated) throw new Fault("refused", "the tree has more files than are compared");
  return listing;
}

/** The paths of the files at the root and one folder below, out of a raw tree listing. */
export function rootNames(raw: Uint8Array): string[] {
  const { entries } = parseListing(raw, MOST_ENTRIES);
  return [...entries.keys()].filter((path) => path.split("/", 3).length < 3);
}
