import type { JobName } from "./job.ts";

/** How full one queue is. */
export interface QueueState {
  queue: JobName;
  waiting: number;
  active: number;
  /** Jobs without further attempts, whose end is still to be noted. */
  abandoned: number;
  /** For how long the oldest job that may be taken waits. */
  oldestSeconds: number;
}
