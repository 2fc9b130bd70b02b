import { z } from "zod";
import { MODES } from "./policy.ts";
import { Review, VERDICTS } from "./review.ts";

/** What a finished range comes to: everything that decides about its conclusion. */
export const RangeReview = z.strictObject({
  review: Review,
  mode: z.enum(MODES),
  accepted: z.array(
    z.strictObject({ fingerprint: z.string(), by: z.string(), reason: z.string() }),
  ),
  ignored: z.array(z.strictObject({ fingerprint: z.string(), by: z.string(), reason: z.string() })),
  verdicts: z.array(z.strictObject({ mode: z.enum(MODES), verdict: z.enum(VERDICTS) })),
  earlierMalicious: z.array(z.string()),
  weakened: z.array(z.strictObject({ key: z.string(), before: z.string(), after: z.string() })),
});
export type RangeReview = z.infer<typeof RangeReview>;
