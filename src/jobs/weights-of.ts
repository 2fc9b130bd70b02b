import type { JobParts } from "./parts.ts";
import type { PolicyInForce } from "./policy-in-force.ts";
import type { Weights } from "./weigh.ts";

/** What findings are weighed by, besides what maintainers accepted. */
export function weightsOf(
  { singleRules, now }: Pick<JobParts, "singleRules" | "now">,
  { policy }: PolicyInForce,
): Omit<Weights, "acceptances"> {
  return { policy, singleRules, now: now() };
}
