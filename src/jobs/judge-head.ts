import { Fault } from "../model/fault.ts";
import type { PullRequest } from "../model/pull-request.ts";
import type { CommitSha } from "../model/repository.ts";
import type { Review } from "../model/review.ts";
import { ReviewLimits } from "../model/review-request.ts";
import type { ReviewRequest } from "../model/review-request.ts";
import type { Commits, KnownHead } from "../ports.ts";
import { incompleteReview, withUnanalysed } from "./incomplete-review.ts";
import { mergeOf } from "./merge-of.ts";
import type { JobParts } from "./parts.ts";
import { effectivePolicy } from "../policy-layers.ts";
import { withCommits } from "./open-commits.ts";
import { lastPolicy, policyInForce, proposedPolicy } from "./policy-in-force.ts";
import type { PolicyInForce, ProposedPolicy } from "./policy-in-force.ts";

/** The pull request that is reviewed, as we heard of it and as GitHub answers it now. */
export interface Subject {
  head: KnownHead;
  live: PullRequest;
  defaultTip: CommitSha;
}

/** A review and everything else that decides about its conclusion. */
export interface Judged {
  review: Review;
  mergeBases: readonly CommitSha[];
  policy: PolicyInForce;
  proposed: ProposedPolicy;
}

const UNREADABLE = "the commits of this change are larger than what is fetched";
/** As many merge bases as a review request takes. */
const MOST_MERGE_BASES = 16;

type Standing = Omit<Judged, "review">;

/** Reviews the change of a pull request under the policy that is in force for it. */
export async function judgeHead(
  parts: JobParts,
  subject: Subject,
  signal: AbortSignal,
): Promise<Judged> {
  const request = await requestOf(parts, subject);
  return readCommits(parts, subject, async (commits, standing) => {
    if (commits === null) return { ...standing, review: incompleteReview(UNREADABLE) };
    const { mergeBases } = standing;
    const own = customRulesOf(standing, subject);
    const ends = { tip: subject.live.baseSha, head: subject.head.headSha };
    const merge = await mergeOf(commits, ends, mergeBases);
    const read = mergeBases.slice(0, MOST_MERGE_BASES);
    const whole = { ...request, ...own, ...merge, mergeBases: read };
    const review = await parts.reviewer.review(commits, whole, signal);
    if (mergeBases.length <= MOST_MERGE_BASES) return { ...standing, review };
    const reason = `there are ${mergeBases.length} merge bases, and ${MOST_MERGE_BASES} were read`;
    return { ...standing, review: withUnanalysed(review, reason) };
  });
}

/** The repository's own rules are the default branch's, whatever the change does to them. */
function customRulesOf(
  { policy }: Standing,
  { defaultTip }: Subject,
): Pick<ReviewRequest, "customRules"> {
  const folders = [...new Set(policy.policy.custom_rules)];
  return folders.length === 0 ? {} : { customRules: { commit: defaultTip, folders } };
}

/** What decides about the conclusion of a pull request besides its review. */
export async function readStanding(parts: JobParts, subject: Subject): Promise<Standing> {
  return readCommits(parts, subject, async (_, standing) => standing);
}

/**
 * Reads what the standing needs and goes on with it. Commits that git refuses to fetch, for
 * their size, are the content's doing: they are null, and the last valid policy counts.
 */
async function readCommits<T>(
  parts: JobParts,
  subject: Subject,
  work: (commits: Commits | null, standing: Standing) => Promise<T>,
): Promise<T> {
  const { head, live, defaultTip } = subject;
  const { repository } = head;
  const token = await parts.github.contentsToken(repository);
  const wanted = [head.headSha, live.baseSha, defaultTip];
  try {
    return await withCommits(parts, { repository, token }, wanted, async (commits) =>
      work(commits, await standingOf(parts, commits, subject)),
    );
  } catch (error) {
    if (!(error instanceof Fault) || error.kind !== "refused") throw error;
    parts.log.warn({ err: error, headSha: head.headSha }, "commits cannot be read");
    return work(null, await lastStanding(parts, subject));
  }
}

async function standingOf(
  parts: JobParts,
  commits: Commits,
  { head, live, defaultTip }: Subject,
): Promise<Standing> {
  const baseTip = live.baseBranch === live.defaultBranch ? null : live.baseSha;
  const policy = await policyInForce(parts, head.repository, commits, { defaultTip, baseTip });
  const found = await commits.mergeBases(live.baseSha, head.headSha);
  // Without common history everything in the head is new to the base.
  const mergeBases = found.length === 0 ? [live.baseSha] : found;
  const [mergeBase = live.baseSha] = mergeBases;
  const change = { mergeBase, head: head.headSha };
  return { mergeBases, policy, proposed: await proposedPolicy(parts, commits, policy, change) };
}

async function lastStanding(parts: JobParts, { head }: Subject): Promise<Standing> {
  const repository = await lastPolicy(parts, head.repository);
  const layers = { repository };
  const { policy } = effectivePolicy(layers);
  return {
    mergeBases: [],
    policy: { policy, layers, problems: [], lastValid: repository !== null },
    proposed: { weakened: [], problems: [] },
  };
}

async function requestOf(
  { github }: JobParts,
  { head, live }: Subject,
): Promise<Omit<ReviewRequest, "mergeBases">> {
  const commitMessages = await github.commitMessages(head.repository, head.pullRequest);
  return {
    head: head.headSha,
    text: { title: live.title, body: live.body, branch: live.headBranch, commitMessages },
    limits: ReviewLimits.parse({}),
  };
}
