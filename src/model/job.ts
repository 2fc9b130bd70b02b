import { z } from "zod";
import { SandboxRequest } from "./sandbox-request.ts";

const Sha = z.string().regex(/^[0-9a-f]{40}$/);

export const RepositoryKey = z.strictObject({
  installationId: z.int(),
  id: z.int(),
  owner: z.string(),
  name: z.string(),
});

/** Hear a stored delivery. */
export const DeliveryJob = z.strictObject({ deliveryId: z.string() });

/** Review one head of one pull request. */
export const ReviewJob = z.strictObject({
  repository: RepositoryKey,
  pullRequest: z.int(),
  headSha: Sha,
  /** Names the occasion: its check run, where no other one is open. */
  run: z.string().max(128).optional(),
  /** It is over its owner's budget, and asks again for its share when it begins. */
  deferred: z.boolean().optional(),
});

/** Review what a merge queue or a push brings. */
export const RangeJob = z.strictObject({
  repository: RepositoryKey,
  baseSha: Sha,
  headSha: Sha,
  run: z.string().max(128),
});

/** Put the tree of an approved commit into the content-addressed store. */
export const SourceJob = z.strictObject({ runId: z.string() });

/** Run a valid request on a stored source. Holds no name of a repository and no credential. */
export const SandboxJob = z.strictObject({ request: SandboxRequest, sourceBlob: z.string() });

/** Bring the one comment of a pull request to this text. */
export const CommentJob = z.strictObject({
  repository: RepositoryKey,
  pullRequest: z.int(),
  body: z.string().max(65_536),
  /** Whether it is written where there is none so far. */
  begin: z.boolean(),
});

/** What somebody who asked finds at their comment: done, not done, or something left to do. */
export const Reaction = z.enum(["+1", "confused", "eyes"]);
export type Reaction = z.infer<typeof Reaction>;

/** Answer a comment below it; the answer is a check run where GitHub does not let us. */
export const ReplyJob = z.strictObject({
  repository: RepositoryKey,
  pullRequest: z.int(),
  headSha: Sha,
  comment: z.int(),
  /** When the command was heard, the last time where it was heard again. */
  askedAt: z.iso.datetime(),
  reaction: Reaction,
  title: z.string(),
  summary: z.string().max(65_536),
});

/** Hand the findings of a review to code scanning. */
export const UploadJob = z.strictObject({
  repository: RepositoryKey,
  headSha: Sha,
  /** Whose review: a pull request's, or that of a push, by the commit before it. */
  of: z.union([z.strictObject({ pullRequest: z.int() }), z.strictObject({ baseSha: Sha })]),
  ref: z.string().max(1024),
});

/** Look for what was lost: deliveries, heads and checks; or only in one installation. */
export const ReconcileJob = z.strictObject({ installationId: z.int().optional() });

/** Bring GitHub's check run to the wanted state. */
export const ReportJob = z.strictObject({ checkId: z.string() });

/** The queues and what their jobs carry. */
export const JOBS = {
  delivery: DeliveryJob,
  review: ReviewJob,
  range: RangeJob,
  source: SourceJob,
  sandbox: SandboxJob,
  report: ReportJob,
  comment: CommentJob,
  reply: ReplyJob,
  upload: UploadJob,
  reconcile: ReconcileJob,
} as const;
export type JobName = keyof typeof JOBS;
export type JobPayload<N extends JobName> = z.infer<(typeof JOBS)[N]>;
