import type { CommitSha, RepositoryRef } from "../model/repository.ts";
import type { RangeReview } from "../model/range-review.ts";

/** What made a range: a merge queue that waits for an answer, or a push that has happened. */
export type RangeKind = "merge-group" | "push";

/** Commits that are reviewed without being the head of a pull request. */
export interface KnownRange {
  repository: RepositoryRef;
  kind: RangeKind;
  baseSha: CommitSha;
  headSha: CommitSha;
  /** The branch that they go to, or are on. */
  branch: string;
  /** The pull request that a merge queue named; null for a push. */
  pullRequest: number | null;
  /** A group that the queue gave up is closed; a push never is. */
  open: boolean;
  recordedAt: Date;
  /** Null until it is reviewed. */
  review: RangeReview | null;
}

/** The part of the store that knows ranges, by repository, base and head. */
export interface Ranges {
  /** Remembers a range, or opens it again; a review that is there stays. */
  recordRange(range: Omit<KnownRange, "open" | "review">): Promise<void>;
  range(
    repositoryId: number,
    commits: { baseSha: CommitSha; headSha: CommitSha },
  ): Promise<KnownRange | null>;
  /** Every open range that ends at this commit. */
  rangesAt(repositoryId: number, headSha: CommitSha): Promise<KnownRange[]>;
  /** The open merge groups of a pull request. */
  groupsOf(repositoryId: number, pullRequest: number): Promise<KnownRange[]>;
  /** Closes the merge groups that end at this commit. */
  closeMergeGroups(repositoryId: number, headSha: CommitSha): Promise<void>;
  saveRangeReview(
    repositoryId: number,
    commits: { baseSha: CommitSha; headSha: CommitSha },
    review: RangeReview,
  ): Promise<void>;
}
