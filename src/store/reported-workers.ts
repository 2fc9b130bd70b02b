import type { Kysely } from "kysely";
import type { ReportedWorkers } from "../ports/reported-workers.ts";
import type { Tables } from "./tables.ts";

/** The part of `Store` that keeps what sandbox workers said last: one row for each of them. */
export function createReportedWorkers(db: Kysely<Tables>): ReportedWorkers {
  return {
    async heardOfWorker(name, report, at) {
      const said = { heard_at: at, report: JSON.stringify(report) };
      await db
        .insertInto("gatehouse.worker")
        .values({ name, ...said })
        .onConflict((conflict) => conflict.column("name").doUpdateSet(said))
        .execute();
    },
  };
}
