import pino from "pino";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openStore, type OpenStore } from "../../src/store/open-store.ts";
import { createEmptyFolder, DATABASES, type TestDatabase } from "./databases.ts";
import {
  REPOSITORY,
  SHA_A,
  SHA_B,
  sampleApproval,
  sampleContent,
  sampleDelivery,
  sampleHead,
  sampleReview,
  sampleRun,
} from "./samples.ts";

test("a first start makes everything that it needs in an empty folder", async () => {
  const folder = await createEmptyFolder();
  const open = await openStore({ ...folder, log: pino({ level: "silent" }) });
  expect(await open.store.acceptDelivery(sampleDelivery("first"))).toBe(true);
  await open.close();
  await folder.remove();
});

describe.each(DATABASES)("the store on $name", ({ create }) => {
  let database: TestDatabase;
  let open: OpenStore;

  beforeAll(async () => {
    database = await create();
    open = await openStore({ ...database, log: pino({ level: "silent" }) });
  });
  afterAll(async () => {
    await open.close();
    await database.remove();
  });

  test("answers when asked whether it is ready", async () => {
    await expect(open.ready()).resolves.toBeUndefined();
  });

  test("keeps a delivery exactly as it came", async () => {
    expect(await open.store.acceptDelivery(sampleDelivery("kept"))).toBe(true);
    expect(await open.store.delivery("kept")).toEqual(sampleDelivery("kept"));
    expect(await open.store.delivery("other")).toBeNull();
  });

  test("accepts one of many concurrent repetitions of a delivery", async () => {
    const answers = await Promise.all(
      Array.from({ length: 12 }, () => open.store.acceptDelivery(sampleDelivery("many"))),
    );
    expect(answers.filter(Boolean)).toHaveLength(1);
  });

  test("accepts what comes together, each for itself", async () => {
    await open.store.acceptDelivery(sampleDelivery("group-done"));
    await open.store.finishDelivery("group-done", "done");
    // No text of PostgreSQL holds U+0000, so this one cannot be kept.
    const ids = ["group-2", "group-\u0000", "group-1", "group-done", "group-2", "group-3"];
    const settled = await Promise.allSettled(
      ids.map((id) => open.store.acceptDelivery(sampleDelivery(id))),
    );
    const said = settled.map((one) => (one.status === "fulfilled" ? one.value : "failed"));
    expect(said.slice(1, 4).concat(said.slice(5))).toEqual(["failed", true, false, true]);
    // Which of two equal ones is the first is not for us to say.
    expect([said[0], said[4]].filter(Boolean)).toEqual([true]);
    const kept = ids.filter((id) => !id.includes("\u0000"));
    for (const id of kept) expect((await open.store.delivery(id))?.id).toBe(id);
    const waiting = (await open.overview.waiting()).filter(({ key }) => key?.startsWith("group-"));
    expect(waiting.map(({ key }) => key).sort()).toEqual([
      ...["group-1", "group-2", "group-3", "group-done"],
    ]);
  });

  test("forgets the body of an old delivery that is done, and still knows its id", async () => {
    // Far in the past, so that only the next start finds them old.
    const old = (id: string) => ({ ...sampleDelivery(id), receivedAt: new Date("2020-01-01") });
    await open.store.acceptDelivery(old("old-done"));
    await open.store.acceptDelivery(old("old-failed"));
    await open.store.finishDelivery("old-done", "done");
    await open.store.finishDelivery("old-failed", "failed");
    await open.close();
    open = await openStore({ ...database, log: pino({ level: "silent" }) });
    expect((await open.store.delivery("old-done"))?.body).toBe("");
    expect((await open.store.delivery("old-failed"))?.body).toBe(sampleDelivery("x").body);
    expect(await open.store.acceptDelivery(old("old-done"))).toBe(false);
  });

  test("does not repeat a delivery that is done, but one that failed", async () => {
    await open.store.acceptDelivery(sampleDelivery("again"));
    await open.store.finishDelivery("again", "done");
    expect(await open.store.acceptDelivery(sampleDelivery("again"))).toBe(false);
    const done = new Promise<void>((resolve) => {
      void open.jobs.work("delivery", { concurrency: 4 }, async ({ deliveryId }) => {
        await open.store.finishDelivery(deliveryId, deliveryId === "failing" ? "failed" : "done");
        if (deliveryId === "failing") {
          resolve();
        }
      });
    });
    await open.store.acceptDelivery(sampleDelivery("failing"));
    await done;
    await expect
      .poll(() => open.store.acceptDelivery(sampleDelivery("failing")), { timeout: 10_000 })
      .toBe(true);
  });

  test("knows the newest head of a pull request, by the time it was recorded", async () => {
    await open.store.recordHead(sampleHead({ headSha: SHA_A }));
    const later = sampleHead({ headSha: SHA_B, recordedAt: new Date("2026-11-01T11:00:00Z") });
    await open.store.recordHead(later);
    // Deliveries come in any order: an older one must not become the newest.
    await open.store.recordHead(sampleHead({ headSha: SHA_A }));
    expect(await open.store.newestHead(REPOSITORY.id, 1)).toEqual(later);
    expect(await open.store.headsAt(REPOSITORY.id, SHA_A)).toEqual([]);
    expect(await open.store.headsAt(REPOSITORY.id, SHA_B)).toEqual([later]);
    expect(await open.store.newestHead(REPOSITORY.id, 99)).toBeNull();
  });

  test("counts a head from its return, and a head that stays from its start", async () => {
    const at = (hour: string): Date => new Date(`2026-11-02T${hour}:00:00Z`);
    const record = (headSha: string, hour: string): Promise<void> =>
      open.store.recordHead(sampleHead({ pullRequest: 2, headSha, recordedAt: at(hour) }));
    await record(SHA_A, "01");
    await record(SHA_A, "02");
    expect((await open.store.newestHead(REPOSITORY.id, 2))?.recordedAt).toEqual(at("01"));
    await record(SHA_B, "03");
    await record(SHA_A, "04");
    const newest = await open.store.newestHead(REPOSITORY.id, 2);
    expect([newest?.headSha, newest?.recordedAt]).toEqual([SHA_A, at("04")]);
  });

  test("finds every open pull request at a head, and forgets it when it closes", async () => {
    const sha = "c".repeat(40);
    for (const pullRequest of [30, 31, 32]) {
      await open.store.recordHead(sampleHead({ pullRequest, headSha: sha }));
    }
    await open.store.closePullRequest(REPOSITORY.id, 31);
    const heads = await open.store.headsAt(REPOSITORY.id, sha);
    expect(heads.map((head) => head.pullRequest)).toEqual([30, 32]);
  });

  test("grows a check's sequence with every change and with nothing else", async () => {
    const want = { repository: REPOSITORY, kind: "review", headSha: SHA_A, run: "1" } as const;
    const id = await open.store.wantCheck({ ...want, content: sampleContent("one") });
    expect(await open.store.wantCheck({ ...want, content: sampleContent("one") })).toBe(id);
    expect((await open.store.check(id))?.sequence).toBe(1);
    expect(await open.store.wantCheck({ ...want, content: sampleContent("two") })).toBe(id);
    expect(await open.store.check(id)).toEqual({
      id,
      repository: REPOSITORY,
      kind: "review",
      headSha: SHA_A,
      run: "1",
      sequence: 2,
      writtenSequence: 0,
      checkRunId: null,
      content: sampleContent("two"),
    });
    const other = await open.store.wantCheck({ ...want, run: "2", content: sampleContent("one") });
    expect(other).not.toBe(id);
  });

  test("leaves a concluded check as it is, except an answer", async () => {
    const done = { ...sampleContent("done"), status: "completed", conclusion: "failure" } as const;
    const reviewed = { repository: REPOSITORY, kind: "review", headSha: SHA_B, run: "1" } as const;
    const id = await open.store.wantCheck({ ...reviewed, content: done });
    await open.store.wantCheck({ ...reviewed, content: sampleContent("queued again") });
    await open.store.wantCheck({ ...reviewed, content: { ...done, conclusion: "success" } });
    const check = await open.store.check(id);
    expect([check?.content, check?.sequence]).toEqual([done, 1]);
    const answer = { ...reviewed, kind: "answer" } as const;
    const other = await open.store.wantCheck({ ...answer, content: done });
    await open.store.wantCheck({ ...answer, content: { ...done, title: "newer" } });
    expect((await open.store.check(other))?.content.title).toBe("newer");
  });

  test("finds the checks of a commit, and those of a pull request that are open", async () => {
    const [first, second] = ["d".repeat(40), "e".repeat(40)];
    for (const headSha of [first, second]) {
      await open.store.recordHead(sampleHead({ pullRequest: 40, headSha }));
    }
    const want = { repository: REPOSITORY, kind: "review" } as const;
    const done = { ...sampleContent("done"), status: "completed", conclusion: "success" } as const;
    await open.store.wantCheck({ ...want, headSha: first, run: "1", content: done });
    await open.store.wantCheck({ ...want, headSha: first, run: "2", content: sampleContent("a") });
    await open.store.wantCheck({ ...want, headSha: second, run: "1", content: sampleContent("b") });
    const at = await open.store.checksAt(REPOSITORY.id, "review", first);
    expect(at.map((check) => check.run)).toEqual(["2", "1"]);
    const unfinished = await open.store.openChecks(REPOSITORY.id, "review", 40);
    expect(unfinished.map((check) => [check.headSha, check.run])).toEqual([
      [first, "2"],
      [second, "1"],
    ]);
    expect(await open.store.openChecks(REPOSITORY.id, "review", 41)).toEqual([]);
  });

  test("keeps the newest valid policy of a repository", async () => {
    expect(await open.store.lastPolicy(REPOSITORY.id)).toBeNull();
    await open.store.savePolicy(REPOSITORY.id, "version: 1\n");
    await open.store.savePolicy(REPOSITORY.id, "version: 1\nmode: enforce\n");
    expect(await open.store.lastPolicy(REPOSITORY.id)).toBe("version: 1\nmode: enforce\n");
    await open.store.savePolicy(REPOSITORY.id, null);
    expect(await open.store.lastPolicy(REPOSITORY.id)).toBeNull();
  });

  test("notes what GitHub shows, and never goes back to an older sequence", async () => {
    const want = { repository: REPOSITORY, kind: "sandbox", headSha: SHA_A, run: "1" } as const;
    const id = await open.store.wantCheck({ ...want, content: sampleContent("one") });
    await open.store.checkWritten(id, 5, 20_000_000_001);
    await open.store.checkWritten(id, 4, 20_000_000_001);
    const check = await open.store.checkByRunId(REPOSITORY.id, 20_000_000_001);
    expect([check?.id, check?.writtenSequence]).toEqual([id, 5]);
    expect(await open.store.checkByRunId(1, 20_000_000_001)).toBeNull();
    expect(await open.store.check("not an id of ours")).toBeNull();
  });

  test("remembers a malicious head even when a later review of it is clean", async () => {
    await open.store.saveReview(REPOSITORY.id, 5, SHA_A, sampleReview("malicious"));
    await open.store.saveReview(REPOSITORY.id, 5, SHA_B, sampleReview("suspicious"));
    await open.store.saveReview(REPOSITORY.id, 5, SHA_A, sampleReview("clean"));
    expect(await open.store.review(REPOSITORY.id, 5, SHA_A)).toEqual(sampleReview("clean"));
    const remembered = await open.store.rememberedHeads(REPOSITORY.id, 5);
    // The head as it was when it was malicious, although its newest review is clean.
    expect(remembered.map(({ headSha, review }) => [headSha, review.verdict])).toEqual([
      [SHA_A, "malicious"],
    ]);
    expect(await open.store.review(REPOSITORY.id, 6, SHA_A)).toBeNull();
  });

  test("approves once for one comment, however often it is delivered", async () => {
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, index) => open.store.approve(sampleApproval(`r${index}`, 77))),
    );
    expect(answers.filter(Boolean)).toHaveLength(1);
    expect(await open.store.approvalsOf(REPOSITORY.id, 1)).toHaveLength(1);
  });

  test("moves an approval on from the named states only, and once", async () => {
    await open.store.approve(sampleApproval("moved", 78));
    expect(await open.store.moveApproval("moved", ["running"], "ended")).toBe(false);
    const starts = await Promise.all(
      Array.from({ length: 6 }, () => open.store.moveApproval("moved", ["approved"], "running")),
    );
    expect(starts.filter(Boolean)).toHaveLength(1);
    expect(await open.store.moveApproval("moved", ["running"], "ended", sampleRun())).toBe(true);
    expect(await open.store.approval("moved")).toEqual({
      ...sampleApproval("moved", 78),
      state: "ended",
      result: sampleRun(),
    });
  });
});
