import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "kysely";
import pino from "pino";
import { createAcceptances } from "../../src/store/acceptances.ts";
import { createApprovals } from "../../src/store/approvals.ts";
import { createBudgets } from "../../src/store/budgets.ts";
import { createChecks } from "../../src/store/checks.ts";
import { createDeliveries } from "../../src/store/deliveries.ts";
import { createHeads } from "../../src/store/heads.ts";
import { type Database, openDatabase } from "../../src/store/open-database.ts";
import { createOverdueChecks } from "../../src/store/overdue-checks.ts";
import { createPace } from "../../src/store/pace.ts";
import { createPolicies } from "../../src/store/policies.ts";
import { createRanges } from "../../src/store/ranges.ts";
import { createReach } from "../../src/store/reach.ts";
import { createReviews } from "../../src/store/reviews.ts";
import { createStickies } from "../../src/store/stickies.ts";
import { createReportedWorkers } from "../../src/store/reported-workers.ts";
import { createWaiting } from "../../src/store/waiting.ts";
import { withFaults } from "../../src/store/with-faults.ts";
import { RUNNERS } from "../../src/sandbox/runners.ts";
import { loadRunners } from "../../src/sandbox/runners.ts";
import type { RunnerData } from "../../src/model/runner.ts";
import type { Store } from "../../src/ports.ts";
import { ROOT } from "../architecture/sources.ts";
import { KEYS, SECRET } from "../integration/app.ts";
import { createStandIn, type StandIn } from "../stand-in/stand-in.ts";
import { type Commits, makeCommits } from "./commits.ts";

/** What all orders of events share, since it takes seconds to open. */
export interface Ground {
  database: Database;
  store: Store;
  standIn: StandIn;
  commits: Commits;
  runners: RunnerData[];
  /** Forgets everything, so that an order begins anew. */
  clear(): Promise<void>;
  close(): Promise<void>;
}

/** Longer than any time that an order lets pass at once: its processes die only when told to. */
const HEARTBEAT_SECONDS = 40 * 3600;

/** Opens the embedded database with its queue, and a GitHub. */
export async function openGround(): Promise<Ground> {
  const folder = mkdtempSync(join(tmpdir(), "gatehouse-chaos-"));
  const log = pino({ level: "silent" });
  const database = await openDatabase({
    ...{ dataDir: join(folder, "data"), databaseUrl: null, log },
    heartbeatSeconds: HEARTBEAT_SECONDS,
  });
  const standIn = await createStandIn({
    ...{ webhookSecret: SECRET, gitRoot: join(folder, "github"), appPublicKey: KEYS.publicKey },
  });
  const more = { pull_requests: "write", security_events: "write" };
  standIn.state.app.permissions = { ...standIn.state.app.permissions, ...more };
  const { db } = database.connection;
  const { boss } = database;
  const tables = await tablesOf(database);
  return {
    ...{ database, standIn, commits: await makeCommits(standIn) },
    runners: (await loadRunners(join(ROOT, "images"))).filter(({ name }) => RUNNERS[0] === name),
    store: withFaults({
      ...{ ...createDeliveries(db, boss), ...createHeads(db), ...createChecks(db, boss) },
      ...{ ...createReviews(db), ...createOverdueChecks(db, boss), ...createBudgets(db) },
      ...{ ...createRanges(db), ...createAcceptances(db), ...createPolicies(db) },
      ...{ ...createApprovals(db), ...createStickies(db), ...createWaiting(db) },
      ...{ ...createReportedWorkers(db), ...createReach(db), ...createPace(db) },
    }),
    async clear() {
      await sql`truncate ${sql.raw(tables.join(", "))}`.execute(db);
      standIn.clearFaults();
      const { state, requests, webhooks } = standIn;
      const lists = [state.pullRequests, state.comments, state.checkRuns, state.installations];
      for (const list of [...lists, requests, webhooks.deliveries, state.sarifs]) list.splice(0);
      state.repositories.splice(1);
      state.grants.clear();
    },
    async close() {
      await database.close(0);
      try {
        await standIn.close();
      } finally {
        rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
      }
    },
  };
}

async function tablesOf({ connection }: Database): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select format('%I.%I', table_schema, table_name) as name from information_schema.tables
    where table_schema = 'gatehouse' and table_name not like '%migration%'`.execute(connection.db);
  return [...rows.map(({ name }) => name), "gatehouse_jobs.job"];
}
