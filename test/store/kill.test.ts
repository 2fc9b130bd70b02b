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

/** Runs the child until it has accepted `count` deliveries and works on three, then kills it. */
async function acceptAndDie(
  database: TestDatabase,
  prefix: string,
  count: number,
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
    if (accepted.length >= count && inHand.length >= 3) {
      child.kill("SIGKILL");
    }
  }
  expect(await exited).toEqual([null, "SIGKILL"]);
  return { accepted, inHand };
}

describe.each(DATABASES)("after kill -9 on $name", ({ create }) => {
  let database: TestDatabase;

  beforeAll(async () => {
    database = await create();
  });
  afterAll(() => database.remove());

  test("every accepted delivery is there and every one is worked on", async () => {
    const lives = [
      await acceptAndDie(database, "first", 20),
      await acceptAndDie(database, "second", 33),
      await acceptAndDie(database, "third", 7),
    ];
    const accepted = lives.flatMap((life) => life.accepted);
    expect(lives[0]?.inHand.length).toBeGreaterThanOrEqual(3);

    const open = await openStore({
      ...database,
      log: pino({ level: "silent" }),
      heartbeatSeconds: 10,
    });
    const worked = new Set<string>();
    await open.jobs.work("delivery", { concurrency: 4 }, async ({ deliveryId }) => {
      worked.add((await open.store.delivery(deliveryId))?.id ?? "lost");
    });
    await expect
      .poll(() => accepted.filter((id) => !worked.has(id)), { timeout: 100_000, interval: 500 })
      .toEqual([]);
    expect(worked).not.toContain("lost");
    await open.close();
  }, 150_000);
});

test("a second process is refused the data folder while the first lives, and not after", async () => {
  const database = await createFolder();
  await acceptAndDie(database, "locked", 1, async () => {
    const second = openStore({ ...database, log: pino({ level: "silent" }) });
    await expect(second).rejects.toThrowError(/is in use by process \d+/);
    await expect(second).rejects.toBeInstanceOf(Fault);
  });
  const open = await openStore({ ...database, log: pino({ level: "silent" }) });
  await open.close();
  await database.remove();
});
