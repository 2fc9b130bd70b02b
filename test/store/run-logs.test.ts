import pino from "pino";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { CheckContent } from "../../src/model/check.ts";
import type { SandboxRun } from "../../src/model/sandbox-run.ts";
import { createApprovals } from "../../src/store/approvals.ts";
import { createChecks } from "../../src/store/checks.ts";
import { type Database, openDatabase } from "../../src/store/open-database.ts";
import { openStore } from "../../src/store/open-store.ts";
import { forgetOldLogs, RUN_LOG_DAYS } from "../../src/store/run-logs.ts";
import { DATABASES, type TestDatabase } from "./databases.ts";
import { REPOSITORY, SHA_A, sampleApproval, sampleContent, sampleRun } from "./samples.ts";

const SECRET = "printed by a stranger";
const log = pino({ level: "silent" });

function runWithLog(): SandboxRun {
  const run = sampleRun();
  return {
    ...run,
    log: { bytes: 21, truncated: false, tail: SECRET },
    resources: {
      ...run.resources,
      ...{ peakBytes: 77, series: [{ atMs: 1, cpuMs: 2, bytes: 3, pids: 4 }] },
    },
  };
}

function checkWithLog(over: Partial<CheckContent> = {}): CheckContent {
  return {
    ...sampleContent("Tests exited 0"),
    ...{ status: "completed", conclusion: "success", text: SECRET },
    ...over,
  };
}

function daysFromNow(days: number): Date {
  return new Date(Date.now() + days * 24 * 60 * 60 * 1000);
}

describe.each(DATABASES)("the logs of runs on $name", ({ create }) => {
  let where: TestDatabase;
  let database: Database;
  const approvals = () => createApprovals(database.connection.db);
  const checks = () => createChecks(database.connection.db, database.boss);
  beforeEach(async () => {
    where = await create();
    database = await openDatabase({ ...where, log });
  });
  afterEach(async () => {
    await database.close(0);
    await where.remove();
  });

  async function endedRun(runId: string, comment: number): Promise<void> {
    await approvals().approve(sampleApproval(runId, comment));
    await approvals().moveApproval(runId, ["approved"], "ended", runWithLog());
  }
  async function check(run: string, content: CheckContent, kind: "sandbox" | "review" = "sandbox") {
    return checks().wantCheck({ repository: REPOSITORY, kind, headSha: SHA_A, run, content });
  }
  const forget = (days: number, kept?: number) =>
    forgetOldLogs(database.connection.db, daysFromNow(days), kept);

  test("are kept for their time, and then emptied with their curves and nothing else", async () => {
    await endedRun("old", 1);
    const before = (await approvals().approval("old"))?.result;
    expect(await forget(RUN_LOG_DAYS - 1)).toBe(0);
    expect((await approvals().approval("old"))?.result).toEqual(runWithLog());
    expect(await forget(RUN_LOG_DAYS + 1)).toBe(1);
    const after = (await approvals().approval("old"))?.result;
    expect(after).toMatchObject({ log: { bytes: 21, tail: "" }, resources: { series: [] } });
    expect({ ...after, log: before?.log, resources: before?.resources }).toEqual(before);
    expect(after?.resources.peakBytes).toBe(77);
    expect(JSON.stringify(after)).not.toContain(SECRET);
    expect(await forget(RUN_LOG_DAYS + 2)).toBe(0);
  });

  test("are kept for as long as the operator says", async () => {
    await endedRun("short", 1);
    expect(await forget(2, 3)).toBe(0);
    expect(await forget(4, 3)).toBe(1);
  });

  test("are not looked for in a run that goes on, however long ago it was approved", async () => {
    await approvals().approve(sampleApproval("goes-on", 1));
    await approvals().moveApproval("goes-on", ["approved"], "running");
    expect(await forget(9000)).toBe(0);
    await approvals().moveApproval("goes-on", ["running"], "ended", runWithLog());
    expect((await approvals().approval("goes-on"))?.result?.log.tail).toBe(SECRET);
  });

  test("are emptied in the texts of their checks, once GitHub has these", async () => {
    const shown = await check("1", checkWithLog());
    const unsaid = await check("2", checkWithLog());
    const review = await check("", checkWithLog(), "review");
    for (const id of [shown, review]) await checks().checkWritten(id, 1, 5);
    expect(await forget(RUN_LOG_DAYS + 1)).toBe(1);
    const texts = await Promise.all(
      [shown, unsaid, review].map(async (id) => (await checks().check(id))?.content.text),
    );
    expect(texts).toEqual([expect.not.stringContaining(SECRET), SECRET, SECRET]);
    expect((await checks().check(shown))?.content).toMatchObject({
      ...{ title: "Tests exited 0", conclusion: "success" },
    });
    await checks().checkWritten(unsaid, 1, 6);
    expect(await forget(RUN_LOG_DAYS + 1)).toBe(1);
  });

  test("cannot ask to be kept by what they say", async () => {
    const said = await check("1", checkWithLog());
    await checks().checkWritten(said, 1, 5);
    await forget(RUN_LOG_DAYS + 1);
    const sentence = (await checks().check(said))?.content.text ?? "";
    const forged = await check("2", checkWithLog({ text: `${sentence} "text":null ${SECRET}` }));
    await checks().checkWritten(forged, 1, 6);
    expect(await forget(RUN_LOG_DAYS + 1)).toBe(1);
    expect((await checks().check(forged))?.content.text).toBe(sentence);
  });

  test("are emptied however many there are", async () => {
    for (let at = 1; at <= 205; at += 1) await endedRun(`many-${at}`, at);
    expect(await forget(RUN_LOG_DAYS + 1)).toBe(205);
    expect((await approvals().approval("many-205"))?.result?.log.tail).toBe("");
  });

  test("are emptied by the next start", async () => {
    await endedRun("before", 1);
    await endedRun("lately", 2);
    await database.connection.db
      .updateTable("gatehouse.approval")
      .set({ ended_at: daysFromNow(-8) })
      .where("run_id", "=", "before")
      .execute();
    await database.close(0);
    const open = await openStore({ ...where, log, runLogDays: 7 });
    const tails = await Promise.all(
      ["before", "lately"].map(async (id) => (await open.store.approval(id))?.result?.log.tail),
    );
    await open.close();
    database = await openDatabase({ ...where, log });
    expect(tails).toEqual(["", SECRET]);
  });
});
