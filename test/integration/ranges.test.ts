import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Repository } from "../stand-in/state.ts";
import type { FileContent } from "../stand-in/git.ts";
import { type RunningApp, startApp } from "./app.ts";
import { ATTACK, HONEST, openFromFork, project, REVIEW } from "./repositories.ts";

const POLICY = ".github/gatehouse.yml";

let app: RunningApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.close());

const reviewsOf = (sha: string) =>
  app.standIn
    .checkRuns(sha)
    .filter(({ name, status }) => name === REVIEW && status === "completed");

/** A pull request, and the commit that a merge queue makes of it. */
async function queued(files: Record<string, FileContent>, on: Record<string, FileContent> = {}) {
  const at = await project(app, on);
  const pull = await openFromFork(app, at, files);
  await app.standIn.waitForCheckRun(pull.headSha, REVIEW);
  const baseSha = await app.standIn.branchTip(at.base, "main");
  const branch = `gh-readonly-queue/main/pr-${pull.number}-${baseSha}`;
  const message = `Merge pull request #${pull.number}\n`;
  const headSha = await app.standIn.commit(at.base, { branch, message, files, parent: baseSha });
  return { ...at, pull, baseSha, headSha };
}

type Queued = Awaited<ReturnType<typeof queued>>;

async function askForChecks({ pull, headSha, baseSha }: Queued, id?: string) {
  const group = { action: "checks_requested", headSha, baseSha } as const;
  const delivery = id === undefined ? {} : { delivery: { id } };
  return app.standIn.mergeGroup(pull, group, { by: "maintainer", ...delivery });
}

describe("a merge queue's group", () => {
  test("is reviewed itself: an honest one passes, an attack does not", async () => {
    const honest = await queued(HONEST);
    await askForChecks(honest);
    expect((await app.standIn.waitForCheckRun(honest.headSha, REVIEW)).conclusion).toBe("success");
    const attack = await queued(ATTACK);
    await askForChecks(attack);
    const run = await app.standIn.waitForCheckRun(attack.headSha, REVIEW);
    expect(run.conclusion).toBe("failure");
    expect(run.annotations.map(({ path }) => path)).toContain("scripts/setup.js");
  });

  test("that holds more than its pull request did is judged by what it holds", async () => {
    const at = await queued(HONEST);
    const branch = "gh-readonly-queue/main/pr-1-another";
    const parent = at.baseSha;
    const headSha = await app.standIn.commit(at.base, {
      ...{ branch, message: "Merge\n", files: { ...HONEST, ...ATTACK }, parent },
    });
    await askForChecks({ ...at, headSha });
    expect((await app.standIn.waitForCheckRun(headSha, REVIEW)).conclusion).toBe("failure");
  });

  test("of a pull request that was malicious before waits for a maintainer as that does", async () => {
    const at = await project(app);
    const pull = await openFromFork(app, at, ATTACK);
    await app.standIn.waitForCheckRun(pull.headSha, REVIEW);
    const second = await app.standIn.pushHead(pull, { files: HONEST, onBase: true });
    await app.standIn.waitForCheckRun(second, REVIEW);
    const baseSha = await app.standIn.branchTip(at.base, "main");
    const branch = `gh-readonly-queue/main/pr-${pull.number}-${baseSha}`;
    const files = HONEST;
    const headSha = await app.standIn.commit(at.base, {
      ...{ branch, message: "Merge\n", files, parent: baseSha },
    });
    await askForChecks({ ...at, pull, baseSha, headSha });
    expect((await app.standIn.waitForCheckRun(headSha, REVIEW)).conclusion).toBe("action_required");
  });

  test("is answered once for a delivery that comes twice, and anew for Re-run", async () => {
    const at = await queued(HONEST);
    const { id } = await askForChecks(at);
    const run = await app.standIn.waitForCheckRun(at.headSha, REVIEW);
    await app.standIn.webhooks.redeliver(id);
    await app.standIn.rerequest(run, { by: "maintainer" });
    await expect.poll(() => reviewsOf(at.headSha), { timeout: 100_000 }).toHaveLength(2);
    expect(reviewsOf(at.headSha)[0]?.history).toEqual(["queued", "in_progress", "success"]);
  });

  test("is not left without an answer when GitHub fails all the while", async () => {
    const at = await queued(HONEST);
    const path = `/repos/${at.base.owner.login}/site`;
    app.standIn.failNext({ match: new RegExp(`GET ${path}/git/ref`), status: 500, times: 1000 });
    await askForChecks(at);
    const run = await app.standIn.waitForCheckRun(at.headSha, REVIEW, undefined, 120_000);
    app.standIn.clearFaults();
    expect([run.conclusion, run.title]).toEqual([
      "neutral",
      "Could not review: a failure of Gatehouse itself",
    ]);
  });

  test("shows the worst also where a harmless pull request takes the same commit for its head", async () => {
    const at = await queued(ATTACK);
    await askForChecks(at);
    await app.standIn.waitForCheckRun(at.headSha, REVIEW);
    // Against a branch that has all of it, the same commit adds nothing.
    const parent = at.headSha;
    await app.standIn.commit(at.base, { branch: "has-it", message: "Same\n", files: {}, parent });
    const other = await app.standIn.openPullRequest({
      ...{ author: "maintainer", base: at.base, head: at.base, title: "Nothing" },
      ...{ branch: `gh-readonly-queue/main/pr-${at.pull.number}-${at.baseSha}` },
      baseBranch: "has-it",
    });
    expect(other.headSha).toBe(at.headSha);
    await expect.poll(() => reviewsOf(at.headSha), { timeout: 100_000 }).toHaveLength(2);
    expect(reviewsOf(at.headSha).map(({ conclusion }) => conclusion)).toEqual([
      "failure",
      "failure",
    ]);
  });
});

describe("a push to the default branch", () => {
  const push = (base: Repository, files: Record<string, FileContent | null>, branch = "main") =>
    app.standIn.push(base, { branch, message: "Work\n", files }, { by: "maintainer" });

  test("is reviewed on its own commit, and told as something that has happened", async () => {
    const { base } = await project(app);
    const attack = await push(base, ATTACK);
    const run = await app.standIn.waitForCheckRun(attack, REVIEW);
    expect(run.conclusion).toBe("failure");
    expect(run.summary).toContain("on the branch already");
    const honest = await push(base, HONEST);
    expect((await app.standIn.waitForCheckRun(honest, REVIEW)).conclusion).toBe("success");
  });

  test("is judged by the policy of before it, which it cannot make milder for itself", async () => {
    const { base } = await project(app);
    const sha = await push(base, { ...ATTACK, [POLICY]: "version: 1\nmode: observe\n" });
    const run = await app.standIn.waitForCheckRun(sha, REVIEW);
    expect(run.conclusion).toBe("failure");
    expect(run.summary).toContain("milder");
  });

  test("of what a merge queue had reviewed has its answer already", async () => {
    const at = await queued(HONEST);
    await askForChecks(at);
    await app.standIn.waitForCheckRun(at.headSha, REVIEW);
    await app.standIn.mergeGroup(
      at.pull,
      { action: "destroyed", headSha: at.headSha, baseSha: at.baseSha },
      { by: "maintainer" },
    );
    await app.standIn.pushCommit(at.base, at.headSha, { by: "maintainer" });
    const later = await push(at.base, { "notes.md": "Later.\n" });
    await app.standIn.waitForCheckRun(later, REVIEW);
    expect(reviewsOf(at.headSha)).toHaveLength(1);
  });

  test("to another branch is no push to the default branch", async () => {
    const { base } = await project(app);
    const parent = await app.standIn.branchTip(base, "main");
    await app.standIn.commit(base, { branch: "feature", message: "Start\n", files: {}, parent });
    const other = await push(base, ATTACK, "feature");
    const sha = await push(base, HONEST);
    await app.standIn.waitForCheckRun(sha, REVIEW);
    expect(app.standIn.checkRuns(other)).toEqual([]);
  });
});
