import type { Kysely, Transaction } from "kysely";
import { CheckContent } from "../model/check.ts";
import { SandboxRun } from "../model/sandbox-run.ts";
import type { Tables } from "./tables.ts";

/** Days for which the logs and curves of runs are kept where the operator says nothing else. */
export const RUN_LOG_DAYS = 90;

const DAY = 24 * 60 * 60 * 1000;
/** So few at once that nobody else waits for them. */
const TOGETHER = 100;

/** What stands where the long text of a check was. */
const FORGOTTEN = "The log and the curves of this run are kept no longer.";

/**
 * Forgets the logs and resource curves of runs that ended `days` before `now`, and the long texts
 * of their checks, which hold them as well. Outcome, counts, behaviours and totals stay. What
 * GitHub was not told yet is kept until it was. Answers how many runs and checks it emptied.
 */
export async function forgetOldLogs(
  db: Kysely<Tables>,
  now: Date,
  days: number = RUN_LOG_DAYS,
): Promise<number> {
  const before = new Date(now.getTime() - days * DAY);
  let count = 0;
  for (const forget of [forgetResults, forgetTexts]) {
    for (;;) {
      const done = await db.transaction().execute((inside) => forget(inside, before));
      count += done;
      if (done < TOGETHER) break;
    }
  }
  return count;
}

async function forgetResults(db: Transaction<Tables>, before: Date): Promise<number> {
  const rows = await db
    .selectFrom("gatehouse.approval")
    .select(["run_id", "result"])
    .where("ended_at", "<", before)
    .where("log_forgotten", "=", false)
    .limit(TOGETHER)
    .forUpdate()
    .execute();
  for (const { run_id, result } of rows) {
    await db
      .updateTable("gatehouse.approval")
      .set({ log_forgotten: true, result: result === null ? null : withoutLog(result) })
      .where("run_id", "=", run_id)
      .execute();
  }
  return rows.length;
}

function withoutLog(result: string): string {
  const run = SandboxRun.parse(JSON.parse(result));
  return JSON.stringify({
    ...run,
    log: { ...run.log, tail: "" },
    resources: { ...run.resources, series: [] },
  } satisfies SandboxRun);
}

async function forgetTexts(db: Transaction<Tables>, before: Date): Promise<number> {
  const rows = await db
    .selectFrom("gatehouse.check_run")
    .select(["id", "content"])
    .where("kind", "=", "sandbox")
    .where("completed", "=", true)
    .where("wanted_at", "<", before)
    .whereRef("written_sequence", ">=", "sequence")
    .where("log_forgotten", "=", false)
    .limit(TOGETHER)
    .forUpdate()
    .execute();
  for (const { id, content } of rows) {
    const shown = CheckContent.parse(JSON.parse(content));
    const text = shown.text === null ? null : FORGOTTEN;
    await db
      .updateTable("gatehouse.check_run")
      .set({
        content: JSON.stringify({ ...shown, text } satisfies CheckContent),
        log_forgotten: true,
      })
      .where("id", "=", id)
      .execute();
  }
  return rows.length;
}
