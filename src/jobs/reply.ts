import { Fault } from "../model/fault.ts";
import type { JobPayload } from "../model/job.ts";
import { checkOfAnswer } from "../report/answer-check.ts";
import { answerComment } from "../report/answer-comment.ts";
import type { JobParts } from "./parts.ts";

/** A delivery is heard again within less, and GitHub's clock differs by less; in milliseconds. */
const DAY = 24 * 60 * 60_000;

type Parts = Pick<JobParts, "store" | "github" | "audit" | "addresses">;

/**
 * Answers a comment by a reaction and one comment below it, never by two: what an attempt
 * before this one has written is looked for. Where GitHub does not let us, as where the grant
 * was taken back or the comment deleted, the answer is a check run.
 */
export async function writeReply(parts: Parts, job: JobPayload<"reply">): Promise<void> {
  try {
    await write(parts, job);
  } catch (error) {
    const isFinal = error instanceof Fault && (error.kind === "refused" || error.kind === "gone");
    if (!isFinal) throw error;
    await answerByCheck(parts, job);
  }
}

/** What is said to who asked, when their comment cannot be answered where it stands. */
export async function answerByCheck(
  { store, addresses }: Pick<Parts, "store" | "addresses">,
  { repository, headSha, title, summary }: JobPayload<"reply">,
): Promise<void> {
  const content = checkOfAnswer({ title, summary }, addresses.help);
  await store.wantCheck({ repository, kind: "answer", headSha, run: "answer", content });
}

async function write(parts: Parts, job: JobPayload<"reply">): Promise<void> {
  const { github, addresses } = parts;
  const { repository, pullRequest, comment, askedAt } = job;
  const page = `${addresses.repository(repository)}/pull/${pullRequest}`;
  const { body, begins } = answerComment(job, `${page}#issuecomment-${comment}`, addresses.help);
  await github.react(repository, comment, job.reaction);
  const since = new Date(Date.parse(askedAt) - DAY);
  const written = await github.ownComments(repository, pullRequest, since);
  const answered =
    written.find((one) => one.body.startsWith(begins))?.id ??
    (await github.createComment(repository, pullRequest, body));
  const detail = { what: "answer", repository: repository.id, pullRequest, comment: answered };
  await parts.audit.append({ kind: "publication", detail });
}
