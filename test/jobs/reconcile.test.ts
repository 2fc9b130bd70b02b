import { describe, expect, test } from "vitest";
import { hearHead } from "../../src/jobs/hear-pull-request.ts";
import { queueReview } from "../../src/jobs/queue-review.ts";
import { reconcile, type ReconcileParts } from "../../src/jobs/reconcile.ts";
import { Fault } from "../../src/model/fault.ts";
import type { FailedDelivery } from "../../src/ports/directory.ts";
import { sampleDelivery } from "../store/samples.ts";
import { FIRST, head, pullRequest, REPOSITORY, SECOND, type Setting, setting } from "./setting.ts";

const HOUR = 60 * 60_000;

/** A pass an hour from now, over a directory whose answers are fields. */
async function passing(change: Partial<ReconcileParts["directory"]> = {}) {
  const at = await setting();
  const again: number[] = [];
  const sent: string[] = [];
  at.github.openPullRequests = async () => [];
  const parts: ReconcileParts = {
    ...at.parts,
    now: () => new Date(Date.now() + HOUR),
    jobs: {
      ...at.parts.jobs,
      send: async (name, payload, options) => {
        sent.push(name);
        if (name !== "reconcile") await at.parts.jobs.send(name, payload, options);
      },
    },
    directory: {
      installations: async () => [REPOSITORY.installationId],
      repositories: async () => [{ ...REPOSITORY, archived: false }],
      reaches: async () => true,
      failedDeliveries: async () => [],
      redeliver: async (attempt) => void again.push(attempt),
      ...change,
    },
    hears: (event) => event === "pull_request",
    ...{ cursors: new Map(), askedAgain: new Set() },
  };
  return { at, parts, again, sent };
}

async function reviewsOf({ parts }: Setting, sha: string) {
  const checks = await parts.store.checksAt(REPOSITORY.id, "review", sha);
  return checks.map(({ content }) => content.conclusion ?? content.status);
}

describe("a pass that looks for what was lost", () => {
  test("lets the next one come before it does anything else", async () => {
    const { parts, sent } = await passing({
      installations: async () => {
        throw new Error("a bug");
      },
    });
    await expect(reconcile(parts)).rejects.toThrow("a bug");
    expect(sent).toEqual(["reconcile"]);
  });

  test("asks again for what nobody stored, and not twice", async () => {
    const failed = (attempt: number, id: string, event = "pull_request"): FailedDelivery => ({
      ...{ attempt, id, event, action: "opened" },
    });
    const { at, parts, again } = await passing({
      failedDeliveries: async () => [
        failed(1, "lost-1"),
        failed(2, "stored-1"),
        failed(3, "lost-2", "star"),
      ],
    });
    await at.parts.store.acceptDelivery(sampleDelivery("stored-1"));
    await reconcile(parts);
    await reconcile(parts);
    expect(again).toEqual([1]);
  });

  test("has a head reviewed that it never heard of, though another part of it fails", async () => {
    const { at, parts } = await passing({
      failedDeliveries: async () => {
        throw new Fault("unavailable", "GitHub is away");
      },
    });
    at.github.openPullRequests = async () => [pullRequest({ number: 3 })];
    at.live[0] = pullRequest({ number: 3 });
    await reconcile(parts);
    await reconcile(parts);
    expect(await reviewsOf(at, FIRST)).toEqual(["queued"]);
  });

  test("has a head reviewed that was pushed without a word, and ends the one before", async () => {
    const { at, parts } = await passing();
    await at.parts.store.recordHead(head({}));
    await queueReview(at.parts, head({}), "d1");
    at.live[0] = pullRequest({ headSha: SECOND });
    at.github.openPullRequests = async () => [pullRequest({ headSha: SECOND })];
    await reconcile(parts);
    expect(await reviewsOf(at, SECOND)).toEqual(["queued"]);
    expect(await reviewsOf(at, FIRST)).toEqual(["cancelled"]);
  });

  test("has a head reviewed again that late deliveries took for gone, as often as they do", async () => {
    const { at, parts } = await passing();
    const live = pullRequest({});
    at.live[0] = live;
    at.github.openPullRequests = async () => [live];
    const { store } = at.parts;
    const late = { ...head({}), before: FIRST, pusher: null, again: true };
    for (const deliveryId of ["late-1", "late-2"]) {
      await reconcile(parts);
      expect((await reviewsOf(at, FIRST))[0]).toBe("queued");
      await hearHead(at.parts, { ...late, headSha: SECOND, headOwner: null, deliveryId });
      expect((await reviewsOf(at, FIRST))[0]).toBe("cancelled");
    }
    await store.recordHead(head({ recordedAt: new Date("2026-11-23T13:00:00Z") }));
    await reconcile(parts);
    expect((await reviewsOf(at, FIRST))[0]).toBe("queued");
  });

  test("ends what it did not hear the closing of", async () => {
    const { at, parts } = await passing();
    await at.parts.store.recordHead(head({}));
    await queueReview(at.parts, head({}), "d1");
    at.live[0] = pullRequest({ state: "closed" });
    await reconcile(parts);
    expect(await reviewsOf(at, FIRST)).toEqual(["cancelled"]);
    expect(await at.parts.store.openHeads(REPOSITORY.id)).toEqual([]);
  });

  test("ends nothing in a repository that a list left out, but where it is let in", async () => {
    const { at, parts } = await passing({ repositories: async () => [] });
    await at.parts.store.recordHead(head({}));
    await queueReview(at.parts, head({}), "d1");
    await reconcile(parts);
    expect(await reviewsOf(at, FIRST)).toEqual(["queued"]);
    await reconcile({ ...parts, directory: { ...parts.directory, reaches: async () => false } });
    expect(await reviewsOf(at, FIRST)).toEqual(["cancelled"]);
    expect(await at.parts.store.openHeads(REPOSITORY.id)).toEqual([]);
  });

  test("ends nothing while GitHub cannot say whether it is let in", async () => {
    const { at, parts } = await passing({
      installations: async () => [],
      reaches: async () => {
        throw new Fault("unavailable", "GitHub is away");
      },
    });
    await at.parts.store.recordHead(head({}));
    await queueReview(at.parts, head({}), "d1");
    await reconcile(parts);
    expect(await reviewsOf(at, FIRST)).toEqual(["queued"]);
  });

  test("goes on under the name that a repository has now", async () => {
    const { at, parts } = await passing({
      repositories: async () => [{ ...REPOSITORY, name: "renamed", archived: false }],
    });
    await at.parts.store.recordHead(head({}));
    await queueReview(at.parts, head({}), "d1");
    at.live[0] = pullRequest({});
    at.github.openPullRequests = async () => [pullRequest({})];
    await reconcile(parts);
    const names = (await at.parts.store.openHeads(REPOSITORY.id)).map(
      ({ repository }) => repository,
    );
    expect(names).toEqual([{ ...REPOSITORY, name: "renamed" }]);
    const [check] = await at.parts.store.checksAt(REPOSITORY.id, "review", FIRST);
    expect(check?.repository.name).toBe("renamed");
  });

  test("takes a check up whose job is gone, and closes one that nobody waits for", async () => {
    const { at, parts, sent } = await passing({ installations: async () => [] });
    await at.parts.store.recordHead(head({}));
    await queueReview(at.parts, head({}), "d1");
    await queueReview(at.parts, head({ headSha: SECOND, pullRequest: 9 }), "d2");
    await reconcile(parts);
    expect(sent).toContain("review");
    expect(await reviewsOf(at, FIRST)).toEqual(["queued"]);
    expect(await reviewsOf(at, SECOND)).toEqual(["cancelled"]);
  });
});
