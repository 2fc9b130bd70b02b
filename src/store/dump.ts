import { type Kysely, sql, type Transaction } from "kysely";
import { BOSS_SCHEMA } from "./job-queue.ts";
import type { Tables } from "./tables.ts";

/** One line of a dump: a row of a table of ours as JSON, or a job that is still to be done. */
export type DumpLine =
  { table: string; row: string } | { queue: string; key: string | null; data: string; due: string };

/** How many rows are read at once. */
const PAGE = 500;

/**
 * Reads everything that the store holds, at one moment, and hands it over line by line. Jobs
 * that ended are history and stay behind; one that is being worked on will be done again.
 */
export async function dumpStore(
  db: Kysely<Tables>,
  take: (line: DumpLine) => Promise<void>,
): Promise<void> {
  await db
    .transaction()
    .setIsolationLevel("repeatable read")
    .execute(async (transaction) => {
      for (const table of await tablesOf(transaction)) {
        await dumpTable(transaction, table, take);
      }
      await dumpJobs(transaction, take);
    });
}

/** The names of our tables, without what the migrator keeps for itself. */
export async function tablesOf(db: Kysely<Tables>): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`select table_name as name
    from information_schema.tables
    where table_schema = 'gatehouse' and table_type = 'BASE TABLE'
      and table_name not like 'kysely_%' order by table_name`.execute(db);
  return rows.map(({ name }) => name);
}

async function dumpTable(
  transaction: Transaction<Tables>,
  table: string,
  take: (line: DumpLine) => Promise<void>,
): Promise<void> {
  const from = sql.table(`gatehouse.${table}`);
  for (let after = "(0,0)"; ;) {
    const { rows } = await sql<{ at: string; row: string }>`select ctid::text as at,
        row_to_json(one)::text as row
      from ${from} one where ctid > ${after}::tid order by ctid limit ${PAGE}`.execute(transaction);
    for (const { row } of rows) await take({ table, row });
    const last = rows.at(-1);
    if (last === undefined || rows.length < PAGE) return;
    after = last.at;
  }
}

async function dumpJobs(
  transaction: Transaction<Tables>,
  take: (line: DumpLine) => Promise<void>,
): Promise<void> {
  const there = await sql<{ name: string | null }>`
    select to_regclass(${`${BOSS_SCHEMA}.job`})::text as name`.execute(transaction);
  if (there.rows.every(({ name }) => name === null)) return;
  const { rows } = await sql<{ queue: string; key: string | null; data: string; due: string }>`
    select name as queue, singleton_key as key, data::text as data,
      to_char(start_after at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as due
    from ${sql.table(`${BOSS_SCHEMA}.job`)}
    where state in ('created', 'retry', 'active') and name not like '\\_\\_%'
    order by created_on, id`.execute(transaction);
  for (const job of rows) await take(job);
}
