import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Repository } from "../stand-in/state.ts";
import { type RunningApp, startApp } from "./app.ts";
import { ATTACK, HONEST, openFromFork, project, REVIEW } from "./repositories.ts";

const PATH = ".github/gatehouse.yml";

describe("policies above the repository's own", () => {
  let app: RunningApp;
  beforeAll(async () => {
    app = await startApp({
      environment: { GATEHOUSE_POLICY: "version: 1\nmode: observe\nlocked: [sandbox.exec]\n" },
    });
  });
  afterAll(() => app.close());

  const reviewOf = async (at: { base: Repository; fork: Repository }, files: typeof ATTACK) =>
    app.standIn.waitForCheckRun((await openFromFork(app, at, files)).headSha, REVIEW);

  const organisation = (at: { base: Repository }, policy: string) =>
    app.standIn.addRepository({
      ...{ owner: at.base.owner.login, name: ".github", files: { [PATH]: policy } },
    });

  test("hold where it says nothing: the server's, and over it the organisation's", async () => {
    const alone = await project(app);
    expect((await reviewOf(alone, ATTACK)).conclusion).toBe("neutral");
    const under = await project(app);
    await organisation(under, "version: 1\nmode: advise\n");
    expect((await reviewOf(under, ATTACK)).conclusion).toBe("failure");
  });

  test("lock keys, and a file that says otherwise is told so", async () => {
    const at = await project(app, { [PATH]: "version: 1\nmode: observe\n" });
    await organisation(at, "version: 1\nmode: enforce\nlocked: [mode]\n");
    const run = await reviewOf(at, ATTACK);
    expect(run.conclusion).toBe("failure");
    expect(run.summary).toContain("locked by the organisation");
  });

  test("are not loosened by a lock that a pull request takes away", async () => {
    const owner = await project(app);
    const base = await organisation(owner, "version: 1\nmode: advise\nlocked: [mode]\n");
    const fork = await app.standIn.forkRepository(base, `other-${owner.fork.owner.login}`);
    const run = await reviewOf({ base, fork }, { [PATH]: "version: 1\nmode: advise\n" });
    expect(run.conclusion).toBe("action_required");
    expect(run.summary).toContain("locked");
  });

  test("with a problem do not count, and the check names the file", async () => {
    const at = await project(app);
    await organisation(at, "version: 1\nmdoe: enforce\n");
    const run = await reviewOf(at, HONEST);
    expect(run.conclusion).toBe("success");
    expect(run.summary).toContain(`${at.base.owner.login}/.github`);
  });
});
