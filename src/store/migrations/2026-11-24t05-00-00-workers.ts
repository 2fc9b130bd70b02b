import { type Kysely, sql } from "kysely";

/** Keeps what each sandbox worker said of itself last. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create table gatehouse.worker (
    name text primary key,
    heard_at timestamptz not null,
    report text not null
  )`.execute(db);
}
