import { z } from "zod";

/** One thing that decides what the tests are, and that is not the base's. */
export const RunDifference = z.strictObject({
  what: z.enum(["runner", "command", "configuration"]),
  /** A path or a value of the pull request: untrusted text. */
  detail: z.string(),
});
export type RunDifference = z.infer<typeof RunDifference>;

/**
 * Whether runner, test command and test configuration of a run equal the base's. A passed
 * run is only a success when nothing differs.
 */
export const RunComparison = z.strictObject({ differences: z.array(RunDifference).readonly() });
export type RunComparison = z.infer<typeof RunComparison>;
