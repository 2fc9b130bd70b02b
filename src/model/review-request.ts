import { z } from "zod";

/**
 * Bounds on what one review may cost. Reaching one makes the review incomplete, never
 * clean. Bytes are of the blob as stored.
 */
export const ReviewLimits = z.strictObject({
  files: z.int().positive().default(3000),
  treeEntries: z.int().positive().default(400_000),
  fileBytes: z
    .int()
    .positive()
    .default(4 * 1024 * 1024),
  totalBytes: z
    .int()
    .positive()
    .default(128 * 1024 * 1024),
  depth: z.int().positive().default(400),
  decodeLayers: z.int().positive().default(16),
  decodedBytes: z
    .int()
    .positive()
    .default(8 * 1024 * 1024),
  reachedFiles: z.int().positive().default(2000),
  milliseconds: z.int().positive().default(60_000),
});
export type ReviewLimits = z.infer<typeof ReviewLimits>;

const CommitSha = z.string().regex(/^[0-9a-f]{40}([0-9a-f]{24})?$/);

/** What to review: the commits are full object ids, and every merge base is listed. */
export const ReviewRequest = z.strictObject({
  mergeBases: z.array(CommitSha).min(1).max(16),
  head: CommitSha,
  text: z.strictObject({
    title: z.string(),
    body: z.string(),
    branch: z.string(),
    commitMessages: z.array(z.string()),
  }),
  limits: ReviewLimits,
  /** Folders with rules of the repository itself, in the default branch's commit. */
  customRules: z
    .strictObject({ commit: CommitSha, folders: z.array(z.string()).min(1).max(128) })
    .optional(),
  /**
   * Where there are several merge bases: the tip of the base branch, and what merging the head
   * into it gives; null when that could not be worked out.
   */
  merge: z.strictObject({ tip: CommitSha, result: CommitSha.nullable() }).optional(),
});
export type ReviewRequest = z.infer<typeof ReviewRequest>;
