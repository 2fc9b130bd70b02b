import { type Kysely, sql } from "kysely";

/** Keeps sources for sandbox workers of other hosts, in parts that fit into memory. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create table gatehouse.blob_part (
    blob text not null,
    part integer not null,
    content bytea not null,
    stored_at timestamptz not null default now(),
    primary key (blob, part)
  )`.execute(db);
}
