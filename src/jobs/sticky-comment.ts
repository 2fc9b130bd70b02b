import { Fault } from "../model/fault.ts";
import type { JobPayload } from "../model/job.ts";
import type { PullRequestReview } from "../report/finished-review.ts";
import { isAnswer } from "../report/answer-comment.ts";
import { stickyComment } from "../report/sticky-comment.ts";
import type { Judged } from "./judge-change.ts";
import type { Subject } from "./judge-head.ts";
import type { JobParts } from "./parts.ts";

/** GitHub's clock and ours may differ by so much, in milliseconds. */
const CLOCKS_DIFFER = 5 * 60_000;

/** Wants the one comment to say how a pull request stands, where the policy asks for one. */
export async function wantComment(
  { jobs, rules, addresses }: Pick<JobParts, "jobs" | "rules" | "addresses">,
  { head }: Pick<Subject, "head">,
  { policy }: Pick<Judged, "policy">,
  pullRequest: PullRequestReview,
): Promise<void> {
  if (!policy.policy.comment) return;
  const { repository, pullRequest: number, headSha } = head;
  const { body, begin } = stickyComment({
    ...{ pullRequest, headSha, rules, helpUrl: addresses.help },
    repositoryUrl: addresses.repository(repository),
  });
  const key = `comment ${repository.id} ${number}`;
  await jobs.send("comment", { repository, pullRequest: number, body, begin }, { key });
}

type Parts = Pick<JobParts, "store" | "github" | "audit" | "log" | "now">;

/**
 * Brings the one comment of a pull request to the wanted text, and never writes a second one:
 * which one it is, is known, or is looked for where a crash came in between. Where GitHub does
 * not let us, nothing else is harmed: the check run says the same.
 */
export async function writeComment(parts: Parts, job: JobPayload<"comment">): Promise<void> {
  const { repository, pullRequest } = job;
  try {
    await write(parts, job);
  } catch (error) {
    const isFinal = error instanceof Fault && (error.kind === "refused" || error.kind === "gone");
    if (!isFinal) throw error;
    const at = { repository: repository.id, pullRequest };
    parts.log.warn({ err: error, ...at }, "GitHub does not let us comment; the policy asks for it");
  }
}

async function write(parts: Parts, job: JobPayload<"comment">): Promise<void> {
  const { store, github } = parts;
  const { repository, pullRequest, body, begin } = job;
  const sticky = await store.sticky(repository.id, pullRequest);
  if (sticky === null && !begin) return;
  const known = sticky?.commentId ?? (await lostComment(parts, job, sticky?.begunAt ?? null));
  if (known !== null && (await github.updateComment(repository, known, body))) {
    await store.keepSticky(repository.id, pullRequest, known);
    return record(parts, job, known);
  }
  // A maintainer has taken it away, or it was never written.
  await store.keepSticky(repository.id, pullRequest, null);
  if (!begin) return;
  await store.beginSticky(repository.id, pullRequest, parts.now());
  const made = await github.createComment(repository, pullRequest, body);
  await store.keepSticky(repository.id, pullRequest, made);
  await record(parts, job, made);
}

/** The comment that an attempt before this one may have written without hearing of it. */
async function lostComment(
  { github }: Parts,
  { repository, pullRequest }: JobPayload<"comment">,
  begunAt: Date | null,
): Promise<number | null> {
  if (begunAt === null) return null;
  const since = new Date(begunAt.getTime() - CLOCKS_DIFFER);
  const own = await github.ownComments(repository, pullRequest, since);
  return own.find(({ body }) => !isAnswer(body))?.id ?? null;
}

async function record(
  { audit }: Parts,
  { repository, pullRequest }: JobPayload<"comment">,
  comment: number,
): Promise<void> {
  const detail = { what: "comment", repository: repository.id, pullRequest, comment };
  await audit.append({ kind: "publication", detail });
}
