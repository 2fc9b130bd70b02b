import { describe, expect, test } from "vitest";
import { hearComment } from "../../src/jobs/hear-command.ts";
import { hearHead, type HeardHead } from "../../src/jobs/hear-pull-request.ts";
import type { JobParts } from "../../src/jobs/parts.ts";
import { reviewPullRequest } from "../../src/jobs/review-pull-request.ts";
import { FIRST, pullRequest, REPOSITORY, type Setting, setting } from "./setting.ts";

const START = new Date("2026-11-23T12:00:00Z").getTime();
const MINUTE = 60_000;
let installation = 1000;

const sha = (n: number) => n.toString(16).padStart(40, "0");

function heard(change: Partial<HeardHead>): HeardHead {
  return {
    ...{ repository: { ...REPOSITORY, installationId: installation }, pullRequest: 1 },
    ...{ headSha: FIRST, before: null, baseBranch: "main", sameRepository: false },
    ...{ headOwner: "mallory", deliveryId: `d-${change.headSha ?? FIRST}`, again: true, pusher: 5 },
    ...change,
  };
}

/** An installation of its own, where one owner of a fork gets two reviews in an hour. */
async function limited(now = START) {
  installation += 1;
  const at = await setting();
  const sent: { payload: object; startAfter: Date | undefined }[] = [];
  const parts: JobParts = {
    ...at.parts,
    ...{ forkReviewsPerHour: 20, now: () => new Date(now) },
    jobs: {
      ...at.parts.jobs,
      send: async (name, payload, options) => {
        if (name === "review") sent.push({ payload, startAfter: options?.startAfter });
      },
    },
  };
  /** One push after the other to one pull request. */
  const push = async (count: number, change: Partial<HeardHead> = {}) => {
    for (let n = 1; n <= count; n += 1) {
      const before = n === 1 ? null : sha(n - 1);
      await hearHead(parts, heard({ headSha: sha(n), before, ...change }));
    }
  };
  return { at, parts, sent, push };
}

async function shown({ parts }: Setting, headSha: string) {
  const checks = await parts.store.checksAt(REPOSITORY.id, "review", headSha);
  return checks.map(({ content }) => content.conclusion ?? content.status);
}

describe("somebody who pushes all the time", () => {
  test("is reviewed within a share, and costs no write beyond it", async () => {
    const { at, sent, push } = await limited();
    await push(5);
    expect(await shown(at, sha(2))).toEqual(["cancelled"]);
    for (const n of [3, 4, 5]) expect(await shown(at, sha(n))).toEqual([]);
    expect(sent.map(({ startAfter }) => startAfter === undefined)).toEqual([
      ...[true, true, false, false, false],
    ]);
    expect(sent.at(-1)?.startAfter?.getTime()).toBe(START + 60 * MINUTE + 1);
  });

  test("starves nobody else: other owners, and branches of the repository itself", async () => {
    const { at, parts, push } = await limited();
    await push(5);
    await hearHead(parts, heard({ pullRequest: 2, headSha: sha(20), headOwner: "alice" }));
    expect(await shown(at, sha(20))).toEqual(["queued"]);
    for (let n = 30; n < 40; n += 1) {
      const own = { pullRequest: n, headSha: sha(n), sameRepository: true };
      await hearHead(parts, heard(own));
      expect(await shown(at, sha(n))).toEqual(["queued"]);
    }
  });

  test("gets no pass by pointing a reviewed commit at another branch", async () => {
    const { at, parts, push } = await limited();
    await push(2);
    const [check] = await at.parts.store.checksAt(REPOSITORY.id, "review", sha(2));
    if (check === undefined) throw new Error("there is no check");
    const content = { ...check.content, status: "completed", conclusion: "success" } as const;
    await at.parts.store.wantCheck({ ...check, content });
    at.live[0] = pullRequest({ headSha: sha(2) });
    await hearHead(parts, heard({ headSha: sha(2), baseBranch: "main", deliveryId: "retarget" }));
    expect(await shown(at, sha(2))).toEqual(["queued", "success"]);
  });

  test("waits again when the share is not there yet, still without a check", async () => {
    const { at, parts, sent, push } = await limited();
    await push(3);
    const repository = { ...REPOSITORY, installationId: installation };
    const job = { repository, pullRequest: 1, headSha: sha(3), run: "d", deferred: true };
    const attempt = { signal: new AbortController().signal };
    await reviewPullRequest(parts, job, attempt);
    expect(sent.at(-1)?.payload).toMatchObject({ headSha: sha(3), deferred: true });
    expect(await shown(at, sha(3))).toEqual([]);
    // Half a second past the hour there is a share, and GitHub is asked.
    at.live[0] = pullRequest({ state: "closed" });
    const later = { ...parts, now: () => new Date(START + 60 * MINUTE + 500) };
    await reviewPullRequest(later, job, attempt);
    expect(sent).toHaveLength(3 + 1);
  });
});

test("somebody who commands all the time is not even asked about at GitHub", async () => {
  const { at, parts } = await limited();
  const comment = (commentId: number) =>
    hearComment(parts, {
      repository: { ...REPOSITORY, installationId: installation },
      ...{ pullRequest: 1, commentId, body: "/gatehouse help", viaApp: false },
      ...{ sender: { id: 77, login: "mallory", type: "User" }, deliveryId: `c${commentId}` },
    });
  let asked = 0;
  at.github.comment = async () => null;
  at.github.permission = async () => {
    asked += 1;
    return { userId: 77, permission: "read" };
  };
  for (let n = 0; n < 70; n += 1) await comment(n);
  expect(asked).toBe(60);
  const reasons = at.audit.map(({ detail }) => detail["reason"]);
  expect(reasons.filter((reason) => reason === "too many commands in an hour")).toHaveLength(10);
});
