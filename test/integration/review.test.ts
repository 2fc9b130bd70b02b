import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type RunningApp, startApp } from "./app.ts";
import { ATTACK, HONEST, openFromFork, project, REVIEW } from "./repositories.ts";

describe("the review of a pull request", () => {
  let app: RunningApp;
  beforeAll(async () => {
    app = await startApp();
  });
  afterAll(() => app.close());

  /** The check runs of the review on a commit, oldest first. */
  function reviewsOf(sha: string) {
    return app.standIn.checkRuns(sha).filter((run) => run.name === REVIEW);
  }

  test("fails for an attack, from queued over in progress, with the line that sends", async () => {
    const pull = await openFromFork(app, await project(app), ATTACK);
    const run = await app.standIn.waitForCheckRun(pull.headSha, REVIEW);
    expect(run.history).toEqual(["queued", "in_progress", "failure"]);
    expect(run.summary).toContain("scripts/setup.js");
    expect(run.summary).toContain("collect.example.invalid");
    const lines = run.annotations.map((one) => [one.path, one.start_line]);
    expect(lines).toContainEqual(["scripts/setup.js", 4]);
    expect(app.standIn.webhooks.deliveries.at(0)?.status).toBe(202);
  });

  test("succeeds for an honest change", async () => {
    const pull = await openFromFork(app, await project(app), HONEST);
    const run = await app.standIn.waitForCheckRun(pull.headSha, REVIEW);
    expect([run.conclusion, run.annotations]).toEqual(["success", []]);
    const record = app.audit().find(({ detail }) => detail["headSha"] === pull.headSha);
    expect(record?.kind).toBe("review");
    expect(record?.detail["verdict"]).toBe("clean");
  });

  test("takes a delivery once, however often it comes, and none with a wrong signature", async () => {
    const at = await project(app);
    const pull = await openFromFork(app, at, HONEST);
    await app.standIn.waitForCheckRun(pull.headSha, REVIEW);
    const id = app.standIn.webhooks.deliveries.findLast(
      ({ event }) => event === "pull_request",
    )?.id;
    const again = await app.standIn.webhooks.redeliver(id ?? "");
    expect(again.status).toBe(202);
    const forged = await openForged(at.base);
    expect(forged.status).toBe(401);
    // A later pull request that is through proves that the earlier deliveries had their time.
    await app.standIn.waitForCheckRun(
      (await openFromFork(app, await project(app), HONEST)).headSha,
      REVIEW,
    );
    expect(reviewsOf(pull.headSha)).toHaveLength(1);
  });

  async function openForged(base: { id: number }) {
    const body = JSON.stringify({ action: "opened", repository: { id: base.id } });
    const secret = "somebody else's secret, of any length";
    return app.standIn.webhooks.sendRaw("pull_request", body, { secret });
  }

  test("is cancelled on a head that was pushed over before its review, and done on the new one", async () => {
    const at = await project(app);
    const pull = await openFromFork(app, at, ATTACK);
    const first = pull.headSha;
    const second = await app.standIn.pushHead(pull, { files: HONEST });
    const run = await app.standIn.waitForCheckRun(second, REVIEW);
    expect(run.conclusion).toBe("failure");
    for (const old of reviewsOf(first)) expect(old.conclusion).toMatch(/cancelled|failure/);
  });

  test("says on a harmless head that an earlier one was malicious", async () => {
    const pull = await openFromFork(app, await project(app), ATTACK);
    await app.standIn.waitForCheckRun(pull.headSha, REVIEW);
    const first = pull.headSha;
    const second = await app.standIn.pushHead(pull, { files: HONEST, onBase: true });
    const run = await app.standIn.waitForCheckRun(second, REVIEW);
    expect(run.conclusion).toBe("action_required");
    expect(run.summary).toContain(first);
  });

  test("makes a new check run for Re-run, and leaves the concluded one as it is", async () => {
    const pull = await openFromFork(app, await project(app), HONEST);
    const run = await app.standIn.waitForCheckRun(pull.headSha, REVIEW);
    await app.standIn.rerequest(run, { by: "anybody" });
    await app.standIn.waitForCheckRun(pull.headSha, REVIEW, isAnother(run));
    await app.standIn.rerequestSuite(pull, { by: "anybody" });
    await expect.poll(() => concluded(pull.headSha), { timeout: 100_000 }).toHaveLength(3);
    expect(reviewsOf(pull.headSha)[0]?.history).toEqual(["queued", "in_progress", "success"]);
  });

  function isAnother(run: { id: number }) {
    return (one: { id: number; status: string }) => one.id !== run.id && one.status === "completed";
  }

  function concluded(sha: string) {
    return reviewsOf(sha).filter((run) => run.status === "completed");
  }

  test("is done although the fork was deleted, since the base has its commits", async () => {
    const at = await project(app);
    const { url } = app.standIn.webhooks;
    app.standIn.webhooks.url = null;
    const pull = await openFromFork(app, at, ATTACK);
    await app.standIn.deleteRepository(at.fork);
    app.standIn.webhooks.url = url;
    await app.standIn.retarget(pull, "main", { by: "maintainer" });
    const run = await app.standIn.waitForCheckRun(pull.headSha, REVIEW);
    expect(run.conclusion).toBe("failure");
  });

  test("ends without a verdict when the pull request was closed before it began", async () => {
    const at = await project(app);
    const pull = await openFromFork(app, at, HONEST);
    pull.state = "closed";
    const run = await app.standIn.waitForCheckRun(pull.headSha, REVIEW);
    expect([run.conclusion, run.title]).toEqual(["cancelled", "The pull request was closed"]);
  });

  test("is dropped, and recorded, when the App lost the repository", async () => {
    const at = await project(app);
    const { url } = app.standIn.webhooks;
    app.standIn.webhooks.url = null;
    const pull = await openFromFork(app, at, HONEST);
    app.standIn.webhooks.url = url;
    const closing = app.standIn.retarget(pull, "main", { by: "maintainer" });
    at.base.installationId = null;
    await closing;
    expect(reviewsOf(pull.headSha)).toEqual([]);
  });
});
