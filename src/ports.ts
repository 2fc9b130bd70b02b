import type { Readable } from "node:stream";
import type { AuditEntry } from "./model/audit.ts";
import type { BaseRun } from "./model/base-run.ts";
import type { CheckContent, CheckKind } from "./model/check.ts";
import type { Permission } from "./model/command.ts";
import type { Delivery } from "./model/delivery.ts";
import type { EvidenceBlobs } from "./model/evidence.ts";
import type { JobName, JobPayload } from "./model/job.ts";
import type { PullRequest } from "./model/pull-request.ts";
import type { CommitSha, RepositoryRef } from "./model/repository.ts";
import type { Review } from "./model/review.ts";
import type { RunComparison } from "./model/run-comparison.ts";
import type { ReviewRequest } from "./model/review-request.ts";
import type { LeftByRun, RunResults } from "./model/reported-tests.ts";
import type { SandboxRequest } from "./model/sandbox-request.ts";
import type { SandboxRun } from "./model/sandbox-run.ts";
import type { CommitReader } from "./model/tree.ts";
import type { Acceptances } from "./ports/acceptances.ts";
import type { Budgets } from "./ports/budgets.ts";
import type { Pace } from "./ports/pace.ts";
import type { OptedIn } from "./ports/opted-in.ts";
import type { Ranges } from "./ports/ranges.ts";
import type { Reach } from "./ports/reach.ts";
import type { Stickies } from "./ports/stickies.ts";
import type { ReportedWorkers } from "./ports/reported-workers.ts";
import type { Waiting } from "./ports/waiting.ts";

/** What the outside must offer, as types. Every method throws a `Fault` when it cannot. */

/** The clock, so that tests can move it. */
export type Now = () => Date;

/** A comment on a pull request, as it stands now. */
export interface LiveComment {
  id: number;
  body: string;
  authorId: number;
  edited: boolean;
}

/** Who somebody is in a repository, asked live. */
export interface LivePermission {
  userId: number;
  permission: Permission;
}

/** A check run to be written. `externalId` finds it again after a crash. */
export interface CheckRunWrite {
  name: string;
  headSha: CommitSha;
  externalId: string;
  detailsUrl: string | null;
  content: CheckContent;
}

/** GitHub's REST API in our words. */
export interface GitHub extends OptedIn {
  pullRequest(repository: RepositoryRef, number: number): Promise<PullRequest>;
  openPullRequests(repository: RepositoryRef): Promise<PullRequest[]>;
  /** The merge bases come from git; this is the tip of the default branch, for policy. */
  defaultBranchTip(repository: RepositoryRef): Promise<CommitSha>;
  /** A repository of the same owner; null where the installation does not reach one. */
  sibling(repository: RepositoryRef, name: string): Promise<RepositoryRef | null>;
  commitMessages(repository: RepositoryRef, number: number): Promise<string[]>;
  /** Whose accounts wrote or committed the commits; `all` is false when GitHub lists no more. */
  contributors(repository: RepositoryRef, number: number): Promise<{ ids: number[]; all: boolean }>;
  permission(repository: RepositoryRef, login: string): Promise<LivePermission>;
  comment(repository: RepositoryRef, id: number): Promise<LiveComment | null>;
  /** Finds a check run of ours by its `externalId`, or answers null. */
  findCheckRun(
    repository: RepositoryRef,
    headSha: CommitSha,
    name: string,
    externalId: string,
  ): Promise<number | null>;
  /** Creates the check run with all its annotations, in as many requests as that takes. */
  createCheckRun(repository: RepositoryRef, write: CheckRunWrite): Promise<number>;
  /** Updates everything but the annotations that are already there. */
  updateCheckRun(repository: RepositoryRef, id: number, write: CheckRunWrite): Promise<void>;
  /** A token that can read the contents of this one repository and nothing else; `fresh`: a new one. */
  contentsToken(repository: RepositoryRef, options?: { fresh?: boolean }): Promise<string>;
}

/** Runs the review where hostile bytes do no harm: in a child process that can be killed. */
export interface Reviewer {
  review(commits: CommitReader, request: ReviewRequest, signal: AbortSignal): Promise<Review>;
}

/** Reads what a run left where hostile bytes do no harm; what cannot be read is no tests. */
export type ReadResults = (left: LeftByRun) => Promise<RunResults>;

/** What a sandbox run tells while it goes on. */
export type SandboxProgress = (stage: string) => void;

/** Runs a valid request in a container and says what happened. Never throws for the code's faults. */
export interface Sandbox {
  run(
    request: SandboxRequest,
    source: Readable,
    signal: AbortSignal,
    progress: SandboxProgress,
  ): Promise<SandboxRun>;
  /** Why the sandbox cannot run now, or null when it can. */
  unready(): Promise<string | null>;
  /** Removes containers of runs that nobody supervises any more; answers how many. */
  sweep(): Promise<number>;
}

/** The audit trail: append-only, synced, hash-chained. */
export interface AuditTrail {
  append(entry: AuditEntry): Promise<void>;
}

/** Content-addressed blobs; the id is the SHA-256 of the content. */
export interface Blobs {
  put(content: Readable): Promise<{ id: string; bytes: number }>;
  open(id: string): Promise<Readable>;
  remove(id: string): Promise<void>;
}

/** Works on one payload; safe to repeat. `last` says that no attempt follows. */
export type JobWork<N extends JobName> = (
  payload: JobPayload<N>,
  attempt: { last: boolean; signal: AbortSignal },
) => Promise<void>;

/** How a job waits. */
export interface SendOptions {
  key?: string;
  startAfter?: Date;
  /** Of two jobs that are due, the one with the higher number is taken first; 0 by default. */
  priority?: number;
  /** The installation on whose account it is. */
  installationId?: number;
}

/** The durable queue. `key` makes a queued job unique: the newest payload wins. */
export interface Jobs {
  send<N extends JobName>(name: N, payload: JobPayload<N>, options?: SendOptions): Promise<void>;
  /**
   * Starts workers for one queue; `work` must be safe to repeat. A job whose last attempt
   * failed, or whose process was killed in it, goes to `abandon`, which is retried as well.
   */
  work<N extends JobName>(
    name: N,
    options: { concurrency: number },
    work: JobWork<N>,
    abandon?: (payload: JobPayload<N>) => Promise<void>,
  ): Promise<void>;
  /** Works on one job, if one is due; answers whether there was one. Never throws its failure. */
  take<N extends JobName>(name: N, work: JobWork<N>): Promise<boolean>;
}

/** A head of a pull request that a signed delivery told us of. */
export interface KnownHead {
  repository: RepositoryRef;
  pullRequest: number;
  headSha: CommitSha;
  baseBranch: string;
  /** The head branch's repository is the base repository itself. */
  sameRepository: boolean;
  /** The owner of the head's repository, as far as it is known. */
  headOwner?: string | null;
  open: boolean;
  recordedAt: Date;
}

/** A check run as it should be and as it was last written. */
export interface CheckState {
  /** Also GitHub's `external_id`. */
  id: string;
  repository: RepositoryRef;
  kind: CheckKind;
  headSha: CommitSha;
  /** Tells runs of the same kind on the same commit apart. */
  run: string;
  /** Grows with every wanted change; a write of an older one is dropped. */
  sequence: number;
  writtenSequence: number;
  checkRunId: number | null;
  content: CheckContent;
}

/** One approved sandbox run, from the command to its result. */
export interface SandboxApproval {
  runId: string;
  repository: RepositoryRef;
  pullRequest: number;
  headSha: CommitSha;
  approvedBy: { id: number; login: string };
  /** The comment, or the click on a check run's button, that asked for it. */
  by: { comment: number } | { checkRun: number; delivery: string };
  request: SandboxRequest;
  /** How the tests of this commit differ from the base's. */
  comparison: RunComparison;
  state: "approved" | "running" | "ended" | "cancelled";
  result: SandboxRun | null;
  /** What runs before it, on the merge base, where the policy asks for that. */
  base?: SandboxRequest | undefined;
  /** What came of that, or why it cannot be; null as long as nothing did. */
  baseRun: BaseRun | null;
}

/** State that outlives a process. */
export interface Store
  extends Ranges, Acceptances, Budgets, Pace, Stickies, Waiting, Reach, ReportedWorkers {
  /** Stores the delivery and its job in one transaction; false when it was there already. */
  acceptDelivery(delivery: Delivery): Promise<boolean>;
  delivery(id: string): Promise<Delivery | null>;
  finishDelivery(id: string, state: "done" | "failed"): Promise<void>;

  recordHead(head: KnownHead): Promise<void>;
  closePullRequest(repositoryId: number, pullRequest: number): Promise<void>;
  /** Every open pull request whose newest known head is this commit. */
  headsAt(repositoryId: number, headSha: CommitSha): Promise<KnownHead[]>;
  /** The newest known head of every open pull request of a repository. */
  openHeads(repositoryId: number): Promise<KnownHead[]>;
  /** The newest known head of a pull request. */
  newestHead(repositoryId: number, pullRequest: number): Promise<KnownHead | null>;

  /**
   * Wants a check run to look like this; answers its id. The report job is sent with it. A
   * check that is concluded stays as it is, except an answer, which is kept up to date.
   */
  wantCheck(want: {
    repository: RepositoryRef;
    kind: CheckKind;
    headSha: CommitSha;
    /** Tells runs of the same kind on the same commit apart: a re-run is a new check run. */
    run: string;
    content: CheckContent;
  }): Promise<string>;
  check(id: string): Promise<CheckState | null>;
  checkByRunId(repositoryId: number, checkRunId: number): Promise<CheckState | null>;
  /** The checks of this kind on a commit, newest first. */
  checksAt(repositoryId: number, kind: CheckKind, headSha: CommitSha): Promise<CheckState[]>;
  /** The checks of this kind that are not concluded, on any known head of the pull request. */
  openChecks(repositoryId: number, kind: CheckKind, pullRequest: number): Promise<CheckState[]>;
  /** Checks that should have been concluded, or shown, before this time; at most a hundred. */
  overdueChecks(before: Date): Promise<CheckState[]>;
  /** Sends the report job of a check again. */
  reportAgain(id: string): Promise<void>;
  /** Notes that GitHub shows this sequence now. */
  checkWritten(id: string, sequence: number, checkRunId: number): Promise<void>;

  saveReview(
    repositoryId: number,
    pullRequest: number,
    headSha: CommitSha,
    review: Review,
    /** Blob ids of its evidence; none where nothing was found. */
    evidence?: EvidenceBlobs,
  ): Promise<void>;
  review(repositoryId: number, pullRequest: number, headSha: CommitSha): Promise<Review | null>;

  /** Keeps the text of a policy file that was valid on the default branch; null for none. */
  savePolicy(repositoryId: number, text: string | null): Promise<void>;
  /** The text that was kept last. */
  lastPolicy(repositoryId: number): Promise<string | null>;
  /** The same for the file of the account that an installation belongs to. */
  saveOrganisationPolicy(installationId: number, text: string | null): Promise<void>;
  lastOrganisationPolicy(installationId: number): Promise<string | null>;

  /** Stores an approval once; false when the same comment or click has one already. */
  approve(approval: SandboxApproval): Promise<boolean>;
  approval(runId: string): Promise<SandboxApproval | null>;
  approvalsOf(repositoryId: number, pullRequest: number): Promise<SandboxApproval[]>;
  /** Moves an approval on; false when its state is not one of `from`. */
  moveApproval(
    runId: string,
    from: SandboxApproval["state"][],
    to: SandboxApproval["state"],
    result?: SandboxRun,
  ): Promise<boolean>;
  /**
   * Keeps what came of an approval's run of the merge base, once, and lets its own run follow;
   * false when there is one, or when the approval has ended.
   */
  keepBaseRun(runId: string, baseRun: BaseRun): Promise<boolean>;
}
