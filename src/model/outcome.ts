/** How a sandbox run ended, by the supervisor's own evidence. */
export const OUTCOMES = [
  "passed",
  "failed",
  "timed-out",
  "out-of-memory",
  "output-limit",
  "disk-limit",
  "cancelled",
  "refused",
  "broken",
] as const;
export type Outcome = (typeof OUTCOMES)[number];
