import { type Kysely, sql } from "kysely";

/** Makes checks findable that nobody has brought to their end. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table gatehouse.check_run
    add column wanted_at timestamptz not null default now()`.execute(db);
  await sql`create index check_run_overdue on gatehouse.check_run (wanted_at)
    where not completed or written_sequence < sequence`.execute(db);
}
