import type { CheckContent } from "../model/check.ts";
import type { CommitSha, RepositoryRef } from "../model/repository.ts";
import type { JobParts } from "./parts.ts";
import { queueReview } from "./queue-review.ts";

/**
 * Settles a commit that a pull request no longer has as its head. Where it is the head of
 * another open pull request, that one is reviewed again, since the conclusion was for all of
 * them; else what is open of its review is concluded with `ending`.
 */
export async function leaveHead(
  parts: Pick<JobParts, "store" | "jobs">,
  left: { repository: RepositoryRef; pullRequest: number; headSha: CommitSha },
  ending: CheckContent,
  run: string,
): Promise<void> {
  const { store } = parts;
  const { repository, headSha } = left;
  const heads = await store.headsAt(repository.id, headSha);
  const others = heads.filter((head) => head.pullRequest !== left.pullRequest);
  for (const head of others) await queueReview(parts, head, run);
  if (others.length > 0) return;
  await writeOpenChecks(parts, repository, headSha, ending);
}

/** Gives every check run of a commit's review that is still open this content. */
export async function writeOpenChecks(
  { store }: Pick<JobParts, "store">,
  repository: RepositoryRef,
  headSha: CommitSha,
  content: CheckContent,
): Promise<void> {
  for (const { run, content: shown } of await store.checksAt(repository.id, "review", headSha)) {
    if (shown.status === "completed") continue;
    await store.wantCheck({ repository, kind: "review", headSha, run, content });
  }
}
