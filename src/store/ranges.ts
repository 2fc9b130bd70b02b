import { type Kysely, type Selectable, sql } from "kysely";
import { RepositoryKey } from "../model/job.ts";
import { RangeReview } from "../model/range-review.ts";
import type { KnownRange, Ranges } from "../ports/ranges.ts";
import type { Tables } from "./tables.ts";

/** The part of `Store` that knows the ranges of merge queues and pushes. */
export function createRanges(db: Kysely<Tables>): Ranges {
  return {
    recordRange: (range) => recordRange(db, range),
    range: async (repositoryId, { baseSha, headSha }) => {
      const row = await db
        .selectFrom("gatehouse.range")
        .selectAll()
        .where("repository_id", "=", repositoryId)
        .where("head_sha", "=", headSha)
        .where("base_sha", "=", baseSha)
        .executeTakeFirst();
      return row === undefined ? null : toKnownRange(row);
    },
    rangesAt: async (repositoryId, headSha) => {
      const rows = await db
        .selectFrom("gatehouse.range")
        .selectAll()
        .where("repository_id", "=", repositoryId)
        .where("head_sha", "=", headSha)
        .where("open", "=", true)
        .orderBy("base_sha")
        .execute();
      return rows.map(toKnownRange);
    },
    groupsOf: async (repositoryId, pullRequest) => {
      const rows = await db
        .selectFrom("gatehouse.range")
        .selectAll()
        .where("repository_id", "=", repositoryId)
        .where("pull_request", "=", pullRequest)
        .where("kind", "=", "merge-group")
        .where("open", "=", true)
        .orderBy("recorded_at")
        .execute();
      return rows.map(toKnownRange);
    },
    closeMergeGroups: async (repositoryId, headSha) => {
      await db
        .updateTable("gatehouse.range")
        .set({ open: false })
        .where("repository_id", "=", repositoryId)
        .where("head_sha", "=", headSha)
        .where("kind", "=", "merge-group")
        .execute();
    },
    saveRangeReview: async (repositoryId, { baseSha, headSha }, review) => {
      await db
        .updateTable("gatehouse.range")
        .set({ review: JSON.stringify(RangeReview.parse(review)) })
        .where("repository_id", "=", repositoryId)
        .where("head_sha", "=", headSha)
        .where("base_sha", "=", baseSha)
        .execute();
    },
  };
}

/** A group that was merged comes back as a push of the same commits, and is a push from then on. */
async function recordRange(
  db: Kysely<Tables>,
  { repository, baseSha, headSha, ...range }: Omit<KnownRange, "open" | "review">,
): Promise<void> {
  await db
    .insertInto("gatehouse.range")
    .values({
      repository_id: repository.id,
      repository: JSON.stringify(repository),
      base_sha: baseSha,
      head_sha: headSha,
      kind: range.kind,
      branch: range.branch,
      pull_request: range.pullRequest,
      open: true,
      recorded_at: range.recordedAt,
      review: null,
    })
    .onConflict((conflict) =>
      conflict.columns(["repository_id", "head_sha", "base_sha"]).doUpdateSet({
        open: true,
        kind: sql<
          KnownRange["kind"]
        >`case when range.kind = 'push' then 'push' else excluded.kind end`,
      }),
    )
    .execute();
}

function toKnownRange(row: Selectable<Tables["gatehouse.range"]>): KnownRange {
  return {
    repository: RepositoryKey.parse(JSON.parse(row.repository)),
    kind: row.kind,
    baseSha: row.base_sha,
    headSha: row.head_sha,
    branch: row.branch,
    pullRequest: row.pull_request,
    open: row.open,
    recordedAt: row.recorded_at,
    review: row.review === null ? null : RangeReview.parse(JSON.parse(row.review)),
  };
}
