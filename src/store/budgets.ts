import { type Kysely, sql } from "kysely";
import type { Budgets, Spending } from "../ports/budgets.ts";
import type { Tables } from "./tables.ts";

const HOUR = 60 * 60_000;

/** The part of `Store` that counts what is spent. */
export function createBudgets(db: Kysely<Tables>): Budgets {
  return {
    spend: (spending) =>
      db.transaction().execute(async (transaction) => {
        const { installationId, purse } = spending;
        // One at a time for each purse, or two could both take the last of it.
        await sql`select pg_advisory_xact_lock(
          hashtextextended(${`spend ${installationId} ${purse}`}, 0))`.execute(transaction);
        return spend(transaction, spending);
      }),
  };
}

async function spend(
  db: Kysely<Tables>,
  { installationId, purse, payer, limits, now }: Spending,
): Promise<Date | null> {
  const since = new Date(now.getTime() - HOUR);
  await db.deleteFrom("gatehouse.spent").where("spent_at", "<=", since).execute();
  const spent = await db
    .selectFrom("gatehouse.spent")
    .select(["payer", "spent_at"])
    .where("installation_id", "=", installationId)
    .where("purse", "=", purse)
    .orderBy("spent_at")
    .execute();
  const own = spent.filter((row) => row.payer === payer);
  const blocking = [
    own.length >= limits.one ? own[own.length - limits.one] : undefined,
    spent.length >= limits.all ? spent[spent.length - limits.all] : undefined,
  ].flatMap((row) => (row === undefined ? [] : [row.spent_at.getTime() + HOUR]));
  if (blocking.length > 0) return new Date(Math.max(...blocking) + 1);
  await db
    .insertInto("gatehouse.spent")
    .values({ installation_id: installationId, purse, payer, spent_at: now })
    .execute();
  return null;
}
