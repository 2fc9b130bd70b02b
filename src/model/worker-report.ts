import { z } from "zod";

/** What a sandbox worker says of itself. It is a claim: nothing is decided by it. */
export const WorkerReport = z.strictObject({
  /** Why its last self-test lets it run nothing; null when every limit and wall held. */
  unready: z.string().max(500).nullable(),
  /** What starts its containers. */
  runtime: z.string().max(100),
  /** Whether it works on a run at this moment. */
  busy: z.boolean(),
});
export type WorkerReport = z.infer<typeof WorkerReport>;

/** How often a worker says it, in milliseconds. */
export const REPORT_MS = 60_000;
