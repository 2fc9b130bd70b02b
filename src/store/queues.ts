import type { Queue } from "pg-boss";
import type { JobName } from "../model/job.ts";

type QueueSettings = Pick<Queue, "expireInSeconds" | "retryLimit" | "retryDelay" | "retryDelayMax">;

const MINUTE = 60;

/**
 * How long one attempt may take and how often it is tried, per queue. Retries back off
 * exponentially with jitter from `retryDelay` to `retryDelayMax`, all in seconds.
 */
export const QUEUE_SETTINGS: Record<JobName, QueueSettings> = {
  delivery: {
    expireInSeconds: 5 * MINUTE,
    retryLimit: 9,
    retryDelay: 2,
    retryDelayMax: 10 * MINUTE,
  },
  review: { expireInSeconds: 20 * MINUTE, retryLimit: 5, retryDelay: 5, retryDelayMax: 5 * MINUTE },
  // A merge queue waits for the answer, so a failure is told within a minute or so.
  range: { expireInSeconds: 20 * MINUTE, retryLimit: 3, retryDelay: 2, retryDelayMax: 15 },
  source: { expireInSeconds: 10 * MINUTE, retryLimit: 5, retryDelay: 5, retryDelayMax: 5 * MINUTE },
  // A sandbox run is not repeated lightly: its outcome is a value, so a retry means we broke.
  sandbox: {
    expireInSeconds: 150 * MINUTE,
    retryLimit: 3,
    retryDelay: 1,
    retryDelayMax: 1 * MINUTE,
  },
  // News of its own that nobody waits for: a check run says the same.
  comment: {
    expireInSeconds: 5 * MINUTE,
    retryLimit: 9,
    retryDelay: 5,
    retryDelayMax: 60 * MINUTE,
  },
  // Somebody waits for it; where it fails, the same words become a check run.
  reply: { expireInSeconds: 5 * MINUTE, retryLimit: 5, retryDelay: 2, retryDelayMax: 2 * MINUTE },
  upload: { expireInSeconds: 5 * MINUTE, retryLimit: 9, retryDelay: 5, retryDelayMax: 60 * MINUTE },
  // It comes again in a few minutes anyway.
  reconcile: { expireInSeconds: 30 * MINUTE, retryLimit: 0, retryDelay: 1, retryDelayMax: 1 },
  // The last resort of everything the App says: 25 attempts reach over a day of GitHub being away.
  report: {
    expireInSeconds: 10 * MINUTE,
    retryLimit: 25,
    retryDelay: 2,
    retryDelayMax: 90 * MINUTE,
  },
};

/** To give a job up only takes our own database, so it is tried until that is back. */
export const ABANDONED_SETTINGS: QueueSettings = {
  expireInSeconds: 5 * MINUTE,
  retryLimit: 100,
  retryDelay: 2,
  retryDelayMax: 10 * MINUTE,
};

/** A job that waits is kept for a year: nothing accepted is lost. In seconds. */
export const RETENTION_SECONDS = 365 * 24 * 60 * MINUTE;

/** Finished and failed jobs are kept for two weeks, for whoever looks into them. In seconds. */
export const DELETE_AFTER_SECONDS = 14 * 24 * 60 * MINUTE;
