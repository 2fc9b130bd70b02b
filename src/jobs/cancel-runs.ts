import type { CheckContent } from "../model/check.ts";
import type { CommitSha, RepositoryRef } from "../model/repository.ts";
import { cancelledSandboxCheck } from "../report/sandbox-check.ts";
import { stoppedSandboxCheck } from "../report/stopped-check.ts";
import type { SandboxApproval } from "../ports.ts";
import type { JobParts } from "./parts.ts";

/** Why runs are cancelled: the head moved, a maintainer asked, or another reason in words. */
export type Cancellation = { newHead: CommitSha } | { by: "maintainer" } | { why: string };

/**
 * Cancels the sandbox runs of a pull request that have not ended, whether they wait or run;
 * those of the head that is `newHead` go on. Answers how many. Safe to repeat.
 */
export async function cancelRuns(
  parts: Pick<JobParts, "store">,
  repository: RepositoryRef,
  pullRequest: number,
  cancellation: Cancellation,
): Promise<number> {
  const approvals = await parts.store.approvalsOf(repository.id, pullRequest);
  const affected = approvals.filter(
    ({ state, headSha }) =>
      (state === "approved" || state === "running") &&
      !("newHead" in cancellation && cancellation.newHead === headSha),
  );
  let count = 0;
  for (const approval of affected) {
    if (await cancelRun(parts, approval, contentOf(cancellation))) count += 1;
  }
  return count;
}

/**
 * Cancels one run and says so on its check; false when it had come to its end first. The
 * check comes first, so that a crash in between leaves a run that is cancelled again.
 */
export async function cancelRun(
  { store }: Pick<JobParts, "store">,
  { runId, repository, headSha }: SandboxApproval,
  content: CheckContent,
): Promise<boolean> {
  await store.wantCheck({ repository, kind: "sandbox", headSha, run: runId, content });
  return store.moveApproval(runId, ["approved", "running"], "cancelled");
}

function contentOf(cancellation: Cancellation): CheckContent {
  if ("newHead" in cancellation) return cancelledSandboxCheck(cancellation);
  if ("by" in cancellation) return cancelledSandboxCheck({ newHead: null });
  return stoppedSandboxCheck(cancellation.why);
}
