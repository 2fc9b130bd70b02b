import { type Kysely, type Selectable, sql } from "kysely";
import type { KnownHead, Store } from "../ports.ts";
import { RepositoryKey } from "../model/job.ts";
import type { Tables } from "./tables.ts";

/** The part of `Store` that remembers which head each pull request had, and since when. */
export function createHeads(
  db: Kysely<Tables>,
): Pick<Store, "recordHead" | "closePullRequest" | "headsAt" | "openHeads" | "newestHead"> {
  return {
    recordHead: (head) => recordHead(db, head),
    closePullRequest: async (repositoryId, pullRequest) => {
      await db
        .updateTable("gatehouse.known_head")
        .set({ open: false })
        .where("repository_id", "=", repositoryId)
        .where("pull_request", "=", pullRequest)
        .execute();
    },
    headsAt: async (repositoryId, headSha) => {
      const newest = await newestHeads(db, repositoryId)
        .where("pull_request", "in", (at) =>
          at
            .selectFrom("gatehouse.known_head")
            .select("pull_request")
            .where("repository_id", "=", repositoryId)
            .where("head_sha", "=", headSha),
        )
        .execute();
      return newest.filter((row) => row.open && row.head_sha === headSha).map(toKnownHead);
    },
    openHeads: async (repositoryId) => {
      const newest = await newestHeads(db, repositoryId).execute();
      return newest.filter((row) => row.open).map(toKnownHead);
    },
    newestHead: async (repositoryId, pullRequest) => {
      const row = await newestHeads(db, repositoryId)
        .where("pull_request", "=", pullRequest)
        .executeTakeFirst();
      return row === undefined ? null : toKnownHead(row);
    },
  };
}

/**
 * A head that is the newest already keeps the time since when it is; one that comes back after
 * another, by a force push, counts from its return.
 */
async function recordHead(db: Kysely<Tables>, head: KnownHead): Promise<void> {
  await db.transaction().execute(async (transaction) => {
    // One at a time per pull request, or two could both find themselves the newest.
    await sql`select pg_advisory_xact_lock(
      hashtextextended(${`head ${head.repository.id} ${head.pullRequest}`}, 0))`.execute(
      transaction,
    );
    const newest = await newestHeads(transaction, head.repository.id)
      .where("pull_request", "=", head.pullRequest)
      .executeTakeFirst();
    const row = toRow(head);
    const { recorded_at, ...facts } = row;
    await transaction
      .insertInto("gatehouse.known_head")
      .values(row)
      .onConflict((conflict) => {
        const key = conflict.columns(["repository_id", "pull_request", "head_sha"]);
        return newest?.head_sha === head.headSha || (newest && newest.recorded_at > recorded_at)
          ? key.doUpdateSet(facts)
          : key.doUpdateSet({ ...row, recorded_order: sql<number>`excluded.recorded_order` });
      })
      .execute();
  });
}

function newestHeads(db: Kysely<Tables>, repositoryId: number) {
  return db
    .selectFrom("gatehouse.known_head")
    .selectAll()
    .distinctOn("pull_request")
    .where("repository_id", "=", repositoryId)
    .orderBy("pull_request")
    .orderBy("recorded_at", "desc")
    .orderBy("recorded_order", "desc");
}

function toRow(head: KnownHead) {
  return {
    repository_id: head.repository.id,
    pull_request: head.pullRequest,
    head_sha: head.headSha,
    repository: JSON.stringify(head.repository),
    base_branch: head.baseBranch,
    same_repository: head.sameRepository,
    head_owner: head.headOwner ?? null,
    open: head.open,
    recorded_at: head.recordedAt,
  };
}

function toKnownHead(row: Selectable<Tables["gatehouse.known_head"]>): KnownHead {
  return {
    repository: RepositoryKey.parse(JSON.parse(row.repository)),
    pullRequest: row.pull_request,
    headSha: row.head_sha,
    baseBranch: row.base_branch,
    sameRepository: row.same_repository,
    headOwner: row.head_owner,
    open: row.open,
    recordedAt: row.recorded_at,
  };
}
