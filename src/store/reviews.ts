import { type Kysely, sql } from "kysely";
import { z } from "zod";
import type { EvidenceBlobs } from "../model/evidence.ts";
import { Review } from "../model/review.ts";
import type { Store } from "../ports.ts";
import type { Tables } from "./tables.ts";

const Evidence = z.record(z.string(), z.string());
const Malicious = z.strictObject({ review: Review, evidence: Evidence });

type Part = Pick<Store, "saveReview" | "review" | "reviewedHead" | "rememberedHeads">;

/** The part of `Store` that keeps reviews, and remembers which heads were once malicious. */
export function createReviews(db: Kysely<Tables>): Part {
  const at = (repositoryId: number, pullRequest: number) =>
    db
      .selectFrom("gatehouse.review")
      .selectAll()
      .where("repository_id", "=", repositoryId)
      .where("pull_request", "=", pullRequest);
  const reviewedHead: Part["reviewedHead"] = async (repositoryId, pullRequest, headSha) => {
    const row = await at(repositoryId, pullRequest)
      .where("head_sha", "=", headSha)
      .executeTakeFirst();
    if (row === undefined) return null;
    const evidence = Evidence.parse(JSON.parse(row.evidence));
    return { headSha, review: Review.parse(JSON.parse(row.review)), evidence };
  };
  return {
    saveReview: (repositoryId, pullRequest, headSha, review, evidence = {}) =>
      saveReview(db, { repositoryId, pullRequest, headSha }, review, evidence),
    reviewedHead,
    review: async (repositoryId, pullRequest, headSha) =>
      (await reviewedHead(repositoryId, pullRequest, headSha))?.review ?? null,
    rememberedHeads: async (repositoryId, pullRequest) => {
      const rows = await at(repositoryId, pullRequest)
        .where("was_malicious", "=", true)
        .orderBy("saved_order")
        .execute();
      return rows.map((row) => {
        const stored = row.malicious ?? `{"review":${row.review},"evidence":${row.evidence}}`;
        return { headSha: row.head_sha, ...Malicious.parse(JSON.parse(stored)) };
      });
    },
  };
}

async function saveReview(
  db: Kysely<Tables>,
  head: { repositoryId: number; pullRequest: number; headSha: string },
  review: Review,
  evidence: EvidenceBlobs,
): Promise<void> {
  const isMalicious = review.verdict === "malicious";
  const saved = {
    verdict: review.verdict,
    review: JSON.stringify(Review.parse(review)),
    evidence: JSON.stringify(Evidence.parse(evidence)),
  };
  await db
    .insertInto("gatehouse.review")
    .values({
      repository_id: head.repositoryId,
      pull_request: head.pullRequest,
      head_sha: head.headSha,
      was_malicious: isMalicious,
      malicious: isMalicious ? JSON.stringify({ review, evidence }) : null,
      ...saved,
    })
    .onConflict((conflict) =>
      conflict.columns(["repository_id", "pull_request", "head_sha"]).doUpdateSet({
        ...saved,
        was_malicious: sql<boolean>`review.was_malicious or excluded.was_malicious`,
        malicious: sql<string | null>`coalesce(excluded.malicious, review.malicious)`,
      }),
    )
    .execute();
}
