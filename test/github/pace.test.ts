import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pino } from "pino";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type OpenStore, openStore } from "../../src/store/open-store.ts";
import { createSetting, type Setting } from "./setting.ts";

let setting: Setting;
let dataDir: string;
let open: OpenStore;
beforeAll(async () => {
  setting = await createSetting();
  dataDir = await mkdtemp(join(tmpdir(), "gatehouse-store-"));
  open = await openStore({
    dataDir,
    databaseUrl: null,
    log: pino({ level: "silent" }),
    version: "0.0.0",
  });
});
afterAll(async () => {
  await open.close();
  await setting.close();
  await rm(dataDir, { recursive: true, force: true });
});

test("turns of one installation are a second apart, however many ask at once", async () => {
  const asked = Array.from({ length: 20 }, () => open.store.takeTurn(1, 1000));
  const times = (await Promise.all(asked)).map(({ at }) => at.getTime()).sort((a, b) => a - b);
  const rests = times.slice(1).map((time, index) => time - (times[index] ?? 0));
  expect(Math.min(...rests)).toBeGreaterThanOrEqual(1000);
});

test("turns of another installation wait for none of these", async () => {
  await open.store.takeTurn(2, 60_000);
  const { at, now } = await open.store.takeTurn(3, 60_000);
  expect(at.getTime()).toBeLessThanOrEqual(now.getTime());
});

test("the latest time that GitHub told to any process counts", async () => {
  const late = new Date("2099-01-01T00:00:00Z");
  await open.store.holdWrites(4, late);
  await open.store.holdWrites(4, new Date("2098-01-01T00:00:00Z"));
  expect((await open.store.takeTurn(4, 0)).heldUntil).toEqual(late);
  expect((await open.store.takeTurn(5, 0)).heldUntil).toBeNull();
});

test("a second process sends no write while GitHub has asked the first one to wait", async () => {
  const [first, second] = [0, 1].map(() => setting.client({ pace: open.store }));
  const write = (github = second) =>
    github?.createComment(setting.ref, setting.pull.number, "a comment");
  setting.standIn.failNext({ status: 403, headers: { "retry-after": "3600" } });
  await expect(write(first)).rejects.toMatchObject({ kind: "rate-limited" });
  setting.requests();
  await expect(write(second)).rejects.toMatchObject({ kind: "rate-limited" });
  expect(setting.requests("POST").filter((each) => each.includes("/comments"))).toEqual([]);
});
