import { type Kysely, sql } from "kysely";
import type { Pace, Turn } from "../ports/pace.ts";
import type { Tables } from "./tables.ts";

/** The part of `Store` that keeps the time between two writes to GitHub. */
export function createPace(db: Kysely<Tables>): Pace {
  return {
    async takeTurn(installationId, spacingMs) {
      // Clocks of several hosts differ, so that of the database counts.
      const { rows } = await sql<{ at: Date; now: Date; held_until: Date | null }>`
        insert into gatehouse.pace as pace (installation_id, next_write_at)
        values (${installationId}, clock_timestamp() + ${spacingMs} * interval '1 millisecond')
        on conflict (installation_id) do update set next_write_at =
          greatest(pace.next_write_at, clock_timestamp()) + ${spacingMs} * interval '1 millisecond'
        returning next_write_at - ${spacingMs} * interval '1 millisecond' as at,
          clock_timestamp() as now, held_until`.execute(db);
      const [row] = rows;
      const turn: Turn | null =
        row === undefined ? null : { at: row.at, now: row.now, heldUntil: row.held_until };
      return turn ?? { at: new Date(0), now: new Date(0), heldUntil: null };
    },

    async holdWrites(installationId, until) {
      await sql`
        insert into gatehouse.pace as pace (installation_id, next_write_at, held_until)
        values (${installationId}, clock_timestamp(), ${until})
        on conflict (installation_id) do update
          set held_until = greatest(pace.held_until, ${until})`.execute(db);
    },
  };
}
