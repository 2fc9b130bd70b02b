import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { FileContent } from "../stand-in/git.ts";
import type { PullRequest } from "../stand-in/state.ts";
import { type RunningApp, startApp } from "./app.ts";
import { HONEST, openFromFork, project, REVIEW, SANDBOX } from "./repositories.ts";

/** A test that takes longer than any of ours. */
const SLOW: Record<string, FileContent> = {
  "test/slow.test.mjs":
    'import test from "node:test";\ntest("waits", () => new Promise((done) => setTimeout(done, 120_000)));\n',
};
const FAILING: Record<string, FileContent> = {
  "test/failing.test.mjs":
    'import test from "node:test";\ntest("fails", () => { throw new Error("no"); });\n',
};

describe("a sandbox run", () => {
  let app: RunningApp;
  beforeAll(async () => {
    app = await startApp({
      environment: {
        GATEHOUSE_SANDBOX_SAME_HOST: "true",
        GATEHOUSE_SANDBOX_INSTALLATIONS: "all",
      },
    });
    await app.logged(({ msg }) => msg === "the sandbox is ready", 120_000);
  });
  afterAll(() => app.close());

  async function reviewed(files: Record<string, FileContent> = HONEST): Promise<PullRequest> {
    const pull = await openFromFork(app, await project(app), files);
    await app.standIn.waitForCheckRun(pull.headSha, REVIEW);
    return pull;
  }

  const ask = (pull: PullRequest) =>
    app.standIn.comment(pull, `/sandbox run ${pull.headSha}`, { by: "maintainer" });
  const ended = (sha: string) => app.standIn.waitForCheckRun(sha, SANDBOX, undefined, 90_000);
  /** Waits until the tests themselves have begun. */
  const begun = (sha: string) =>
    app.standIn.waitForCheckRun(sha, SANDBOX, (run) => /running/.test(run.title ?? ""), 90_000);

  test("passes, with its tests as reported, for the commit that a maintainer names", async () => {
    const pull = await reviewed();
    await ask(pull);
    const run = await ended(pull.headSha);
    expect(run.conclusion).toBe("success");
    expect(run.history[0]).toBe("queued");
    expect(run.title).toContain("1 reported passed");
    const kinds = app
      .audit()
      .filter(
        ({ detail }) =>
          String(detail["run"]).endsWith(String(run.repository.id)) ||
          detail["headSha"] === pull.headSha,
      )
      .map(({ kind }) => kind);
    expect(kinds).toEqual(
      expect.arrayContaining(["review", "command", "approval", "sandbox-start", "sandbox-end"]),
    );
  }, 120_000);

  test("starts at the press of the button, once for each press", async () => {
    const pull = await reviewed();
    const review = await app.standIn.waitForCheckRun(pull.headSha, REVIEW);
    const press = await app.standIn.pressButton(review, "sandbox_run", { by: "maintainer" });
    await ended(pull.headSha);
    await app.standIn.webhooks.redeliver(press.id);
    await app.standIn.pressButton(review, "sandbox_run", { by: "maintainer" });
    const runs = () =>
      app.standIn.checkRuns(pull.headSha).filter((run) => run.name === SANDBOX && run.conclusion);
    await expect.poll(runs, { timeout: 100_000 }).toHaveLength(2);
  }, 120_000);

  test("runs bare for a branch of the same repository", async () => {
    const { base } = await project(app);
    const pull = await app.standIn.openPullRequest({
      ...{ author: "maintainer", base, head: base, branch: "own", title: "Own", files: HONEST },
    });
    await app.standIn.waitForCheckRun(pull.headSha, REVIEW);
    await app.standIn.comment(pull, "/sandbox run", { by: "maintainer" });
    expect((await ended(pull.headSha)).conclusion).toBe("success");
  }, 120_000);

  test("fails for failing tests, and is no success for tests that the change itself brought", async () => {
    const failing = await reviewed(FAILING);
    await ask(failing);
    expect((await ended(failing.headSha)).conclusion).toBe("failure");
    const changed = await reviewed({
      ...HONEST,
      "package.json": `${JSON.stringify({ name: "site", scripts: { test: "true" } })}\n`,
    });
    await ask(changed);
    const run = await ended(changed.headSha);
    expect(run.conclusion).toBe("neutral");
    expect(run.summary).toContain("package.json");
  }, 180_000);

  test("runs its merge base first where the policy says so, and tells what only the head does", async () => {
    const sends = (host: string) =>
      `import test from "node:test";\ntest("sends", () => fetch("http://${host}/").catch(() => undefined));\n`;
    const at = await project(app, {
      ".github/gatehouse.yml": "version: 1\nsandbox:\n  baseline: true\n",
      "test/sends.test.mjs": sends("both.example"),
    });
    const pull = await openFromFork(app, at, { "test/more.test.mjs": sends("head.example") });
    await app.standIn.waitForCheckRun(pull.headSha, REVIEW);
    await ask(pull);
    const run = await ended(pull.headSha);
    const both = run.summary?.split("was also seen on the merge base");
    expect(both).toEqual([
      expect.stringContaining("http://head.example/"),
      expect.stringContaining("http://both.example/"),
    ]);
    expect(run.summary).toContain("the same command ended as `passed` (2 passed, 0 failed");
    expect(run.conclusion).toBe("neutral");
  }, 180_000);

  test("is refused, with the reason, for a commit that must not be unpacked", async () => {
    const pull = await reviewed({ "docs/passwd": { symlink: "../../../etc/passwd" } });
    await ask(pull);
    const run = await ended(pull.headSha);
    expect(run.conclusion).toBe("action_required");
    expect(run.summary).toContain("docs/passwd");
  }, 120_000);

  test("ends when a maintainer cancels it", async () => {
    const pull = await reviewed(SLOW);
    await ask(pull);
    await begun(pull.headSha);
    await app.standIn.comment(pull, "/sandbox cancel", { by: "maintainer" });
    const run = await ended(pull.headSha);
    expect([run.conclusion, run.title]).toEqual(["cancelled", "Stopped by a maintainer"]);
  }, 120_000);

  test("ends when the head moves, and its approval does not carry over", async () => {
    const pull = await reviewed(SLOW);
    await ask(pull);
    const first = pull.headSha;
    await begun(first);
    const second = await app.standIn.pushHead(pull, { files: HONEST });
    const run = await ended(first);
    expect(run.conclusion).toBe("cancelled");
    expect(run.summary).toContain(`/sandbox run ${second}`);
    await app.standIn.waitForCheckRun(second, REVIEW);
    expect(app.standIn.checkRuns(second).map(({ name }) => name)).toEqual([REVIEW]);
  }, 120_000);

  test.for([
    ["the head moved, and no delivery told of it", "Cancelled: the head moved"],
    ["the comment was changed", "Not run"],
    ["the person lost the role", "Not run"],
    ["the pull request was closed", "The pull request was closed"],
  ] as const)(
    "does not start when, after the command, %s",
    { timeout: 180_000 },
    async ([what, title]) => {
      const blocking = await reviewed(SLOW);
      await ask(blocking);
      await begun(blocking.headSha);
      const pull = await reviewed();
      const comment = await ask(pull);
      const sha = pull.headSha;
      await app.standIn.waitForCheckRun(sha, SANDBOX, (run) => run.status === "in_progress");
      const { url } = app.standIn.webhooks;
      app.standIn.webhooks.url = null;
      if (what.startsWith("the head")) await app.standIn.pushHead(pull, { files: SLOW });
      if (what.startsWith("the comment"))
        await app.standIn.editComment(comment, "No.", { by: "maintainer" });
      if (what.startsWith("the person")) app.standIn.setPermission(pull.base, "maintainer", "read");
      if (what.startsWith("the pull"))
        await app.standIn.closePullRequest(pull, { by: "maintainer" });
      app.standIn.webhooks.url = url;
      await app.standIn.comment(blocking, "/sandbox cancel", { by: "maintainer" });
      const run = await ended(sha);
      expect(run.title).toContain(title);
      expect(["cancelled", "action_required"]).toContain(run.conclusion);
    },
  );

  test("is taken again after kill -9 in its middle, and concluded once", async () => {
    const pull = await reviewed({
      "test/slow.test.mjs":
        'import test from "node:test";\ntest("waits", () => new Promise((done) => setTimeout(done, 8_000)));\n',
    });
    await ask(pull);
    await begun(pull.headSha);
    await app.kill();
    await app.start();
    const run = await ended(pull.headSha);
    expect(run.conclusion).toBe("success");
    const runs = app.standIn.checkRuns(pull.headSha).filter(({ name }) => name === SANDBOX);
    expect(runs).toHaveLength(1);
    expect(run.history.filter((state) => state === "success")).toHaveLength(1);
  }, 180_000);
});
