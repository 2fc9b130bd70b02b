import { type Kysely, type Selectable, sql } from "kysely";
import type { PgBoss } from "pg-boss";
import { CheckContent, type CheckKind } from "../model/check.ts";
import { RepositoryKey } from "../model/job.ts";
import type { CheckState, Store } from "../ports.ts";
import { sendJob } from "./job-queue.ts";
import type { Tables } from "./tables.ts";

/** Others' `external_id`s can come in too; PostgreSQL refuses to compare them with a uuid. */
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The part of `Store` that keeps what check runs should show, and what they show now. */
export function createChecks(
  db: Kysely<Tables>,
  boss: PgBoss,
): Pick<
  Store,
  "wantCheck" | "check" | "checkByRunId" | "checksAt" | "openChecks" | "checkWritten"
> {
  return {
    wantCheck: (want) => wantCheck(db, boss, want),
    check: async (id) => {
      if (!UUID.test(id)) {
        return null;
      }
      const row = await db
        .selectFrom("gatehouse.check_run")
        .selectAll()
        .where("id", "=", id)
        .executeTakeFirst();
      return row === undefined ? null : toCheckState(row);
    },
    checkByRunId: async (repositoryId, checkRunId) => {
      const row = await db
        .selectFrom("gatehouse.check_run")
        .selectAll()
        .where("repository_id", "=", repositoryId)
        .where("check_run_id", "=", checkRunId)
        .executeTakeFirst();
      return row === undefined ? null : toCheckState(row);
    },
    checksAt: async (repositoryId, kind, headSha) => {
      const rows = await db
        .selectFrom("gatehouse.check_run")
        .selectAll()
        .where("repository_id", "=", repositoryId)
        .where("kind", "=", kind)
        .where("head_sha", "=", headSha)
        .orderBy("created_order", "desc")
        .execute();
      return rows.map(toCheckState);
    },
    openChecks: (repositoryId, kind, pullRequest) =>
      openChecks(db, repositoryId, kind, pullRequest),
    checkWritten: async (id, sequence, checkRunId) => {
      await db
        .updateTable("gatehouse.check_run")
        .set({ written_sequence: sequence, check_run_id: checkRunId })
        .where("id", "=", id)
        .where("written_sequence", "<=", sequence)
        .execute();
    },
  };
}

async function openChecks(
  db: Kysely<Tables>,
  repositoryId: number,
  kind: CheckKind,
  pullRequest: number,
): Promise<CheckState[]> {
  const rows = await db
    .selectFrom("gatehouse.check_run")
    .selectAll()
    .where("repository_id", "=", repositoryId)
    .where("kind", "=", kind)
    .where("completed", "=", false)
    .where("head_sha", "in", (of) =>
      of
        .selectFrom("gatehouse.known_head")
        .select("head_sha")
        .where("repository_id", "=", repositoryId)
        .where("pull_request", "=", pullRequest),
    )
    .orderBy("created_order")
    .execute();
  return rows.map(toCheckState);
}

/** A conclusion is said once. Answers judge nothing, and there is one for each head. */
const FINAL = sql<boolean>`(check_run.completed and check_run.kind <> 'answer')`;

type Want = Parameters<Store["wantCheck"]>[0];

async function wantCheck(db: Kysely<Tables>, boss: PgBoss, want: Want): Promise<string> {
  return db.transaction().execute(async (transaction) => {
    const content = JSON.stringify(CheckContent.parse(want.content));
    const repository = JSON.stringify(RepositoryKey.parse(want.repository));
    const completed = want.content.status === "completed";
    const { id } = await transaction
      .insertInto("gatehouse.check_run")
      .values({
        repository_id: want.repository.id,
        repository,
        kind: want.kind,
        head_sha: want.headSha,
        run: want.run,
        completed,
        sequence: 1,
        check_run_id: null,
        content,
      })
      .onConflict((conflict) =>
        conflict.columns(["repository_id", "kind", "head_sha", "run"]).doUpdateSet({
          content: sql<string>`case when ${FINAL} then check_run.content else excluded.content end`,
          completed: sql<boolean>`${FINAL} or excluded.completed`,
          repository,
          wanted_at: sql<Date>`now()`,
          // The same content again is no change: GitHub shows it, or the job on its way will.
          sequence: sql<number>`check_run.sequence
            + case when ${FINAL} or check_run.content = excluded.content then 0 else 1 end`,
        }),
      )
      .returning("id")
      .executeTakeFirstOrThrow();
    await sendJob(boss, transaction, "report", { checkId: id }, { key: id });
    return id;
  });
}

/** A row as the rest of the program knows it. */
export function toCheckState(row: Selectable<Tables["gatehouse.check_run"]>): CheckState {
  return {
    id: row.id,
    repository: RepositoryKey.parse(JSON.parse(row.repository)),
    kind: row.kind,
    headSha: row.head_sha,
    run: row.run,
    sequence: row.sequence,
    writtenSequence: row.written_sequence,
    checkRunId: row.check_run_id,
    content: CheckContent.parse(JSON.parse(row.content)),
  };
}
