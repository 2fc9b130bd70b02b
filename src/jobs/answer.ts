import type { CommitSha, RepositoryRef } from "../model/repository.ts";
import { answerText, checkOfAnswer, type Answer } from "../report/answer-check.ts";
import { reactionTo } from "../report/answer-comment.ts";
import type { Asked } from "./asked.ts";
import type { JobParts } from "./parts.ts";

/** Who is answered, and the head of their pull request. */
export interface Answered {
  repository: RepositoryRef;
  headSha: CommitSha;
  asked: Pick<Asked, "pullRequest" | "by">;
}

type Parts = Pick<JobParts, "store" | "addresses" | "github" | "jobs" | "now">;

/**
 * Answers a command once: at the comment where the installation lets us write one, else, and
 * for clicks, by one check run of the head, kept up to date.
 */
export async function answer(parts: Parts, at: Answered, said: Answer): Promise<void> {
  const { repository, headSha, asked } = at;
  const { title, summary } = answerText(said);
  if ("comment" in asked.by && (await parts.github.mayComment(repository))) {
    const { pullRequest, by } = asked;
    const key = `reply ${repository.id} ${by.comment}`;
    const askedAt = parts.now().toISOString();
    const words = { title, summary, reaction: reactionTo(said) };
    const job = { repository, pullRequest, headSha, comment: by.comment, askedAt, ...words };
    await parts.jobs.send("reply", job, { key });
    return;
  }
  const content = checkOfAnswer({ title, summary }, parts.addresses.help);
  await parts.store.wantCheck({ repository, kind: "answer", headSha, run: "answer", content });
}
