import { type Kysely, sql } from "kysely";

/** Keeps when the next write of an installation may go out, for all processes. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create table gatehouse.pace (
    installation_id bigint primary key,
    next_write_at timestamptz not null,
    held_until timestamptz
  )`.execute(db);
}
