import { appendFileSync, existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pino from "pino";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { checkAudit } from "../../src/store/audit-desk.ts";
import { backup, moveToPostgres, restore } from "../../src/store/backup-desk.ts";
import { openStore } from "../../src/store/open-store.ts";
import { entries, write } from "../audit/setting.ts";
import { createFolder, DATABASES, query, type TestDatabase } from "./databases.ts";
import {
  REPOSITORY,
  SHA_A,
  SHA_B,
  sampleApproval,
  sampleContent,
  sampleDelivery,
  sampleHead,
  sampleReview,
} from "./samples.ts";

const APPROVAL = sampleApproval("run-1", 1);
const log = pino({ level: "silent" });
const places = (database: TestDatabase) => ({ ...database, version: "1", log });
const [PGLITE, POSTGRES] = DATABASES;

/** Fills a store with something of everything, and leaves a job of each kind of waiting. */
async function fill(database: TestDatabase): Promise<{ check: string }> {
  const open = await openStore({ ...database, log });
  const { store, jobs } = open;
  await store.acceptDelivery(sampleDelivery("d-1"));
  await store.acceptDelivery(sampleDelivery("d-2"));
  await store.finishDelivery("d-1", "done");
  await store.recordHead(sampleHead({}));
  await store.recordHead(sampleHead({ headSha: SHA_B }));
  const want = { repository: REPOSITORY, kind: "review", headSha: SHA_A, run: "r" } as const;
  const check = await store.wantCheck({ ...want, content: sampleContent("queued \u2028 line") });
  await store.saveReview(REPOSITORY.id, 1, SHA_A, sampleReview("malicious"));
  await store.savePolicy(REPOSITORY.id, "version: 1\n");
  await store.approve(APPROVAL);
  const later = new Date("2031-01-01T00:00:00.000Z");
  await jobs.send("source", { runId: "later" }, { key: "later", startAfter: later });
  await open.close({ graceSeconds: 0 });
  await write(database.dataDir, ...entries());
  return { check };
}

/** What the store says of everything that `fill` put into it. */
async function read(database: TestDatabase, check: string) {
  const open = await openStore({ ...database, log });
  const { store } = open;
  const [first] = await store.checksAt(REPOSITORY.id, "review", SHA_A);
  // What comes now must be newer than what was there.
  await store.saveReview(REPOSITORY.id, 1, SHA_B, sampleReview("malicious"));
  const said = {
    deliveries: [await store.delivery("d-1"), await store.delivery("d-2")],
    repeated: await store.acceptDelivery(sampleDelivery("d-1")),
    newest: await store.newestHead(REPOSITORY.id, 1),
    check: [first?.id === check, first?.content.title],
    review: await store.review(REPOSITORY.id, 1, SHA_A),
    malicious: (await store.rememberedHeads(REPOSITORY.id, 1)).map(({ headSha }) => headSha),
    policy: await store.lastPolicy(REPOSITORY.id),
    approvals: await store.approvalsOf(REPOSITORY.id, APPROVAL.pullRequest),
    waiting: (await open.queues()).map(({ queue, waiting }) => [queue, waiting]),
  };
  await open.close({ graceSeconds: 0 });
  return said;
}

/** What must be there: read from the store before anything was moved. */
type Said = Awaited<ReturnType<typeof read>>;

describe("a store that is backed up and restored", () => {
  const databases: TestDatabase[] = [];
  const folder = mkdtempSync(join(tmpdir(), "gatehouse-backup-"));
  const made = new Map<string, { database: TestDatabase; check: string; to: string }>();

  beforeAll(async () => {
    for (const { name, create } of DATABASES) {
      const database = await create();
      databases.push(database);
      const to = join(folder, name);
      const { check } = await fill(database);
      await backup(places(database), to);
      made.set(name, { database, check, to });
    }
  });
  afterAll(async () => {
    for (const database of databases) await database.remove();
    rmSync(folder, { recursive: true });
  });

  async function fresh(kind = PGLITE): Promise<TestDatabase> {
    const database = await (kind?.create ?? createFolder)();
    databases.push(database);
    return database;
  }

  function of(name: string) {
    const found = made.get(name);
    if (found === undefined) throw new Error("there is no such backup");
    return found;
  }

  const ways = DATABASES.flatMap((from) => DATABASES.map((to) => ({ from, to })));
  test.each(ways)("has everything, from $from.name to $to.name", async ({ from, to }) => {
    const { check, to: folder } = of(from.name);
    const target = await fresh(to);
    await restore(places(target), folder);
    const said: Said = await read(target, check);
    // The first was done long ago, so only its id is still known.
    expect(said.deliveries.map((one) => one?.body)).toEqual(["", sampleDelivery("").body]);
    expect(said.repeated).toBe(false);
    expect(said.newest).toEqual(sampleHead({ headSha: SHA_B }));
    expect(said.check).toEqual([true, "queued \u2028 line"]);
    expect(said.review).toEqual(sampleReview("malicious"));
    expect(said.malicious).toEqual([SHA_A, SHA_B]);
    expect(said.policy).toBe("version: 1\n");
    expect(said.approvals).toEqual([APPROVAL]);
    expect(Object.fromEntries(said.waiting)).toMatchObject({ delivery: 2, report: 1, source: 1 });
    expect(await checkAudit(target)).toMatchObject({ records: 5, signed: 5, problem: null });
  });

  test("refuses to be restored over anything, and changes nothing then", async () => {
    const { database, to } = of("PGlite");
    await expect(restore(places(database), to)).rejects.toThrow(/nothing was changed/);
    const used = await fresh();
    await fill(used);
    rmSync(join(used.dataDir, "audit"), { recursive: true });
    await expect(restore(places(used), to)).rejects.toThrow(/not empty/);
    await expect(backup(places(database), folder)).rejects.toThrow(/there already/);
  });

  test.each(["store.jsonl", "audit/audit.jsonl", "audit/key.pem"])(
    "refuses a backup whose %s was changed, without a trace",
    async (name) => {
      const { database } = of("PGlite");
      const to = join(folder, `changed-${name.replace("/", "-")}`);
      await backup(places(database), to);
      const path = join(to, name);
      appendFileSync(path, "\n");
      const target = await fresh();
      await expect(restore(places(target), to)).rejects.toThrow(/was changed/);
      expect(existsSync(join(target.dataDir, "audit"))).toBe(false);
    },
  );

  test("is refused while an App has the embedded database, and names the process", async () => {
    const { database } = of("PGlite");
    const open = await openStore({ ...database, log });
    await expect(backup(places(database), join(folder, "busy"))).rejects.toThrow(/in use by/);
    await open.close();
  });

  test("moves from the embedded database to PostgreSQL, and leaves the old one aside", async () => {
    const embedded = await fresh();
    const server = await fresh(POSTGRES);
    const { check } = await fill(embedded);
    const both = { ...embedded, databaseUrl: server.databaseUrl };
    const moved = await moveToPostgres(places(both));
    expect(moved.jobs).toBe(4);
    expect(existsSync(join(embedded.dataDir, "store"))).toBe(false);
    expect(existsSync(moved.aside)).toBe(true);
    const said = await read(both, check);
    expect([said.newest?.headSha, said.check[0]]).toEqual([SHA_B, true]);
    await expect(moveToPostgres(places(both))).rejects.toThrow(/no embedded database/);
  });

  test("moves all or nothing: a PostgreSQL in use is refused, and the embedded one stays", async () => {
    const embedded = await fresh();
    const server = await fresh(POSTGRES);
    await fill(embedded);
    const other = await openStore({ ...server, log });
    await other.store.savePolicy(1, null);
    await other.close();
    const both = { ...embedded, databaseUrl: server.databaseUrl };
    await expect(moveToPostgres(places(both))).rejects.toThrow(/not empty/);
    expect(existsSync(join(embedded.dataDir, "store"))).toBe(true);
    const { rows } = await query(server.databaseUrl ?? "", "select 1 from gatehouse.delivery");
    expect(rows).toEqual([]);
  });
});
