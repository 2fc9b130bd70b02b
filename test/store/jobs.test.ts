import pino from "pino";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Fault } from "../../src/model/fault.ts";
import type { JobPayload } from "../../src/model/job.ts";
import { openStore, type OpenStore } from "../../src/store/open-store.ts";
import { DATABASES, type TestDatabase } from "./databases.ts";
import { HOSTILE_TEXT, REPOSITORY, sampleApproval, sampleContent, SHA_A } from "./samples.ts";

function deferred(): { promise: Promise<void>; resolve: () => void } {
  return Promise.withResolvers<void>();
}

function reviewOf(headSha: string): JobPayload<"review"> {
  return { repository: REPOSITORY, pullRequest: 1, headSha };
}

describe.each(DATABASES)("the queue on $name", ({ create }) => {
  let database: TestDatabase;
  let open: OpenStore;

  // Each test gets a fresh store object, since a queue's workers end only with it.
  async function withStore(body: () => Promise<void>): Promise<void> {
    open = await openStore({ ...database, log: pino({ level: "silent" }) });
    try {
      await body();
    } finally {
      await open.close();
    }
  }

  beforeAll(async () => {
    database = await create();
  });
  afterAll(() => database.remove());

  test("gives only the newest payload of a key to the worker", () =>
    withStore(async () => {
      const shas = ["1", "2", "3"].map((digit) => digit.repeat(40));
      for (const sha of shas) {
        await open.jobs.send("review", reviewOf(sha), { key: "newest" });
      }
      const seen: string[] = [];
      const done = deferred();
      await open.jobs.send("review", reviewOf(SHA_A), { key: "other" });
      await open.jobs.work("review", { concurrency: 1 }, async ({ headSha }) => {
        seen.push(headSha);
        if (headSha === SHA_A) {
          done.resolve();
        }
      });
      await done.promise;
      expect(seen).toEqual([shas[2], SHA_A]);
    }));

  test("keeps one job of a key under concurrent sends", () =>
    withStore(async () => {
      const sends = Array.from({ length: 10 }, (_, index) =>
        open.jobs.send("report", { checkId: `race ${index}` }, { key: "race" }),
      );
      await Promise.all(sends);
      await open.jobs.send("report", { checkId: "end" }, { key: "end" });
      const seen: string[] = [];
      const done = deferred();
      await open.jobs.work("report", { concurrency: 1 }, async ({ checkId }) => {
        seen.push(checkId);
        if (checkId === "end") {
          done.resolve();
        }
      });
      await done.promise;
      expect(seen).toHaveLength(2);
    }));

  test("never works on two jobs of one key at the same time, and drops neither", () =>
    withStore(async () => {
      const [first, second] = [deferred(), deferred()];
      const started = deferred();
      let active = 0;
      const overlaps: number[] = [];
      await open.jobs.work("source", { concurrency: 4 }, async ({ runId }) => {
        active += 1;
        overlaps.push(active);
        started.resolve();
        if (runId === "second") {
          second.resolve();
        } else {
          await first.promise;
        }
        active -= 1;
      });
      await open.jobs.send("source", { runId: "first" }, { key: "same" });
      await started.promise;
      await open.jobs.send("source", { runId: "second" }, { key: "same" });
      await open.jobs.send("source", { runId: "first" }, { key: "different" });
      await expect.poll(() => overlaps.length).toBe(2);
      first.resolve();
      await second.promise;
      expect(overlaps.slice(0, 2)).toEqual([1, 2]);
      expect(overlaps[2]).toBeLessThan(2);
    }));

  test("tries a failed job again and says when it is for the last time", () =>
    withStore(async () => {
      const lasts: boolean[] = [];
      const done = deferred();
      const { request } = sampleApproval("retried", 1);
      await open.jobs.send("sandbox", { request, sourceBlob: "blob" });
      await open.jobs.work("sandbox", { concurrency: 1 }, async (_payload, { last }) => {
        lasts.push(last);
        if (last) {
          done.resolve();
        }
        throw new Fault("unavailable", "the daemon is down");
      });
      await done.promise;
      expect(lasts).toEqual([false, false, false, true]);
    }));

  test("hands a job to be given up after its last attempt, and not before", () =>
    withStore(async () => {
      const steps: string[] = [];
      const done = deferred();
      const { request } = sampleApproval("abandoned", 1);
      await open.jobs.send("sandbox", { request, sourceBlob: "blob" });
      await open.jobs.work(
        "sandbox",
        { concurrency: 1 },
        async (_payload, { last }) => {
          steps.push(last ? "last" : "attempt");
          throw new Fault("rate-limited", "soon", { retryAt: new Date() });
        },
        async (payload) => {
          // The test before this one left a job behind that is given up as well.
          if (payload.request.runId === request.runId) {
            steps.push("abandon");
            done.resolve();
          }
        },
      );
      await done.promise;
      expect(steps).toEqual(["attempt", "attempt", "attempt", "last", "abandon"]);
    }));

  test("waits as long as a fault asks for", () =>
    withStore(async () => {
      const retryAt = new Date(Date.now() + 3_000);
      const starts: number[] = [];
      const done = deferred();
      await open.jobs.send("report", { checkId: "limited" }, { key: "limited" });
      await open.jobs.work("report", { concurrency: 1 }, async () => {
        starts.push(Date.now());
        if (starts.length === 1) {
          throw new Fault("rate-limited", "GitHub asks to wait", { retryAt });
        }
        done.resolve();
      });
      await done.promise;
      expect(starts[1]).toBeGreaterThanOrEqual(retryAt.getTime());
      // The back-off of a second failure would also be over by then, so look for a third attempt.
      expect(starts).toHaveLength(2);
    }));

  test("starts no job before its time", () =>
    withStore(async () => {
      const startAfter = new Date(Date.now() + 2_000);
      const done = deferred();
      let startedAt = 0;
      await open.jobs.send("source", { runId: "later" }, { startAfter });
      await open.jobs.work("source", { concurrency: 1 }, async () => {
        startedAt = Date.now();
        done.resolve();
      });
      await done.promise;
      expect(startedAt).toBeGreaterThanOrEqual(startAfter.getTime());
    }));

  test("gives a newer payload all its attempts while the older one waits for a retry", () =>
    withStore(async () => {
      const seen: [string, boolean][] = [];
      const [failed, done] = [deferred(), deferred()];
      await open.jobs.work("source", { concurrency: 1 }, async ({ runId }, { last }) => {
        seen.push([runId, last]);
        if (runId === "old") {
          failed.resolve();
          throw new Fault("rate-limited", "wait", { retryAt: new Date(Date.now() + 60_000) });
        }
        done.resolve();
      });
      await open.jobs.send("source", { runId: "old" }, { key: "renewed" });
      await failed.promise;
      await open.jobs.send("source", { runId: "new" }, { key: "renewed" });
      await done.promise;
      expect(seen).toEqual([
        ["old", false],
        ["new", false],
      ]);
    }));

  test("works off a backlog without waiting between its jobs", () =>
    withStore(async () => {
      const ids = Array.from({ length: 60 }, (_, index) => `backlog ${index}`);
      await Promise.all(ids.map((runId) => open.jobs.send("source", { runId })));
      const seen = new Set<string>();
      await open.jobs.work("source", { concurrency: 1 }, async ({ runId }) => {
        seen.add(runId);
      });
      // One job a poll would take two minutes, so this fails by the limit of the test.
      await expect.poll(() => seen.size, { timeout: 50_000 }).toBe(60);
    }));

  test("carries hostile text unchanged", () =>
    withStore(async () => {
      const seen = Promise.withResolvers<string>();
      await open.jobs.work("report", { concurrency: 1 }, async ({ checkId }) => {
        seen.resolve(checkId);
      });
      await open.jobs.send("report", { checkId: HOSTILE_TEXT });
      expect(await seen.promise).toBe(HOSTILE_TEXT);
    }));

  test("refuses a payload that its queue does not know", () =>
    withStore(async () => {
      // The compiler would refuse it, so the test has to look away.
      const wrong = { runId: 3 } as unknown as JobPayload<"source">;
      await expect(open.jobs.send("source", wrong)).rejects.toBeInstanceOf(Fault);
    }));

  test("sends the report job with the wanted check, and again for every change", () =>
    withStore(async () => {
      const want = { repository: REPOSITORY, kind: "answer", headSha: SHA_A, run: "1" } as const;
      const sequences: (number | undefined)[] = [];
      const [first, second] = [deferred(), deferred()];
      await open.jobs.work("report", { concurrency: 2 }, async ({ checkId }) => {
        sequences.push((await open.store.check(checkId))?.sequence);
        (sequences.length === 1 ? first : second).resolve();
      });
      await open.store.wantCheck({ ...want, content: sampleContent("one") });
      await first.promise;
      await open.store.wantCheck({ ...want, content: sampleContent("two") });
      await second.promise;
      expect(sequences).toEqual([1, 2]);
    }));

  test("lets a job in hand finish when it closes", async () => {
    let finished = false;
    await withStore(async () => {
      const [started, goOn] = [deferred(), deferred()];
      await open.jobs.work("source", { concurrency: 1 }, async () => {
        started.resolve();
        await goOn.promise;
        finished = true;
      });
      await open.jobs.send("source", { runId: "in hand" });
      await started.promise;
      setTimeout(goOn.resolve, 300);
    });
    expect(finished).toBe(true);
  });

  test("aborts a job that does not finish in time and hands it back", async () => {
    const started = deferred();
    const aborted = deferred();
    open = await openStore({ ...database, log: pino({ level: "silent" }) });
    await open.jobs.work("source", { concurrency: 1 }, async (_payload, { signal }) => {
      signal.addEventListener("abort", aborted.resolve);
      started.resolve();
      await aborted.promise;
      throw new Error("stopped");
    });
    await open.jobs.send("source", { runId: "handed back" });
    await started.promise;
    await open.close({ graceSeconds: 1 });
    await aborted.promise;
    await withStore(async () => {
      const taken = Promise.withResolvers<string>();
      await open.jobs.work("source", { concurrency: 1 }, async ({ runId }) => taken.resolve(runId));
      expect(await taken.promise).toBe("handed back");
    });
  });
});
