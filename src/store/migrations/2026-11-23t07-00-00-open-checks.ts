import { type Kysely, sql } from "kysely";

/** Makes checks findable by whether they are concluded, and keeps the last valid policy. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table gatehouse.check_run
    add column completed boolean not null default false,
    add column created_order bigint generated always as identity`.execute(db);
  await sql`create index check_run_open
    on gatehouse.check_run (repository_id, kind) where not completed`.execute(db);
  await sql`create table gatehouse.policy (
    repository_id bigint primary key,
    text text
  )`.execute(db);
}
