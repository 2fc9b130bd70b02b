import { type Kysely, sql } from "kysely";

/**
 * Keeps what was accepted, who pushed, and beside each review the blobs of its evidence and
 * the review that was malicious, since a later one of the same head may not be.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create table gatehouse.acceptance (
    id text primary key,
    repository_id bigint not null,
    pull_request integer not null,
    head_sha text not null,
    binding text not null,
    by_id bigint not null,
    by_login text not null,
    reason text not null,
    accepted_at timestamptz not null,
    accepted_order bigint generated always as identity
  )`.execute(db);
  await sql`create index acceptance_by_pull_request
    on gatehouse.acceptance (repository_id, pull_request)`.execute(db);
  await sql`create table gatehouse.pusher (
    repository_id bigint not null,
    pull_request integer not null,
    user_id bigint not null,
    primary key (repository_id, pull_request, user_id)
  )`.execute(db);
  await sql`alter table gatehouse.review
    add column evidence text not null default '{}',
    add column malicious text`.execute(db);
  await sql`update gatehouse.review
    set malicious = '{"review":' || review || ',"evidence":{}}'
    where verdict = 'malicious'`.execute(db);
}
