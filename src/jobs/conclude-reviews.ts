import type { CheckContent } from "../model/check.ts";
import type { PullRequestReview } from "../report/finished-review.ts";
import { withPolicyNotes } from "../report/policy-notes.ts";
import { finishedReviewCheck } from "../report/review-check.ts";
import type { KnownHead } from "../ports.ts";
import { withUnanalysed } from "./incomplete-review.ts";
import { earlierOf } from "./earlier-heads.ts";
import { rangeReviewOf } from "./range-review-of.ts";
import { readStanding } from "./judge-head.ts";
import type { Judged } from "./judge-change.ts";
import type { Subject } from "./judge-head.ts";
import type { JobParts } from "./parts.ts";
import { weigh } from "./weigh.ts";
import { weightsOf } from "./weights-of.ts";

/** As many pull requests with one head are compared; each costs requests to GitHub. */
const MOST_SHARING = 20;

/** The finished check of a commit, and how the pull request that was just judged stands alone. */
export interface Concluded {
  /** Null while another pull request with this head waits; whoever reviews it concludes for all. */
  content: CheckContent | null;
  own: PullRequestReview;
}

/**
 * The finished check of a commit: of the pull request that was just judged, and of every
 * other open one that has the same head, the worst of which counts.
 */
export async function concludeReviews(
  parts: JobParts,
  subject: Subject,
  judged: Judged,
): Promise<Concluded> {
  const { repository, pullRequest, headSha } = subject.head;
  const heads = await parts.store.headsAt(repository.id, headSha);
  const others = heads.filter((head) => head.pullRequest !== pullRequest);
  const own = await finishedOf(parts, subject, judged);
  const finished: [PullRequestReview, ...PullRequestReview[]] = [own];
  for (const head of others.slice(0, MOST_SHARING)) {
    const other = await otherReview(parts, head, subject);
    if (other === "waiting") return { content: null, own };
    if (other !== "gone") finished.push(other);
  }
  for (const range of await parts.store.rangesAt(repository.id, headSha)) {
    if (range.review !== null) finished.push(rangeReviewOf(range, range.review));
  }
  if (others.length > MOST_SHARING) {
    const reason = `${others.length} more pull requests have this head, and ${MOST_SHARING} were compared`;
    own.review = withUnanalysed(own.review, reason);
  }
  return { content: contentOf(parts, subject, judged, finished), own };
}

async function finishedOf(
  parts: Pick<JobParts, "store" | "singleRules" | "now" | "addresses">,
  { head, live }: Pick<Subject, "head" | "live">,
  { review, evidence, policy, proposed }: Judged,
): Promise<PullRequestReview> {
  const { repository, pullRequest: number, headSha } = head;
  const acceptances = await parts.store.acceptancesOf(repository.id, number);
  const weights = { acceptances, ...weightsOf(parts, policy) };
  const { suppressions, ...weighed } = weigh({ headSha, review, evidence }, weights);
  const earlier = await earlierOf(parts, { repository, number, headSha }, acceptances);
  return {
    ...{ number, baseBranch: live.baseBranch, review, mode: policy.policy.mode },
    ...{ ...weighed, ...earlier, weakened: proposed.weakened },
    page: parts.addresses.review({ repositoryId: repository.id, pullRequest: number, headSha }),
    idleSuppressions: suppressions.filter(({ state }) => state !== "used"),
  };
}

async function otherReview(
  parts: JobParts,
  head: KnownHead,
  own: Subject,
): Promise<PullRequestReview | "waiting" | "gone"> {
  const { repository, pullRequest, headSha } = head;
  const live = await parts.github.pullRequest(repository, pullRequest);
  if (live.state === "closed" || live.headSha !== headSha) return "gone";
  const reviewed = await parts.store.reviewedHead(repository.id, pullRequest, headSha);
  if (reviewed === null) return "waiting";
  const subject = { ...own, head, live };
  const standing = await readStanding(parts, subject);
  return finishedOf(parts, subject, { ...standing, ...reviewed });
}

function contentOf(
  { addresses, rules, offersSandbox }: JobParts,
  { head }: Subject,
  { policy, proposed }: Judged,
  pullRequests: [PullRequestReview, ...PullRequestReview[]],
): CheckContent {
  const { repository, headSha } = head;
  const { owner, name } = repository;
  const content = finishedReviewCheck({
    repository: { owner, name, url: addresses.repository(repository) },
    headSha,
    pullRequests,
    rules,
    sandboxAllowed: policy.policy.sandbox.enabled && offersSandbox(repository.installationId),
    helpUrl: addresses.help,
  });
  return withPolicyNotes(content, {
    inForce: policy.problems,
    lastValid: policy.lastValid,
    refused: policy.refused,
    proposed: proposed.problems,
  });
}
