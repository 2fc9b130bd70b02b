import { type Kysely, sql } from "kysely";
import type { Waiting } from "../ports/waiting.ts";
import { BOSS_SCHEMA } from "./job-queue.ts";
import type { Tables } from "./tables.ts";

/** The part of `Store` that counts what waits; those that are not due yet hold up nobody. */
export function createWaiting(db: Kysely<Tables>): Waiting {
  return {
    async reviewsWaiting(installationId) {
      const { rows } = await sql<{ own: number; every: number }>`select
          count(*) filter (where group_id = ${String(installationId)})::int as own,
          count(*)::int as every
        from ${sql.table(`${BOSS_SCHEMA}.job`)}
        where name = 'review' and state in ('created', 'retry') and start_after <= now()`.execute(
        db,
      );
      return { ofInstallation: rows[0]?.own ?? 0, all: rows[0]?.every ?? 0 };
    },
  };
}
