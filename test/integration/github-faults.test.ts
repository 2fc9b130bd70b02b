import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import type { FaultOrder } from "../stand-in/faults.ts";
import { type RunningApp, startApp } from "./app.ts";
import { ATTACK, openFromFork, project, REVIEW } from "./repositories.ts";

const PULL = /^GET .*\/pulls\/\d+$/;
const CREATE = /^POST .*\/check-runs$/;
const UPDATE = /^PATCH .*\/check-runs\/\d+$/;
const MINT = /^POST .*\/access_tokens$/;
const GIT = /^GIT POST /;

/** Answers that pass, and what they are the answer to. */
const PASSING: { name: string; order: FaultOrder }[] = [
  { name: "401 to a token that ended early", order: { status: 401, match: PULL } },
  {
    name: "403 with the primary rate limit",
    order: {
      status: 403,
      match: PULL,
      message: "API rate limit exceeded",
      headers: {
        "x-ratelimit-remaining": "0",
        "x-ratelimit-reset": String(Math.floor(Date.now() / 1000)),
      },
    },
  },
  { name: "409 to a new check run", order: { status: 409, match: CREATE } },
  { name: "429", order: { status: 429, match: PULL, headers: { "retry-after": "1" } } },
  { name: "500 to a read", order: { status: 500, match: PULL } },
  {
    name: "500 to a new check run, which was made all the same",
    order: { status: 500, match: CREATE, after: true },
  },
  { name: "502 to the conclusion", order: { status: 502, match: UPDATE, times: 2 } },
  { name: "500 to a token", order: { status: 500, match: MINT } },
  { name: "an answer that breaks off", order: { cut: true, match: PULL } },
  { name: "an answer that is no JSON", order: { status: 200, match: PULL, message: "" } },
  { name: "500 to git", order: { status: 500, match: GIT } },
];

describe("when GitHub fails for a while", () => {
  let app: RunningApp;
  beforeAll(async () => {
    app = await startApp();
  });
  afterAll(() => app.close());
  afterEach(() => app.standIn.clearFaults());

  test.for(PASSING)(
    "concludes once, and right, after $name",
    { timeout: 120_000 },
    async ({ order }) => {
      const at = await project(app);
      app.standIn.failNext(order);
      const pull = await openFromFork(app, at, ATTACK);
      const run = await app.standIn.waitForCheckRun(pull.headSha, REVIEW, undefined, 100_000);
      expect(run.conclusion).toBe("failure");
      expect(app.standIn.checkRuns(pull.headSha)).toHaveLength(1);
      expect(run.history.filter((state) => state === "failure")).toHaveLength(1);
    },
  );

  test("concludes without the details that GitHub refuses with 422", async () => {
    const at = await project(app);
    app.standIn.failNext({ status: 422, match: UPDATE, times: 2, message: "Validation Failed" });
    const pull = await openFromFork(app, at, ATTACK);
    const run = await app.standIn.waitForCheckRun(pull.headSha, REVIEW, undefined, 60_000);
    expect(run.conclusion).toBe("failure");
  }, 90_000);

  test("drops a check for which GitHub says 404, and says so on the audit trail", async () => {
    const at = await project(app);
    app.standIn.failNext({ status: 404, match: /check-runs/, times: 100 });
    const pull = await openFromFork(app, at, ATTACK);
    const isDropped = () =>
      app.audit().some(({ detail }) => detail["headSha"] === pull.headSha && "dropped" in detail);
    await expect.poll(isDropped, { timeout: 100_000 }).toBe(true);
    expect(app.standIn.checkRuns(pull.headSha)).toEqual([]);
  });

  test("gets over a request that is never answered", async () => {
    const at = await project(app);
    app.standIn.failNext({ hang: true, match: PULL });
    const pull = await openFromFork(app, at, ATTACK);
    const run = await app.standIn.waitForCheckRun(pull.headSha, REVIEW, undefined, 60_000);
    expect(run.conclusion).toBe("failure");
  }, 90_000);
});
