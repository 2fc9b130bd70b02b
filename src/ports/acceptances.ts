import type { Binding, EvidenceBlobs } from "../model/evidence.ts";
import type { CommitSha } from "../model/repository.ts";
import type { Review } from "../model/review.ts";

/** A review of one head of a pull request, with what its findings are bound to. */
export interface ReviewedHead {
  headSha: CommitSha;
  review: Review;
  evidence: EvidenceBlobs;
}

/** A finding that a maintainer accepted, in one pull request. */
export interface Acceptance {
  /** The comment that says so; it accepts once. */
  id: string;
  repositoryId: number;
  pullRequest: number;
  headSha: CommitSha;
  binding: Binding;
  by: { id: number; login: string };
  reason: string;
  acceptedAt: Date;
}

/** The part of the store that knows what was accepted, and who may not accept. */
export interface Acceptances {
  /** The newest review of a head. */
  reviewedHead(
    repositoryId: number,
    pullRequest: number,
    headSha: CommitSha,
  ): Promise<ReviewedHead | null>;
  /** Heads of this pull request that were malicious, each as it was judged then, oldest first. */
  rememberedHeads(repositoryId: number, pullRequest: number): Promise<ReviewedHead[]>;
  /** Stores an acceptance once; false when the same comment has accepted already. */
  accept(acceptance: Acceptance): Promise<boolean>;
  /** What was accepted in a pull request and not taken back. */
  acceptancesOf(repositoryId: number, pullRequest: number): Promise<Acceptance[]>;
  /** Everything that was accepted in a repository, for what is on its branch already. */
  acceptancesIn(repositoryId: number): Promise<Acceptance[]>;
  /**
   * Ends what was accepted of a finding in a pull request up to a time. Answers what ended by
   * this very asking, also in an attempt before this one.
   */
  takeBack(
    repositoryId: number,
    pullRequest: number,
    fingerprint: string,
    taking: { by: string; at: Date },
  ): Promise<Acceptance[]>;
  /** Whether the acceptance of this id was taken back. */
  wasTakenBack(id: string): Promise<boolean>;
  /** Remembers that somebody opened a pull request or pushed to it, as a signed delivery says. */
  recordPusher(repositoryId: number, pullRequest: number, userId: number): Promise<void>;
  pushers(repositoryId: number, pullRequest: number): Promise<number[]>;
}
