import { type Kysely, sql } from "kysely";
import { JOBS, type JobName } from "../model/job.ts";
import type { QueueState } from "../model/queue-state.ts";
import { abandonedQueue, BOSS_SCHEMA } from "./job-queue.ts";
import type { Tables } from "./tables.ts";

interface Row {
  name: string;
  waiting: number;
  active: number;
  /** Seconds since the oldest job that may be taken could have been; null without one. */
  oldest: number | null;
}

/** Reads how full every queue is, in the order of the table of jobs. */
export async function queueStates(db: Kysely<Tables>): Promise<QueueState[]> {
  const { rows } = await sql<Row>`select name,
      count(*) filter (where state in ('created', 'retry'))::int as waiting,
      count(*) filter (where state = 'active')::int as active,
      extract(epoch from now() - min(start_after) filter (
        where state in ('created', 'retry') and start_after <= now()))::float8 as oldest
    from ${sql.table(`${BOSS_SCHEMA}.job`)}
    where state in ('created', 'retry', 'active') group by name`.execute(db);
  const byName = new Map(rows.map((row) => [row.name, row]));
  // Object.keys forgets the literal keys of a constant table.
  return (Object.keys(JOBS) as JobName[]).map((queue) => {
    const row = byName.get(queue);
    const dead = byName.get(abandonedQueue(queue));
    return {
      queue,
      waiting: row?.waiting ?? 0,
      active: row?.active ?? 0,
      abandoned: (dead?.waiting ?? 0) + (dead?.active ?? 0),
      oldestSeconds: Math.max(0, row?.oldest ?? 0),
    };
  });
}
