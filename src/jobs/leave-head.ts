import type { CheckContent } from "../model/check.ts";
import type { CommitSha, RepositoryRef } from "../model/repository.ts";
import type { CheckState } from "../ports.ts";
import type { JobParts } from "./parts.ts";
import { wantReview } from "./queue-review.ts";

/**
 * Settles a commit that a pull request no longer has as its head. Where it is the head of
 * another open pull request, that one is reviewed again, since the conclusion was for all of
 * them; else what is open of its review is concluded with `ending`.
 */
export async function leaveHead(
  parts: Pick<JobParts, "store" | "jobs" | "forkReviewsPerHour" | "now">,
  left: { repository: RepositoryRef; pullRequest: number; headSha: CommitSha },
  ending: CheckContent,
  run: string,
): Promise<void> {
  const { store } = parts;
  const { repository, headSha } = left;
  const heads = await store.headsAt(repository.id, headSha);
  const others = heads.filter((head) => head.pullRequest !== left.pullRequest);
  for (const head of others) await wantReview(parts, head, run);
  if (others.length > 0 || (await store.rangesAt(repository.id, headSha)).length > 0) return;
  await writeOpenChecks(parts, { repository, headSha }, ending);
}

/**
 * Gives every check run of a commit's review that is still open this content. Where none is,
 * because another review of the same commit has concluded it, `run` names the one to make;
 * the same occasion never speaks twice.
 */
export async function writeOpenChecks(
  { store }: Pick<JobParts, "store">,
  { repository, headSha }: { repository: RepositoryRef; headSha: CommitSha },
  content: CheckContent,
  run: string | null = null,
): Promise<void> {
  const checks = await store.checksAt(repository.id, "review", headSha);
  const open = checks.filter((check) => check.content.status !== "completed");
  const runs = open.map((check) => check.run);
  if (open.length === 0 && run !== null && !saysTheSame(checks[0], content)) runs.push(run);
  for (const each of runs) {
    await store.wantCheck({ repository, kind: "review", headSha, run: each, content });
  }
}

function saysTheSame(newest: CheckState | undefined, content: CheckContent): boolean {
  return newest !== undefined && JSON.stringify(newest.content) === JSON.stringify(content);
}
