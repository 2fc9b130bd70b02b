import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { sql } from "kysely";
import pino from "pino";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { connect } from "../../src/store/connect.ts";
import { forgetRepository, OF_REPOSITORY } from "../../src/store/forget-repository.ts";
import { openStore } from "../../src/store/open-store.ts";
import { recentAudit } from "../../src/store/recent-audit.ts";
import { entries, write } from "../audit/setting.ts";
import { DATABASES, type TestDatabase } from "./databases.ts";
import {
  REPOSITORY,
  SHA_A,
  sampleApproval,
  sampleContent,
  sampleDelivery,
  sampleHead,
  sampleReview,
} from "./samples.ts";

const log = pino({ level: "silent" });
/** Its id begins with the other's, as ids do. */
const OTHER = { ...REPOSITORY, id: REPOSITORY.id * 10, name: "R2" };

describe.each(DATABASES)("forgetting a repository, on $name", ({ create }) => {
  let database: TestDatabase;
  const places = () => ({ ...database, version: "1", log });

  beforeAll(async () => {
    database = await create();
    const open = await openStore({ ...database, log });
    const { store } = open;
    for (const [index, repository] of [REPOSITORY, OTHER].entries()) {
      const { id } = repository;
      const body = JSON.stringify({ repository: { id }, issue: { id: REPOSITORY.id } });
      await store.acceptDelivery({ ...sampleDelivery(`d-${index}`), body, receivedAt: new Date() });
      await store.finishDelivery(`d-${index}`, "done");
      await store.recordHead(sampleHead({ repository }));
      await store.recordPusher(id, 1, 5);
      const want = { repository, kind: "review", headSha: SHA_A, run: "r" } as const;
      await store.wantCheck({ ...want, content: sampleContent("queued") });
      await store.saveReview(id, 1, SHA_A, sampleReview("malicious"));
      await store.savePolicy(id, "version: 1\n");
      await store.approve({ ...sampleApproval(`run-${index}`, 1), repository });
    }
    await open.close({ graceSeconds: 0 });
    await write(database.dataDir, ...entries());
    for (const { installationId, id } of [REPOSITORY, OTHER]) {
      mkdirSync(join(database.dataDir, "git", `${installationId}-${id}.git`), { recursive: true });
    }
    mkdirSync(join(database.dataDir, "snapshot"), { recursive: true });
  });
  afterAll(() => database.remove());

  test("refuses a name that nothing is kept of, and deletes nothing", async () => {
    await expect(forgetRepository(places(), "o/other")).rejects.toThrow("nothing is kept");
    expect(existsSync(join(database.dataDir, "snapshot"))).toBe(true);
  });

  test("refuses while Gatehouse uses the data folder", async () => {
    const open = await openStore({ ...database, log });
    if (database.databaseUrl === null) {
      await expect(forgetRepository(places(), "o/r")).rejects.toThrow();
    }
    expect(await open.store.review(REPOSITORY.id, 1, SHA_A)).not.toBeNull();
    await open.close({ graceSeconds: 0 });
  });

  test("deletes every row of it, its webhooks' text and files, and nothing of another", async () => {
    const { ids, rows } = await forgetRepository(places(), "O/R");
    expect(ids).toEqual([REPOSITORY.id]);
    // A head, a pusher, a check, a review, a policy, an approval, and a webhook.
    expect(rows).toBe(7);
    const connection = await connect(places());
    for (const table of OF_REPOSITORY) {
      const { rows: left } = await sql<{ repository_id: string }>`
        select repository_id from ${sql.table(`gatehouse.${table}`)}`.execute(connection.db);
      expect(left.map(({ repository_id: id }) => Number(id))).not.toContain(REPOSITORY.id);
    }
    await connection.close();
    const open = await openStore({ ...database, log });
    expect(await open.store.review(OTHER.id, 1, SHA_A)).not.toBeNull();
    expect((await open.store.delivery("d-0"))?.body).toBe("");
    expect((await open.store.delivery("d-1"))?.body).not.toBe("");
    await open.close({ graceSeconds: 0 });
    const folder = (of: typeof OTHER) =>
      existsSync(join(database.dataDir, "git", `${of.installationId}-${of.id}.git`));
    expect([folder(REPOSITORY), folder(OTHER)]).toEqual([false, true]);
    expect(existsSync(join(database.dataDir, "snapshot"))).toBe(false);
    const [newest] = await recentAudit(join(database.dataDir, "audit", "audit.jsonl"), 1);
    expect(newest?.detail).toMatchObject({ repositories: String(REPOSITORY.id) });
  });

  test("knows every table that has a repository's rows", async () => {
    const connection = await connect(places());
    const { rows } = await sql<{ name: string }>`
      select table_name as name from information_schema.columns
      where table_schema = 'gatehouse' and column_name = 'repository_id'`.execute(connection.db);
    await connection.close();
    expect(rows.map(({ name }) => name).sort()).toEqual([...OF_REPOSITORY].sort());
  });
});
