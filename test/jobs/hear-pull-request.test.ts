import { describe, expect, test } from "vitest";
import { hearClosed, hearHead, type HeardHead } from "../../src/jobs/hear-pull-request.ts";
import { FIRST, head, pullRequest, REPOSITORY, SECOND, type Setting, setting } from "./setting.ts";

function heard(change: Partial<HeardHead>): HeardHead {
  return {
    ...{ repository: { ...REPOSITORY }, pullRequest: 1, headSha: FIRST, before: null },
    ...{
      baseBranch: "main",
      sameRepository: false,
      deliveryId: "d1",
      again: true,
      pusher: 5,
      headOwner: "contributor",
    },
    ...change,
  };
}

/** The status or conclusion of each review check on a commit, oldest first. */
async function reviewsOf({ parts }: Setting, sha: string): Promise<(string | null)[]> {
  const checks = await parts.store.checksAt(REPOSITORY.id, "review", sha);
  return checks.toReversed().map(({ content }) => content.conclusion ?? content.status);
}

describe("hearing of a head", () => {
  test("shows at once that its review waits", async () => {
    const at = await setting();
    await hearHead(at.parts, heard({}));
    expect(await reviewsOf(at, FIRST)).toEqual(["queued"]);
    const newest = await at.parts.store.newestHead(REPOSITORY.id, 1);
    expect(newest?.headSha).toBe(FIRST);
  });

  test("writes that it waits before anything is reviewed, and asks GitHub nothing first", async () => {
    const at = await setting();
    const order: string[] = [];
    const { store, jobs } = at.parts;
    const wantCheck: typeof store.wantCheck = async (want) => {
      order.push(`${want.content.status} check`);
      return store.wantCheck(want);
    };
    const send: typeof jobs.send = async (name, ...rest) => {
      order.push(`${name} job`);
      return jobs.send(name, ...rest);
    };
    // What this setting's GitHub does not say fails when it is asked; that includes the live head.
    at.live.splice(0, 1, new Error("GitHub was asked"));
    await hearHead(
      { ...at.parts, store: { ...store, wantCheck }, jobs: { ...jobs, send } },
      heard({}),
    );
    expect(order).toEqual(["queued check", "review job"]);
  });

  test("starts nothing twice when the delivery is repeated, even after its end", async () => {
    const at = await setting();
    await hearHead(at.parts, heard({}));
    await hearHead(at.parts, heard({}));
    const [check] = await at.parts.store.checksAt(REPOSITORY.id, "review", FIRST);
    if (check === undefined) throw new Error("there is no check");
    const content = { ...check.content, status: "completed", conclusion: "success" } as const;
    await at.parts.store.wantCheck({ ...check, content });
    await hearHead(at.parts, heard({}));
    expect(await reviewsOf(at, FIRST)).toEqual(["success"]);
  });

  test("cancels what is open of the head before it", async () => {
    const at = await setting();
    await hearHead(at.parts, heard({}));
    await hearHead(at.parts, heard({ headSha: SECOND, before: FIRST, deliveryId: "d2" }));
    expect(await reviewsOf(at, FIRST)).toEqual(["cancelled"]);
    expect(await reviewsOf(at, SECOND)).toEqual(["queued"]);
  });

  test("is not misled by a delivery that comes after a later one", async () => {
    const at = await setting();
    at.live[0] = pullRequest({ headSha: SECOND });
    await hearHead(at.parts, heard({ headSha: SECOND, before: FIRST, deliveryId: "d2" }));
    await hearHead(at.parts, heard({ headSha: FIRST, deliveryId: "d1" }));
    expect((await at.parts.store.newestHead(REPOSITORY.id, 1))?.headSha).toBe(SECOND);
    expect(await reviewsOf(at, SECOND)).toEqual(["queued"]);
    expect(await reviewsOf(at, FIRST)).toEqual([]);
  });

  test("believes a head that nothing led to, when GitHub has moved on as well", async () => {
    const at = await setting();
    await hearHead(at.parts, heard({}));
    at.live[0] = pullRequest({ headSha: SECOND });
    await hearHead(at.parts, heard({ headSha: SECOND, before: "3".repeat(40), deliveryId: "d2" }));
    expect((await at.parts.store.newestHead(REPOSITORY.id, 1))?.headSha).toBe(SECOND);
  });

  test("leaves the check of a head that another pull request still has", async () => {
    const at = await setting();
    await hearHead(at.parts, heard({}));
    await at.parts.store.recordHead(head({ pullRequest: 2 }));
    await hearHead(at.parts, heard({ headSha: SECOND, before: FIRST, deliveryId: "d2" }));
    expect(await reviewsOf(at, FIRST)).toEqual(["queued"]);
  });
});

describe("hearing that a pull request was closed", () => {
  const closed = () => ({ repository: { ...REPOSITORY }, pullRequest: 1, deliveryId: "d9" });

  test("ends what is open, and forgets its head", async () => {
    const at = await setting();
    await hearHead(at.parts, heard({}));
    at.live[0] = pullRequest({ state: "closed" });
    await hearClosed(at.parts, closed());
    expect(await reviewsOf(at, FIRST)).toEqual(["cancelled"]);
    expect(await at.parts.store.headsAt(REPOSITORY.id, FIRST)).toEqual([]);
  });

  test("changes nothing when it was opened again meanwhile", async () => {
    const at = await setting();
    await hearHead(at.parts, heard({}));
    await hearClosed(at.parts, closed());
    expect(await reviewsOf(at, FIRST)).toEqual(["queued"]);
  });
});
