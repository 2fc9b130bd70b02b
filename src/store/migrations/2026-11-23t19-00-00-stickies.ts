import { type Kysely, sql } from "kysely";

/** Knows the one comment below a pull request. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create table gatehouse.sticky (
    repository_id bigint not null,
    pull_request integer not null,
    comment_id bigint,
    begun_at timestamptz not null,
    primary key (repository_id, pull_request)
  )`.execute(db);
}
