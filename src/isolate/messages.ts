import { z } from "zod";

const ObjectId = z.string().regex(/^[0-9a-f]{40}([0-9a-f]{24})?$/);
const Id = z.int().min(0);

/** What a child may say. Everything else ends it. */
export const FromChild = z.discriminatedUnion("type", [
  /** It has loaded its code and rules, and no hostile byte yet. */
  z.strictObject({ type: z.literal("ready") }),
  /** It wants the listing of a commit that the task names. */
  z.strictObject({ type: z.literal("list"), id: Id, commit: ObjectId }),
  /** It wants blobs. */
  z.strictObject({
    type: z.literal("read"),
    id: Id,
    oids: z.array(ObjectId).max(10_000),
    maxBytes: z.int().positive(),
  }),
  /** It will want these blobs, in several questions. */
  z.strictObject({ type: z.literal("prefetch"), id: Id, oids: z.array(ObjectId).max(10_000) }),
  z.strictObject({ type: z.literal("answer"), value: z.unknown() }),
  /** The task threw; the text is for our log only. */
  z.strictObject({ type: z.literal("failed"), message: z.string().max(10_000) }),
]);
export type FromChild = z.infer<typeof FromChild>;

/** What the parent says. Blobs and attachments travel as the frame's bytes. */
export type ToChild =
  | { type: "task"; input: unknown }
  | { type: "listed"; id: number }
  | { type: "prefetched"; id: number }
  /** One word per id: the index of its bytes, or why there are none. */
  | { type: "blobs"; id: number; blobs: (number | "absent" | "too-large")[] };
