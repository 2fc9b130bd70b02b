import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { PullRequest } from "../stand-in/state.ts";
import { type RunningApp, startApp } from "./app.ts";
import { ANSWER, ATTACK, HONEST, openFromFork, project, REVIEW } from "./repositories.ts";

const POLICY = {
  ".github/gatehouse.yml": "version: 1\ncomment: true\ncode_scanning: true\n",
};
/** What the operator adds to the App, and an owner grants, who wants these two. */
const GRANTED = { pull_requests: "write", security_events: "write" };

describe("a comment and code scanning, which somebody has to want", () => {
  let app: RunningApp;
  beforeAll(async () => {
    app = await startApp();
  });
  afterAll(() => app.close());

  const reviewOf = (sha: string) => app.standIn.waitForCheckRun(sha, REVIEW);
  const commentsOn = (pull: PullRequest) =>
    app.standIn.state.comments.filter((one) => one.pullRequest === pull);
  const sarifsOf = (sha: string) =>
    app.standIn.state.sarifs.filter(({ commitSha }) => commitSha === sha);

  test("are not there by default, nor where only the policy wants them", async () => {
    const quiet = await openFromFork(app, await project(app), ATTACK);
    const wanted = await openFromFork(app, await project(app, POLICY), ATTACK);
    expect((await reviewOf(quiet.headSha)).conclusion).toBe("failure");
    expect((await reviewOf(wanted.headSha)).conclusion).toBe("failure");
    await app.logged(({ msg }) => msg.startsWith("GitHub does not let us comment"));
    await app.logged(({ msg }) => msg.startsWith("code scanning does not take findings"));
    expect([...commentsOn(quiet), ...commentsOn(wanted)]).toEqual([]);
    expect(app.standIn.state.sarifs).toEqual([]);
  });

  test("one comment tells of a malicious head, and is edited when that is no longer so", async () => {
    const { state } = app.standIn;
    const before = state.app.permissions;
    state.app.permissions = { ...before, ...GRANTED };
    try {
      const at = await project(app, POLICY);
      const pull = await openFromFork(app, at, HONEST);
      await reviewOf(pull.headSha);
      await expect.poll(() => sarifsOf(pull.headSha), { timeout: 100_000 }).toHaveLength(1);
      expect(commentsOn(pull)).toEqual([]);

      const bad = await app.standIn.pushHead(pull, { files: ATTACK });
      await expect.poll(() => commentsOn(pull), { timeout: 100_000 }).toHaveLength(1);
      expect(commentsOn(pull)[0]?.body).toContain("scripts/setup.js");
      await expect.poll(() => sarifsOf(bad), { timeout: 100_000 }).toHaveLength(1);
      const [sarif] = sarifsOf(bad);
      expect(sarif?.ref).toBe(`refs/pull/${pull.number}/head`);
      expect(sarif?.log).toContain("scripts/setup.js");

      const files = { "scripts/setup.js": null, "package.json": null };
      const good = await app.standIn.pushHead(pull, { files });
      await expect.poll(() => commentsOn(pull)[0]?.body, { timeout: 100_000 }).toContain(good);
      const comments = commentsOn(pull);
      expect(comments).toHaveLength(1);
      expect(comments[0]?.body).toContain("an earlier state of the pull request");
      expect(comments[0]?.author.login).toBe("gatehouse[bot]");
    } finally {
      state.app.permissions = before;
    }
  });

  test("a command is answered at the comment itself, and by no check run", async () => {
    const { state } = app.standIn;
    const before = state.app.permissions;
    state.app.permissions = { ...before, ...GRANTED };
    try {
      const pull = await openFromFork(app, await project(app), HONEST);
      await reviewOf(pull.headSha);
      await app.standIn.comment(pull, "/sandbox rum @maintainer", { by: "maintainer" });
      const ours = () => commentsOn(pull).filter((one) => one.byApp === true);
      await expect.poll(ours, { timeout: 100_000 }).toHaveLength(1);
      expect(ours()[0]?.body).toContain("That command was not understood.");
      const asked = commentsOn(pull).find((one) => one.byApp !== true);
      expect(asked?.reactions?.map(({ content }) => content)).toEqual(["confused"]);
      const checks = app.standIn.checkRuns(pull.headSha).map(({ name }) => name);
      expect(checks).not.toContain(ANSWER);
    } finally {
      state.app.permissions = before;
    }
  });

  test("what was pushed to the default branch is uploaded for that branch", async () => {
    const { state } = app.standIn;
    const before = state.app.permissions;
    state.app.permissions = { ...before, ...GRANTED };
    try {
      const { base } = await project(app, POLICY);
      const wanted = { branch: "main", message: "Release\n", files: ATTACK };
      const sha = await app.standIn.push(base, wanted, { by: "maintainer" });
      await reviewOf(sha);
      await expect.poll(() => sarifsOf(sha), { timeout: 100_000 }).toHaveLength(1);
      expect(sarifsOf(sha)[0]?.ref).toBe("refs/heads/main");
    } finally {
      state.app.permissions = before;
    }
  });
});
