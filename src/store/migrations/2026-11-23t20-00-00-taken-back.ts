import { type Kysely, sql } from "kysely";

/** Lets an acceptance be taken back; its row stays, so that it is not accepted again by a repetition. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table gatehouse.acceptance add column taken_back_at timestamptz,
    add column taken_back_by text`.execute(db);
}
