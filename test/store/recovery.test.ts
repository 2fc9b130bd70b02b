import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import pino from "pino";
import { describe, expect, onTestFinished, test } from "vitest";
import type { AuditEntry } from "../../src/model/audit.ts";
import { openDatabase } from "../../src/store/open-database.ts";
import { openStore } from "../../src/store/open-store.ts";
import { takeSnapshot } from "../../src/store/snapshot.ts";
import { entries, HEAD, write } from "../audit/setting.ts";
import { createFolder } from "./databases.ts";
import { REPOSITORY, sampleDelivery, sampleHead } from "./samples.ts";

const log = pino({ level: "silent" });

/** A data folder with a database that was filled, copied, filled again, and not closed. */
async function interrupted(...decided: AuditEntry[]): Promise<string> {
  const folder = await createFolder();
  onTestFinished(() => folder.remove());
  const { dataDir } = folder;
  const where = { dataDir, databaseUrl: null, log };
  const first = await openStore(where);
  await first.store.acceptDelivery(sampleDelivery("copied"));
  await first.store.recordHead(sampleHead({}));
  await first.close({ graceSeconds: 0 });
  const database = await openDatabase(where);
  await takeSnapshot(database, dataDir, "1");
  await database.close(0);
  const second = await openStore(where);
  await second.store.acceptDelivery(sampleDelivery("newer"));
  await second.close({ graceSeconds: 0 });
  await write(dataDir, ...entries(), ...(decided.length === 0 ? [ACCEPTANCE] : decided));
  // What a process leaves that was killed.
  writeFileSync(join(dataDir, "store.open"), "1\n");
  return dataDir;
}

async function reopened(dataDir: string) {
  const open = await openStore({ dataDir, databaseUrl: null, log });
  const { recovery, store } = open;
  const said = {
    recovery,
    copied: (await store.delivery("copied"))?.id ?? null,
    newer: (await store.delivery("newer"))?.id ?? null,
    head: (await store.newestHead(REPOSITORY.id, 1))?.headSha ?? null,
    accepted: await store.acceptancesOf(12, 3),
    malicious: (await store.rememberedHeads(12, 3)).map(({ headSha }) => headSha),
  };
  await open.close({ graceSeconds: 0 });
  return said;
}

const ACCEPTED = {
  id: '12 {"comment":"c"}',
  ...{ repositoryId: 12, pullRequest: 3, headSha: HEAD, by: { id: 5, login: "lead" } },
  binding: {
    ...{ rule: "network/bare-address", path: "a.js", fingerprint: "f".repeat(64) },
    ...{ triggers: ["install"], evidence: { "a.js": HEAD }, whole: null },
  },
  reason: "it is our own collector",
};

/** An acceptance as the trail holds it. */
const ACCEPTANCE: AuditEntry = {
  kind: "acceptance",
  detail: {
    ...{ repository: 12, pullRequest: 3, headSha: HEAD, acceptedBy: 5, login: "lead" },
    ...{ acceptance: ACCEPTED.id, reason: ACCEPTED.reason },
    binding: JSON.stringify(ACCEPTED.binding),
  },
};

/** The largest files of the database, which hold rows and not settings. */
function biggest(dataDir: string, count: number): string[] {
  const base = join(dataDir, "store", "base");
  return readdirSync(base, { recursive: true, encoding: "utf8" })
    .map((name) => join(base, name))
    .filter((path) => statSync(path).isFile())
    .toSorted((a, b) => statSync(b).size - statSync(a).size)
    .slice(0, count);
}

describe("an embedded database whose process was killed", () => {
  test("keeps everything where it is whole, and learns of heads from the audit trail", async () => {
    const dataDir = await interrupted();
    const said = await reopened(dataDir);
    expect(said).toMatchObject({ copied: "copied", newer: "newer" });
    expect(said.recovery).toEqual({ movedTo: null, restored: 0, remembered: 2 });
    expect(said.malicious).toEqual([HEAD]);
    expect(said.accepted).toMatchObject([ACCEPTED]);
    const again = await reopened(dataDir);
    expect([again.recovery, again.malicious]).toEqual([null, [HEAD]]);
    expect(again.accepted).toHaveLength(1);
  });

  test("accepts nothing that the trail says was taken back, however often it is read", async () => {
    const detail = { repository: 12, pullRequest: 3, finding: ACCEPTED.binding.fingerprint };
    const reopening: AuditEntry = { kind: "reopening", detail: { ...detail, login: "lead" } };
    const later = { ...ACCEPTANCE.detail, acceptance: "12 later" };
    const dataDir = await interrupted(ACCEPTANCE, reopening);
    expect((await reopened(dataDir)).accepted).toEqual([]);
    writeFileSync(join(dataDir, "store.open"), "1\n");
    expect((await reopened(dataDir)).accepted).toEqual([]);
    const again = await interrupted(ACCEPTANCE, reopening, { ...ACCEPTANCE, detail: later });
    expect((await reopened(again)).accepted.map(({ id }) => id)).toEqual(["12 later"]);
  });

  test.each(["{}", "{", "null", ""])(
    "accepts nothing that the trail does not hold in full: %j",
    async (binding) => {
      const detail = { ...ACCEPTANCE.detail, binding };
      const dataDir = await interrupted({ ...ACCEPTANCE, detail });
      expect((await reopened(dataDir)).accepted).toEqual([]);
    },
  );

  test.each([
    { name: "its files hold nothing but zeros", harm: (path: string) => zero(path) },
    { name: "its files hold noise", harm: (path: string) => noise(path) },
    { name: "its files are cut off", harm: (path: string) => writeFileSync(path, "") },
  ])("begins anew from its copy when $name, and keeps what was broken", async ({ harm }) => {
    const dataDir = await interrupted();
    for (const path of biggest(dataDir, 400)) harm(path);
    const said = await reopened(dataDir);
    expect(said).toMatchObject({ copied: "copied", newer: null, head: sampleHead({}).headSha });
    expect(said.malicious).toEqual([HEAD]);
    expect(existsSync(said.recovery?.movedTo ?? "")).toBe(true);
    expect(said.recovery?.restored).toBeGreaterThan(1);
  });

  test("begins empty where there is no copy, or none that can be read", async () => {
    for (const ruin of [removeCopy, ruinCopy]) {
      const dataDir = await interrupted();
      ruin(join(dataDir, "snapshot"));
      rmSync(join(dataDir, "store", "global"), { recursive: true });
      const said = await reopened(dataDir);
      expect(said).toMatchObject({ copied: null, newer: null, malicious: [HEAD] });
    }
  });

  test("is left alone by a start after a clean end, broken or not", async () => {
    const dataDir = await interrupted();
    rmSync(join(dataDir, "store.open"));
    rmSync(join(dataDir, "store", "global"), { recursive: true });
    await expect(reopened(dataDir)).rejects.toThrow(/failed to open the store/);
    expect(readdirSync(dataDir).some((name) => name.includes("broken"))).toBe(false);
  });
});

function removeCopy(folder: string): void {
  rmSync(folder, { recursive: true });
}

function ruinCopy(folder: string): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "store.jsonl"), '{"table":"delivery"\n');
}

function zero(path: string): void {
  writeFileSync(path, Buffer.alloc(statSync(path).size));
}

function noise(path: string): void {
  const block = createHash("sha256").update(path).digest();
  writeFileSync(path, Buffer.alloc(statSync(path).size, block));
}
