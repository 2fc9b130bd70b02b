import type { PullRequest } from "../model/pull-request.ts";
import type { RepositoryRef } from "../model/repository.ts";
import type { Policy } from "../policy.ts";
import { withCommits } from "./open-commits.ts";
import { policyInForce } from "./policy-in-force.ts";

/** The policy that counts for a pull request at this moment. */
export async function livePolicy(
  parts: Parameters<typeof policyInForce>[0],
  repository: RepositoryRef,
  live: PullRequest,
): Promise<Policy> {
  const defaultTip = await parts.github.defaultBranchTip(repository);
  const baseTip = live.baseBranch === live.defaultBranch ? null : live.baseSha;
  const wanted = baseTip === null ? [defaultTip] : [defaultTip, baseTip];
  return withCommits(parts, repository, wanted, async (commits) => {
    const { policy } = await policyInForce(parts, repository, commits, { defaultTip, baseTip });
    return policy;
  });
}
