import { type Kysely, sql } from "kysely";

/** Keeps what an approved run is compared with: the run of its merge base. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table gatehouse.approval add column base_run text`.execute(db);
}
