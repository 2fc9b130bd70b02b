import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import pino from "pino";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Fault } from "../../src/model/fault.ts";
import { openStore } from "../../src/store/open-store.ts";
import { createFolder, DATABASES, type TestDatabase } from "./databases.ts";

const CHILD = join(import.meta.dirname, "child-store.ts");
/** Three at each run; the long run of the project asks for as many as make thousands of deliveries. */
const LIVES = Number(process.env["KILL_LIVES"] ?? 3);
const MOST = 60;

/**
 * Runs the child until it has accepted `count` deliveries, then kills it: `atOnce`, or when it
 * works on three.
 */
async function acceptAndDie(
  database: TestDatabase,
  prefix: string,
  { count, atOnce }: { count: number; atOnce: boolean },
  whileItLives: () => Promise<void> = async () => undefined,
): Promise<{ accepted: string[]; inHand: string[] }> {
  const { dataDir, databaseUrl } = database;
  const child = spawn(process.execPath, [CHILD, dataDir, databaseUrl ?? "", prefix], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const exited = once(child, "exit");
  const accepted: string[] = [];
  const inHand: string[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    const [what, id = ""] = line.split(" ");
    (what === "accepted" ? accepted : inHand).push(id);
    if (accepted.length === count) {
      await whileItLives();
    }
    if (accepted.length >= count && (atOnce || inHand.length >= 3)) {
      child.kill("SIGKILL");
    }
  }
  expect(await exited).toEqual([null, "SIGKILL"]);
  return { accepted, inHand };
}

/** Lives of which every second ends at some moment of its own, whatever is going on then. */
async function livesOf(database: TestDatabase): Promise<string[]> {
  const accepted: string[] = [];
  for (let nth = 0; nth < LIVES; nth += 1) {
    const [prefix, count] = [`life-${nth}`, 1 + Math.floor(Math.random() * MOST)];
    const life = await acceptAndDie(database, prefix, { count, atOnce: nth % 2 === 1 });
    accepted.push(...life.accepted);
  }
  return accepted;
}

describe.each(DATABASES)("after kill -9 on $name", ({ create }) => {
  let database: TestDatabase;

  beforeAll(async () => {
    database = await create();
  });
  afterAll(() => database.remove());

  test(
    "every accepted delivery is there and every one is worked on",
    async () => {
      const accepted = await livesOf(database);
      expect(accepted.length).toBeGreaterThanOrEqual(LIVES);

      const timeout = 100_000 + LIVES * 2_000;
      const open = await openStore({
        ...database,
        log: pino({ level: "silent" }),
        heartbeatSeconds: 10,
      });
      const worked: string[] = [];
      const work = async ({ deliveryId }: { deliveryId: string }) => {
        worked.push((await open.store.delivery(deliveryId))?.id ?? "lost");
        await open.store.finishDelivery(deliveryId, "done");
      };
      // In many lives, some were in hand so often that they are given up: not lost either.
      await open.jobs.work("delivery", { concurrency: 4 }, work, work);
      await expect
        .poll(() => accepted.filter((id) => !worked.includes(id)), { timeout, interval: 500 })
        .toEqual([]);
      expect(worked).not.toContain("lost");
      // Nothing is done twice, whatever the processes before were in the middle of.
      expect(worked.toSorted()).toEqual([...new Set(worked)].sort());
      await open.close();
    },
    LIVES * 20_000 + 120_000,
  );
});

test("a second process is refused the data folder while the first lives, and not after", async () => {
  const database = await createFolder();
  await acceptAndDie(database, "locked", { count: 1, atOnce: false }, async () => {
    const second = openStore({ ...database, log: pino({ level: "silent" }) });
    await expect(second).rejects.toThrowError(/is in use by process \d+/);
    await expect(second).rejects.toBeInstanceOf(Fault);
  });
  const open = await openStore({ ...database, log: pino({ level: "silent" }) });
  await open.close();
  await database.remove();
});
