import type { Kysely } from "kysely";
import { Migrator, type Migration } from "kysely/migration";
import { Fault } from "../model/fault.ts";
import * as firstTables from "./migrations/2026-11-23t06-00-00-first-tables.ts";
import * as budgets from "./migrations/2026-11-23t18-00-00-budgets.ts";
import * as openChecks from "./migrations/2026-11-23t07-00-00-open-checks.ts";
import * as organisationPolicies from "./migrations/2026-11-23t16-00-00-organisation-policies.ts";
import * as overdueChecks from "./migrations/2026-11-23t17-00-00-overdue-checks.ts";
import * as ranges from "./migrations/2026-11-23t14-00-00-ranges.ts";
import * as acceptances from "./migrations/2026-11-23t15-00-00-acceptances.ts";
import * as blobs from "./migrations/2026-11-23t17-00-00-blobs.ts";
import * as stickies from "./migrations/2026-11-23t19-00-00-stickies.ts";
import * as takenBack from "./migrations/2026-11-23t20-00-00-taken-back.ts";
import * as baseRuns from "./migrations/2026-11-23t21-00-00-base-runs.ts";
import * as runEnds from "./migrations/2026-11-24t05-00-00-run-ends.ts";
import * as workers from "./migrations/2026-11-24t05-00-00-workers.ts";
import * as pace from "./migrations/2026-11-24t13-00-00-pace.ts";
import type { Tables } from "./tables.ts";

/** Every migration by its time, oldest first. Forward only: none has a `down`, none is edited. */
const MIGRATIONS: Record<string, Migration> = {
  "2026-11-23t06-00-00-first-tables": firstTables,
  "2026-11-23t07-00-00-open-checks": openChecks,
  "2026-11-23t14-00-00-ranges": ranges,
  "2026-11-23t15-00-00-acceptances": acceptances,
  "2026-11-23t16-00-00-organisation-policies": organisationPolicies,
  "2026-11-23t17-00-00-blobs": blobs,
  "2026-11-23t17-00-00-overdue-checks": overdueChecks,
  "2026-11-23t18-00-00-budgets": budgets,
  "2026-11-23t19-00-00-stickies": stickies,
  "2026-11-23t20-00-00-taken-back": takenBack,
  "2026-11-23t21-00-00-base-runs": baseRuns,
  "2026-11-24t05-00-00-run-ends": runEnds,
  "2026-11-24t05-00-00-workers": workers,
  "2026-11-24t13-00-00-pace": pace,
};

/**
 * Brings the schema up to date, under PostgreSQL's advisory lock so that several processes may
 * start at once. Throws a `Fault` when a migration fails, or when the schema was written by a
 * newer Gatehouse, whose migrations this one does not know.
 */
export async function migrate(db: Kysely<Tables>): Promise<void> {
  const migrator = new Migrator({
    db,
    provider: { getMigrations: async () => MIGRATIONS },
    migrationTableSchema: "gatehouse",
  });
  const { error } = await migrator.migrateToLatest();
  if (error !== undefined) {
    throw new Fault("internal", "failed to migrate the store", { cause: error });
  }
}
