import { type Kysely, sql } from "kysely";

/** Keeps the last valid policy of the account that an installation belongs to. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create table gatehouse.organisation_policy (
    installation_id bigint primary key,
    text text
  )`.execute(db);
}
