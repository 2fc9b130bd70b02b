import type { PullRequest } from "../model/pull-request.ts";
import type { CommitSha } from "../model/repository.ts";
import type { KnownHead } from "../ports.ts";
import { changeStanding, judgeChange } from "./judge-change.ts";
import type { ChangeStanding, Compared, Judged } from "./judge-change.ts";
import type { JobParts } from "./parts.ts";

/** The pull request that is reviewed, as we heard of it and as GitHub answers it now. */
export interface Subject {
  head: KnownHead;
  live: PullRequest;
  defaultTip: CommitSha;
}

/** Reviews the change of a pull request under the policy that is in force for it. */
export async function judgeHead(
  parts: JobParts,
  subject: Subject,
  signal: AbortSignal,
): Promise<Judged> {
  const { head, live } = subject;
  const commitMessages = await parts.github.commitMessages(head.repository, head.pullRequest);
  const text = { title: live.title, body: live.body, branch: live.headBranch, commitMessages };
  return judgeChange(parts, comparedIn(subject), text, signal);
}

/** What decides about the conclusion of a pull request besides its review. */
export async function readStanding(parts: JobParts, subject: Subject): Promise<ChangeStanding> {
  return changeStanding(parts, comparedIn(subject));
}

function comparedIn({ head, live, defaultTip }: Subject): Compared {
  const baseTip = live.baseBranch === live.defaultBranch ? null : live.baseSha;
  const { repository, headSha } = head;
  return { repository, headSha, baseSha: live.baseSha, policyAt: { defaultTip, baseTip } };
}
