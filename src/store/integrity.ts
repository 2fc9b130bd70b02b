import { type Kysely, sql } from "kysely";
import { BOSS_SCHEMA } from "./job-queue.ts";
import type { Tables } from "./tables.ts";

/** Where the two ways to count a table are switched on and off. */
const BY_INDEX = ["enable_seqscan"];
const BY_ROWS = ["enable_indexscan", "enable_indexonlyscan", "enable_bitmapscan"];

/**
 * Reads every row of every table of the embedded database, and counts each by its rows and by
 * its primary key, which disagree after a write that was lost half. Answers what is wrong, or
 * null. Needed after an end that was not clean: PGlite does not sync what it writes.
 */
export async function integrityProblem(db: Kysely<Tables>): Promise<string | null> {
  try {
    for (const table of await everyTable(db)) {
      const name = `${table.schema}.${table.name}`;
      await sql`select count(row_to_json(one)::text) from ${sql.table(name)} one`.execute(db);
      const [rows, keys] = [await count(db, name, BY_ROWS), await count(db, name, BY_INDEX)];
      if (rows !== keys) return `${name} has ${rows} rows, and its index knows ${keys}`;
    }
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : "the database cannot be read";
  }
}

async function everyTable(db: Kysely<Tables>): Promise<{ schema: string; name: string }[]> {
  const { rows } = await sql<{ schema: string; name: string }>`
    select table_schema as schema, table_name as name from information_schema.tables
    where table_schema in ('gatehouse', ${BOSS_SCHEMA}) and table_type = 'BASE TABLE'`.execute(db);
  return rows;
}

async function count(
  db: Kysely<Tables>,
  table: string,
  switchedOff: readonly string[],
): Promise<number> {
  return db.transaction().execute(async (transaction) => {
    for (const setting of switchedOff) {
      await sql`select set_config(${setting}, 'off', true)`.execute(transaction);
    }
    const { rows } = await sql<{ count: number }>`
      select count(*)::int as count from ${sql.table(table)}`.execute(transaction);
    return rows[0]?.count ?? 0;
  });
}
