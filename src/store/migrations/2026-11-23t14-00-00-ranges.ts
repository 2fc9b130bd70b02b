import { type Kysely, sql } from "kysely";

/** Creates the table of ranges: what merge queues and pushes bring, beside pull requests. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create table gatehouse.range (
    repository_id bigint not null,
    head_sha text not null,
    base_sha text not null,
    repository text not null,
    kind text not null check (kind in ('merge-group', 'push')),
    branch text not null,
    pull_request integer,
    open boolean not null,
    recorded_at timestamptz not null,
    review text,
    primary key (repository_id, head_sha, base_sha)
  )`.execute(db);
}
