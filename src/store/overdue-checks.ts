import { type Kysely, sql } from "kysely";
import type { PgBoss } from "pg-boss";
import type { Store } from "../ports.ts";
import { toCheckState } from "./checks.ts";
import { sendJob } from "./job-queue.ts";
import type { Tables } from "./tables.ts";

/** Few are overdue at any time; the next pass takes the next ones. */
const AT_ONCE = 100;

/** The part of `Store` that finds checks which nobody has brought to their end. */
export function createOverdueChecks(
  db: Kysely<Tables>,
  boss: PgBoss,
): Pick<Store, "overdueChecks" | "reportAgain"> {
  return {
    overdueChecks: async (before) => {
      const rows = await db
        .selectFrom("gatehouse.check_run")
        .selectAll()
        .where("wanted_at", "<", before)
        .where((is) =>
          is.or([is("completed", "=", false), is("written_sequence", "<", is.ref("sequence"))]),
        )
        .orderBy("wanted_at")
        .limit(AT_ONCE)
        .execute();
      return rows.map(toCheckState);
    },
    reportAgain: (id) =>
      db.transaction().execute(async (transaction) => {
        await transaction
          .updateTable("gatehouse.check_run")
          .set({ wanted_at: sql<Date>`now()` })
          .where("id", "=", id)
          .execute();
        await sendJob(boss, transaction, "report", { checkId: id }, { key: id });
      }),
  };
}
