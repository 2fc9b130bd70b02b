import { type Kysely, sql, type Transaction } from "kysely";
import { fromKysely, type PgBoss } from "pg-boss";
import { z } from "zod";
import { Fault } from "../model/fault.ts";
import { type DumpLine, tablesOf } from "./dump.ts";
import type { Tables } from "./tables.ts";

const Line = z.union([
  z.strictObject({ table: z.string(), row: z.string() }),
  z.strictObject({
    queue: z.string(),
    key: z.string().nullable(),
    data: z.string(),
    due: z.iso.datetime(),
  }),
]);

const Row = z.record(z.string().regex(/^[a-z_]+$/), z.unknown());

/** How many lines of a dump were loaded, by what they are. */
export interface Loaded {
  rows: number;
  jobs: number;
}

/**
 * Loads a dump into a store that is migrated and empty, all of it or nothing. Throws a `Fault`
 * when the store holds anything, or when a line is of a table that this version does not have.
 */
export async function loadDump(
  db: Kysely<Tables>,
  boss: PgBoss,
  lines: AsyncIterable<string>,
): Promise<Loaded> {
  const loaded = { rows: 0, jobs: 0 };
  await db.transaction().execute(async (transaction) => {
    const tables = await tablesOf(transaction);
    await assertEmpty(transaction, tables);
    for await (const text of lines) {
      const line = readLine(text);
      if ("table" in line) {
        await insertRow(transaction, tables, line);
        loaded.rows += 1;
      } else {
        await sendAgain(transaction, boss, line);
        loaded.jobs += 1;
      }
    }
    for (const table of tables) await continueCounting(transaction, table);
  });
  return loaded;
}

function readLine(text: string): DumpLine {
  const line = Line.safeParse(JSON.parse(text));
  if (!line.success) throw new Fault("refused", "a line of the backup cannot be read");
  return line.data;
}

async function assertEmpty(db: Kysely<Tables>, tables: readonly string[]): Promise<void> {
  for (const table of tables) {
    const { rows } = await sql`select 1 from ${sql.table(`gatehouse.${table}`)} limit 1`.execute(
      db,
    );
    if (rows.length > 0) {
      throw new Fault("refused", `the store is not empty (${table}); nothing was changed`);
    }
  }
}

/** Columns that the dump does not know have come since, and take their defaults. */
async function insertRow(
  transaction: Transaction<Tables>,
  tables: readonly string[],
  { table, row }: Extract<DumpLine, { table: string }>,
): Promise<void> {
  if (!tables.includes(table)) {
    throw new Fault(
      "refused",
      `the backup has a table ${JSON.stringify(table)} of a newer version`,
    );
  }
  const into = sql.table(`gatehouse.${table}`);
  const columns = sql.join(Object.keys(Row.parse(JSON.parse(row))).map((name) => sql.ref(name)));
  await sql`insert into ${into} (${columns}) overriding system value
    select ${columns} from json_populate_record(null::${into}, ${row}::json)`.execute(transaction);
}

async function sendAgain(
  transaction: Transaction<Tables>,
  boss: PgBoss,
  { queue, key, data, due }: Extract<DumpLine, { queue: string }>,
): Promise<void> {
  const payload = z.looseObject({}).parse(JSON.parse(data));
  await boss.upsert(queue, payload, {
    ...(key === null ? {} : { singletonKey: key }),
    startAfter: new Date(due),
    db: fromKysely(transaction),
  });
}

/** Numbers that were given out are not given out again. */
async function continueCounting(db: Kysely<Tables>, table: string): Promise<void> {
  const name = `gatehouse.${table}`;
  const { rows } = await sql<{ column: string; sequence: string | null }>`
    select column_name as column, pg_get_serial_sequence(${name}, column_name) as sequence
    from information_schema.columns
    where table_schema = 'gatehouse' and table_name = ${table}`.execute(db);
  for (const { column, sequence } of rows) {
    if (sequence === null) continue;
    await sql`select setval(${sequence}::regclass, coalesce(max(${sql.ref(column)}), 0) + 1, false)
      from ${sql.table(name)}`.execute(db);
  }
}
