import { type Kysely, sql } from "kysely";

/** Counts what is spent in an hour, and knows whose fork a head is in. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create table gatehouse.spent (
    installation_id bigint not null,
    purse text not null,
    payer text not null,
    spent_at timestamptz not null
  )`.execute(db);
  await sql`create index spent_by_time
    on gatehouse.spent (installation_id, purse, spent_at)`.execute(db);
  await sql`alter table gatehouse.known_head add column head_owner text`.execute(db);
}
