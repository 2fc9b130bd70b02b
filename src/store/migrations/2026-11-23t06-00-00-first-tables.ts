import { type Kysely, sql } from "kysely";

/** Creates the first tables: deliveries, heads, check runs, reviews and approvals. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create schema if not exists gatehouse`.execute(db);
  await sql`create table gatehouse.delivery (
    id text primary key,
    event text not null,
    action text,
    body text not null,
    received_at timestamptz not null,
    state text not null check (state in ('received', 'done', 'failed'))
  )`.execute(db);
  await sql`create index delivery_with_body
    on gatehouse.delivery (received_at) where body <> ''`.execute(db);
  await sql`create table gatehouse.known_head (
    repository_id bigint not null,
    pull_request integer not null,
    head_sha text not null,
    repository text not null,
    base_branch text not null,
    same_repository boolean not null,
    open boolean not null,
    recorded_at timestamptz not null,
    recorded_order bigserial not null,
    primary key (repository_id, pull_request, head_sha)
  )`.execute(db);
  await sql`create index known_head_by_sha
    on gatehouse.known_head (repository_id, head_sha)`.execute(db);
  await sql`create table gatehouse.check_run (
    id uuid primary key default gen_random_uuid(),
    repository_id bigint not null,
    repository text not null,
    kind text not null,
    head_sha text not null,
    run text not null,
    sequence integer not null,
    written_sequence integer not null default 0,
    check_run_id bigint,
    content text not null,
    unique (repository_id, kind, head_sha, run)
  )`.execute(db);
  await sql`create index check_run_by_github_id
    on gatehouse.check_run (repository_id, check_run_id)`.execute(db);
  await createJudgements(db);
}

async function createJudgements(db: Kysely<unknown>): Promise<void> {
  await sql`create table gatehouse.review (
    repository_id bigint not null,
    pull_request integer not null,
    head_sha text not null,
    verdict text not null check (verdict in ('clean', 'suspicious', 'malicious')),
    was_malicious boolean not null,
    review text not null,
    saved_order bigint generated always as identity,
    primary key (repository_id, pull_request, head_sha)
  )`.execute(db);
  await sql`create table gatehouse.approval (
    run_id text primary key,
    repository_id bigint not null,
    pull_request integer not null,
    asked_by text not null unique,
    state text not null check (state in ('approved', 'running', 'ended', 'cancelled')),
    approval text not null,
    result text,
    approved_order bigint generated always as identity
  )`.execute(db);
  await sql`create index approval_by_pull_request
    on gatehouse.approval (repository_id, pull_request)`.execute(db);
}
