import { type Kysely, sql, type Transaction } from "kysely";
import { CheckContent } from "../model/check.ts";
import { RepositoryKey } from "../model/job.ts";
import type { RepositoryRef } from "../model/repository.ts";
import type { Reach } from "../ports/reach.ts";
import { movedApproval, toApproval } from "./approvals.ts";
import type { Tables } from "./tables.ts";

/** The tables whose rows hold a repository's names in a column of their own. */
const NAMED = ["gatehouse.known_head", "gatehouse.range", "gatehouse.check_run"] as const;

/** The part of `Store` that knows where something goes on. */
export function createReach(db: Kysely<Tables>): Reach {
  return {
    busyRepositories: () => busyRepositories(db),
    moveRepository: (repository) =>
      db.transaction().execute((transaction) => moveRepository(transaction, repository)),
    closeRepository: (repositoryId, endings) =>
      db.transaction().execute(async (transaction) => {
        await closeWork(transaction, repositoryId);
        await closeChecks(transaction, repositoryId, endings);
      }),
  };
}

async function busyRepositories(db: Kysely<Tables>): Promise<RepositoryRef[]> {
  const { rows } = await sql<{ repository: string }>`
    select repository from gatehouse.known_head where open
    union select repository from gatehouse.range where open and review is null
    union select repository from gatehouse.check_run where not completed`.execute(db);
  const named = rows.map(({ repository }) => RepositoryKey.parse(JSON.parse(repository)));
  const approvals = await unfinished(db).execute();
  return [...named, ...approvals.map((row) => toApproval(row).repository)];
}

function unfinished(db: Kysely<Tables>) {
  return db
    .selectFrom("gatehouse.approval")
    .selectAll()
    .where("state", "in", ["approved", "running"]);
}

async function moveRepository(
  transaction: Transaction<Tables>,
  repository: RepositoryRef,
): Promise<void> {
  const names = JSON.stringify(RepositoryKey.parse(repository));
  for (const table of NAMED) {
    await transaction
      .updateTable(table)
      .set({ repository: names })
      .where("repository_id", "=", repository.id)
      .where("repository", "<>", names)
      .execute();
  }
  const runs = await unfinished(transaction).where("repository_id", "=", repository.id).execute();
  for (const { run_id, approval } of runs) {
    await transaction
      .updateTable("gatehouse.approval")
      .set({ approval: movedApproval(approval, repository) })
      .where("run_id", "=", run_id)
      .execute();
  }
}

async function closeWork(transaction: Transaction<Tables>, repositoryId: number): Promise<void> {
  for (const table of ["gatehouse.known_head", "gatehouse.range"] as const) {
    await transaction
      .updateTable(table)
      .set({ open: false })
      .where("repository_id", "=", repositoryId)
      .where("open", "=", true)
      .execute();
  }
  await transaction
    .updateTable("gatehouse.approval")
    .set({ state: "cancelled", ended_at: new Date() })
    .where("repository_id", "=", repositoryId)
    .where("state", "in", ["approved", "running"])
    .execute();
}

/** What is written nowhere counts as written, or it would be tried again for ever. */
async function closeChecks(
  transaction: Transaction<Tables>,
  repositoryId: number,
  endings: Parameters<Reach["closeRepository"]>[1],
): Promise<void> {
  for (const kind of ["review", "sandbox"] as const) {
    await transaction
      .updateTable("gatehouse.check_run")
      .set({
        content: JSON.stringify(CheckContent.parse(endings[kind])),
        completed: true,
        sequence: sql<number>`sequence + 1`,
      })
      .where("repository_id", "=", repositoryId)
      .where("kind", "=", kind)
      .where("completed", "=", false)
      .execute();
  }
  await transaction
    .updateTable("gatehouse.check_run")
    .set({ written_sequence: sql<number>`sequence` })
    .where("repository_id", "=", repositoryId)
    .execute();
}
