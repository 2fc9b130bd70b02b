import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type RunningApp, startApp } from "./app.ts";
import { ATTACK, HONEST, openFromFork, project, REVIEW } from "./repositories.ts";

const PATH = ".github/gatehouse.yml";

describe("the policy of a repository", () => {
  let app: RunningApp;
  beforeAll(async () => {
    app = await startApp();
  });
  afterAll(() => app.close());

  const reviewOf = (sha: string) => app.standIn.waitForCheckRun(sha, REVIEW);

  test("counts as the default branch has it", async () => {
    const at = await project(app, { [PATH]: "version: 1\nmode: observe\n" });
    const pull = await openFromFork(app, at, ATTACK);
    const run = await reviewOf(pull.headSha);
    expect(run.conclusion).toBe("neutral");
  });

  test("is not what the head says, and weakening it waits for a maintainer", async () => {
    const at = await project(app, { [PATH]: "version: 1\nmode: enforce\n" });
    const pull = await openFromFork(app, at, { ...HONEST, [PATH]: "version: 1\nmode: observe\n" });
    const run = await reviewOf(pull.headSha);
    expect(run.conclusion).toBe("action_required");
    expect(run.summary).toContain("mode");
    const attack = await openFromFork(app, await project(app), {
      ...ATTACK,
      [PATH]: "version: 1\nmode: observe\n",
    });
    expect((await reviewOf(attack.headSha)).conclusion).toBe("failure");
  });

  test("with an unknown key does not count: the check says so, with the nearest key", async () => {
    const at = await project(app, { [PATH]: "version: 1\nmdoe: observe\n" });
    const pull = await openFromFork(app, at, ATTACK);
    const run = await reviewOf(pull.headSha);
    expect(run.conclusion).toBe("failure");
    expect(run.summary).toContain("the defaults are in force");
    expect(run.summary).toContain(`${PATH}:2:1`);
    expect(run.summary).toContain("`mode`");
  });

  test("that broke stays in force as it last was valid", async () => {
    const at = await project(app, { [PATH]: "version: 1\nmode: observe\n" });
    await reviewOf((await openFromFork(app, at, HONEST)).headSha);
    const files = { [PATH]: "version: 1\nmode: [\n" };
    await app.standIn.commit(at.base, { branch: "main", message: "Slip\n", files });
    const author = at.fork.owner.login;
    const pull = await app.standIn.openPullRequest({
      ...{ author, base: at.base, head: at.fork, branch: "later", title: "Later", files: ATTACK },
    });
    const run = await reviewOf(pull.headSha);
    expect(run.conclusion).toBe("neutral");
    expect(run.summary).toContain("its last valid version stays in force");
  });

  test("that a pull request breaks is annotated where it is wrong", async () => {
    const pull = await openFromFork(app, await project(app), {
      [PATH]: "version: 1\nsandbox:\n  enabeld: true\n",
    });
    const run = await reviewOf(pull.headSha);
    expect(run.conclusion).toBe("action_required");
    expect(run.annotations[0]).toMatchObject({ path: PATH, start_line: 3 });
  });

  test("is made stricter by the base branch, and never milder", async () => {
    const at = await project(app);
    for (const [branch, mode] of [
      ["strict", "enforce"],
      ["mild", "observe"],
    ] as const) {
      const parent = await app.standIn.branchTip(at.base, "main");
      const files = { [PATH]: `version: 1\nmode: ${mode}\n` };
      await app.standIn.commit(at.base, { branch, message: `${mode}\n`, files, parent });
    }
    const author = at.fork.owner.login;
    const pull = await app.standIn.openPullRequest({
      ...{ author, base: at.base, head: at.fork, branch: "attack", title: "Attack" },
      ...{ baseBranch: "mild", files: ATTACK },
    });
    expect((await reviewOf(pull.headSha)).conclusion).toBe("failure");
  });
});

describe("a commit that is the head of several pull requests", () => {
  let app: RunningApp;
  beforeAll(async () => {
    app = await startApp();
  });
  afterAll(() => app.close());

  test("carries the worst conclusion, and another one once that pull request is closed", async () => {
    const at = await project(app);
    const clean = await openFromFork(app, at, ATTACK);
    // Against a branch that has the same content already, the same head adds nothing.
    const files = ATTACK;
    const parent = await app.standIn.branchTip(at.base, "main");
    await app.standIn.commit(at.base, { branch: "has-it", message: "Same\n", files, parent });
    await app.standIn.waitForCheckRun(clean.headSha, REVIEW);
    const other = await app.standIn.openPullRequest({
      ...{ author: at.fork.owner.login, base: at.base, head: at.fork, branch: "fix" },
      ...{ baseBranch: "has-it", title: "The same again" },
    });
    expect(other.headSha).toBe(clean.headSha);
    const concluded = () =>
      app.standIn.checkRuns(clean.headSha).filter(({ status }) => status === "completed");
    await expect.poll(concluded, { timeout: 100_000 }).toHaveLength(2);
    const both = concluded()[1];
    expect(both?.conclusion).toBe("failure");
    expect(both?.summary).toContain("has-it");
    await app.standIn.closePullRequest(other, { by: "maintainer" });
    await expect.poll(concluded, { timeout: 100_000 }).toHaveLength(3);
    expect(concluded()[2]?.summary).not.toContain("has-it");
  });
});
