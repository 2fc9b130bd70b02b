import { Fault } from "../model/fault.ts";
import { evidencePaths } from "../model/evidence.ts";
import type { EvidenceBlobs } from "../model/evidence.ts";
import type { ChangeText } from "../model/change.ts";
import type { CommitSha, RepositoryRef } from "../model/repository.ts";
import type { Review } from "../model/review.ts";
import { ReviewLimits } from "../model/review-request.ts";
import type { ReviewRequest } from "../model/review-request.ts";
import type { Commits } from "../ports/git.ts";
import { incompleteReview, withUnanalysed } from "./incomplete-review.ts";
import { mergeOf } from "./merge-of.ts";
import { withCommits } from "./open-commits.ts";
import type { JobParts } from "./parts.ts";
import { lastPolicyInForce, policyInForce, proposedPolicy } from "./policy-in-force.ts";
import type { PolicyCommits, PolicyInForce, ProposedPolicy } from "./policy-in-force.ts";

/** Two commits that are compared, and where the policy for that stands. */
export interface Compared {
  repository: RepositoryRef;
  baseSha: CommitSha;
  headSha: CommitSha;
  policyAt: PolicyCommits;
}

/** What surrounds a change; commit messages that GitHub was not asked for are read by git. */
export type Surroundings = Omit<ChangeText, "commitMessages"> & { commitMessages: string[] | null };

/** Everything but the review that decides about the conclusion of a change. */
export interface ChangeStanding {
  mergeBases: readonly CommitSha[];
  policy: PolicyInForce;
  proposed: ProposedPolicy;
}

/** A review and everything else that decides about its conclusion. */
export interface Judged extends ChangeStanding {
  review: Review;
  /** Blob ids of what the findings name. */
  evidence: EvidenceBlobs;
}

const UNREADABLE = "the commits of this change are larger than what is fetched";
/** As many merge bases as a review request takes. */
const MOST_MERGE_BASES = 16;

/** Reviews the change between two commits under the policy that is in force for it. */
export async function judgeChange(
  parts: JobParts,
  compared: Compared,
  text: Surroundings,
  signal: AbortSignal,
): Promise<Judged> {
  return readCommits(parts, compared, async (commits, standing) => {
    if (commits === null)
      return { ...standing, review: incompleteReview(UNREADABLE), evidence: {} };
    const { mergeBases } = standing;
    const ends = { tip: compared.baseSha, head: compared.headSha };
    const whole: ReviewRequest = {
      head: compared.headSha,
      text: await textOf(commits, text, mergeBases, compared.headSha),
      limits: ReviewLimits.parse({}),
      ...customRulesOf(standing, compared),
      ...(await mergeOf(commits, ends, mergeBases)),
      mergeBases: mergeBases.slice(0, MOST_MERGE_BASES),
    };
    const review = await parts.reviewer.review(commits, whole, signal);
    const paths = evidencePaths(review);
    const { headSha } = compared;
    const evidence =
      paths.length === 0 ? {} : await parts.readEvidence(commits, headSha, paths, signal);
    if (mergeBases.length <= MOST_MERGE_BASES) return { ...standing, review, evidence };
    const reason = `there are ${mergeBases.length} merge bases, and ${MOST_MERGE_BASES} were read`;
    return { ...standing, review: withUnanalysed(review, reason), evidence };
  });
}

/** What decides about the conclusion of a change besides its review. */
export async function changeStanding(parts: JobParts, compared: Compared): Promise<ChangeStanding> {
  return readCommits(parts, compared, async (_, standing) => standing);
}

async function textOf(
  commits: Commits,
  { commitMessages, ...text }: Surroundings,
  mergeBases: readonly CommitSha[],
  head: CommitSha,
): Promise<ChangeText> {
  if (commitMessages !== null) return { ...text, commitMessages };
  return { ...text, commitMessages: await commits.commitMessages(mergeBases, head) };
}

/** The repository's own rules are the default branch's, whatever the change does to them. */
function customRulesOf(
  { policy }: ChangeStanding,
  { policyAt }: Compared,
): Pick<ReviewRequest, "customRules"> {
  const folders = [...new Set(policy.policy.custom_rules)];
  return folders.length === 0 ? {} : { customRules: { commit: policyAt.defaultTip, folders } };
}

/**
 * Reads what the standing needs and goes on with it. Commits that git refuses to fetch, for
 * their size, are the content's doing: they are null, and the last valid policy counts.
 */
async function readCommits<T>(
  parts: JobParts,
  compared: Compared,
  work: (commits: Commits | null, standing: ChangeStanding) => Promise<T>,
): Promise<T> {
  const { repository, headSha, baseSha, policyAt } = compared;
  const wanted = [headSha, baseSha, policyAt.defaultTip];
  try {
    return await withCommits(parts, repository, wanted, async (commits) =>
      work(commits, await standingIn(parts, commits, compared)),
    );
  } catch (error) {
    if (!(error instanceof Fault) || error.kind !== "refused") throw error;
    parts.log.warn({ err: error, headSha }, "commits cannot be read");
    return work(null, await lastStanding(parts, compared));
  }
}

async function standingIn(
  parts: JobParts,
  commits: Commits,
  { repository, baseSha, headSha, policyAt }: Compared,
): Promise<ChangeStanding> {
  const policy = await policyInForce(parts, repository, commits, policyAt);
  const found = await commits.mergeBases(baseSha, headSha);
  // Without common history everything in the head is new to the base.
  const mergeBases = found.length === 0 ? [baseSha] : found;
  const [mergeBase = baseSha] = mergeBases;
  const change = { mergeBase, head: headSha };
  return {
    mergeBases,
    policy,
    proposed: await proposedPolicy(parts, repository, commits, policy, change),
  };
}

async function lastStanding(parts: JobParts, { repository }: Compared): Promise<ChangeStanding> {
  const policy = await lastPolicyInForce(parts, repository);
  return { mergeBases: [], policy, proposed: { weakened: [], problems: [] } };
}
