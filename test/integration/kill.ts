import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { verifyAudit } from "../../src/store/verify-audit.ts";
import type { TestDatabase } from "../store/databases.ts";
import { type RunningApp, startApp } from "./app.ts";
import { ATTACK, openFromFork, project, REVIEW } from "./repositories.ts";

/**
 * Kills the whole program at moments that matter, on one database. Each database has a test
 * file of its own, since most of the time is waiting for the signs of life of what was killed.
 */
export function describeKills(create: () => Promise<TestDatabase>): void {
  let database: TestDatabase;
  let app: RunningApp;
  beforeAll(async () => {
    database = await create();
    const { databaseUrl } = database;
    app = await startApp({
      environment: databaseUrl === null ? {} : { DATABASE_URL: databaseUrl },
    });
  });
  afterAll(async () => {
    await app.close();
    await database.remove();
  });

  function reviewsOf(sha: string) {
    return app.standIn.checkRuns(sha).filter((run) => run.name === REVIEW);
  }

  /** Opens a pull request and ends the process the moment its check shows `status`. */
  async function killedAt(status: string) {
    const pull = await openFromFork(app, await project(app), ATTACK);
    await app.standIn.waitForCheckRun(pull.headSha, REVIEW, (run) => run.status === status);
    await app.kill();
    return pull;
  }

  test.for(["queued", "in_progress"])(
    "concludes a review once when it is killed with -9 while the check is %s",
    { timeout: 180_000 },
    async (status) => {
      const pull = await killedAt(status);
      await app.start();
      const run = await app.standIn.waitForCheckRun(pull.headSha, REVIEW, undefined, 120_000);
      expect(run.conclusion).toBe("failure");
      expect(reviewsOf(pull.headSha)).toHaveLength(1);
      expect(run.history.filter((state) => state === "failure")).toHaveLength(1);
    },
  );

  test("loses nothing that it answered with 202 before it was killed", async () => {
    const pull = await openFromFork(app, await project(app), ATTACK);
    expect(app.standIn.webhooks.deliveries.at(-1)?.status).toBe(202);
    await app.kill();
    await app.start();
    const run = await app.standIn.waitForCheckRun(pull.headSha, REVIEW, undefined, 120_000);
    expect(run.conclusion).toBe("failure");
  }, 180_000);

  test("ends in order on SIGTERM, with what it has accepted still to be done", async () => {
    const pull = await openFromFork(app, await project(app), ATTACK);
    expect(await app.stop()).toBe(0);
    await app.start();
    await app.standIn.waitForCheckRun(pull.headSha, REVIEW, undefined, 120_000);
    expect(reviewsOf(pull.headSha)).toHaveLength(1);
  }, 180_000);

  test("keeps an unbroken audit trail through all of it", async () => {
    await app.stop();
    const verified = await verifyAudit(join(app.dataDir, "audit", "audit.jsonl"));
    expect(verified.problem).toBeNull();
    expect(verified.records).toBeGreaterThan(8);
  });
}
