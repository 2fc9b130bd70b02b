import { z } from "zod";
import { OUTCOMES } from "./outcome.ts";

const Count = z.int().min(0);

/** The most places that are kept of a run of a merge base. */
export const BASE_PLACES_MOST = 1000;

/** How the same tests ended on the merge base, as a report tells it. */
export const BaseResult = z.strictObject({
  commit: z.string().regex(/^[0-9a-f]{40}$/),
  outcome: z.enum(OUTCOMES),
  /** One sentence: why it ended so, or why it was not run. */
  reason: z.string().max(2048),
  /** What the base's own code says of its tests. */
  tests: z.strictObject({ passed: Count, failed: Count, skipped: Count }).nullable(),
});
export type BaseResult = z.infer<typeof BaseResult>;

/** What is kept of a run of the merge base, for the run of the head to be compared with. */
export const BaseRun = z.strictObject({
  result: BaseResult,
  /** What it ran in; a run in anything else is not compared with it. */
  image: z.string(),
  runtime: z.string(),
  /** Places that it sent something to, in the words in which behaviours name their targets. */
  places: z.array(z.string().max(2048)).max(BASE_PLACES_MOST),
});
export type BaseRun = z.infer<typeof BaseRun>;
