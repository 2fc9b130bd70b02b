import { type Kysely, sql } from "kysely";

/**
 * Keeps when a run ended, so that its log and curves can be forgotten in time. Runs that ended
 * before are taken to have ended now: what they left is kept for as long as that of new ones.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table gatehouse.approval add column ended_at timestamptz,
    add column log_forgotten boolean not null default false`.execute(db);
  await sql`alter table gatehouse.check_run
    add column log_forgotten boolean not null default false`.execute(db);
  await sql`update gatehouse.approval set ended_at = now()
    where state in ('ended', 'cancelled')`.execute(db);
}
