import { existsSync } from "node:fs";
import { readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { type Kysely, sql, type Transaction } from "kysely";
import { Fault } from "../model/fault.ts";
import { RepositoryKey } from "../model/job.ts";
import { assertEmbedded, type BackupPlaces } from "./backup-desk.ts";
import { connect } from "./connect.ts";
import { forgetBodiesOf } from "./deliveries.ts";
import { openAudit } from "./open-audit.ts";
import type { Tables } from "./tables.ts";

/** What was deleted: rows and emptied webhooks of these repositories. */
export interface Forgotten {
  ids: number[];
  rows: number;
}

/** Every table whose rows belong to a repository. */
export const OF_REPOSITORY = [
  ...(["known_head", "check_run", "review", "sticky", "acceptance"] as const),
  ...(["pusher", "range", "policy", "approval"] as const),
] as const;
const NAMED = ["known_head", "check_run", "range"] as const;

/**
 * Deletes what is kept of a repository, named by `OWNER/NAME` as it was last known or by its
 * id: rows, text of webhooks, fetched commits, and the hourly copy that still has them. The
 * audit trail stays, and gets a record of this. Throws a `Fault` where nothing is kept of it,
 * and while a process of Gatehouse uses the data folder.
 */
export async function forgetRepository(places: BackupPlaces, named: string): Promise<Forgotten> {
  const { dataDir, databaseUrl, version } = places;
  if (databaseUrl === null) assertEmbedded(dataDir);
  const audit = await openAudit({
    ...{ dataDir, now: () => new Date(), genesis: { version } },
    ...{ signed: () => undefined, failed: () => undefined },
  });
  try {
    const connection = await connect(places);
    try {
      const ids = await idsOf(connection.db, named);
      const detail = { event: "repository-forgotten", repositories: ids.join(" ") };
      await audit.append({ kind: "administration", detail });
      const rows = await connection.db.transaction().execute((one) => deleteRows(one, ids));
      await deleteFiles(dataDir, ids);
      return { ids, rows };
    } finally {
      await connection.close();
    }
  } finally {
    await audit.close();
  }
}

async function idsOf(db: Kysely<Tables>, named: string): Promise<number[]> {
  const ids = new Set<number>();
  for (const table of NAMED) {
    const { rows } = await sql<{ repository: string }>`
      select distinct repository from ${sql.table(`gatehouse.${table}`)}`.execute(db);
    for (const { repository } of rows) {
      const { id, owner, name } = RepositoryKey.parse(JSON.parse(repository));
      const names = [String(id), `${owner}/${name}`.toLowerCase()];
      if (names.includes(named.toLowerCase())) ids.add(id);
    }
  }
  if (ids.size > 0) return [...ids];
  throw new Fault("refused", `nothing is kept of ${named}; name it as OWNER/NAME, or by its id`);
}

async function deleteRows(
  transaction: Transaction<Tables>,
  ids: readonly number[],
): Promise<number> {
  let rows = await forgetBodiesOf(transaction, ids);
  for (const table of OF_REPOSITORY) {
    const { numDeletedRows } = await transaction
      .deleteFrom(`gatehouse.${table}`)
      .where("repository_id", "in", ids)
      .executeTakeFirstOrThrow();
    rows += Number(numDeletedRows);
  }
  return rows;
}

async function deleteFiles(dataDir: string, ids: readonly number[]): Promise<void> {
  const fetched = join(dataDir, "git");
  const folders = existsSync(fetched) ? await readdir(fetched) : [];
  for (const folder of folders) {
    // `<installation>-<repository>`, and what stands beside it.
    const id = /^\d+-(\d+)(?!\d)/.exec(folder)?.[1];
    if (!ids.includes(Number(id))) continue;
    await rm(join(fetched, folder), { recursive: true, force: true });
  }
  await rm(join(dataDir, "snapshot"), { recursive: true, force: true });
}
