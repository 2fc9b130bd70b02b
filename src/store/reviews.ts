import { type Kysely, sql } from "kysely";
import { Review } from "../model/review.ts";
import type { Store } from "../ports.ts";
import type { Tables } from "./tables.ts";

/** The part of `Store` that keeps reviews, and remembers which heads were once malicious. */
export function createReviews(
  db: Kysely<Tables>,
): Pick<Store, "saveReview" | "review" | "maliciousHeads"> {
  return {
    saveReview: async (repositoryId, pullRequest, headSha, review) => {
      const saved = { verdict: review.verdict, review: JSON.stringify(Review.parse(review)) };
      const malicious = review.verdict === "malicious";
      await db
        .insertInto("gatehouse.review")
        .values({
          repository_id: repositoryId,
          pull_request: pullRequest,
          head_sha: headSha,
          was_malicious: malicious,
          ...saved,
        })
        .onConflict((conflict) =>
          conflict.columns(["repository_id", "pull_request", "head_sha"]).doUpdateSet({
            ...saved,
            was_malicious: sql<boolean>`review.was_malicious or excluded.was_malicious`,
          }),
        )
        .execute();
    },
    review: async (repositoryId, pullRequest, headSha) => {
      const row = await db
        .selectFrom("gatehouse.review")
        .select("review")
        .where("repository_id", "=", repositoryId)
        .where("pull_request", "=", pullRequest)
        .where("head_sha", "=", headSha)
        .executeTakeFirst();
      return row === undefined ? null : Review.parse(JSON.parse(row.review));
    },
    maliciousHeads: async (repositoryId, pullRequest) => {
      const rows = await db
        .selectFrom("gatehouse.review")
        .select("head_sha")
        .where("repository_id", "=", repositoryId)
        .where("pull_request", "=", pullRequest)
        .where("was_malicious", "=", true)
        .orderBy("saved_order")
        .execute();
      return rows.map((row) => row.head_sha);
    },
  };
}
