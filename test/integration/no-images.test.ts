import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type RunningApp, startApp } from "./app.ts";
import { HONEST, openFromFork, project, REVIEW, SANDBOX } from "./repositories.ts";

describe("a machine without sandbox images", () => {
  const empty = mkdtempSync(join(tmpdir(), "gatehouse-no-images-"));
  let app: RunningApp;
  beforeAll(async () => {
    app = await startApp({
      environment: {
        GATEHOUSE_SANDBOX_SAME_HOST: "true",
        GATEHOUSE_SANDBOX_INSTALLATIONS: "all",
        GATEHOUSE_IMAGE_DIR: empty,
      },
    });
  });
  afterAll(async () => {
    await app.close();
    rmSync(empty, { recursive: true });
  });

  test("says which images a run lacks and how to get them, and reviews all the same", async () => {
    const pull = await openFromFork(app, await project(app), HONEST);
    const review = await app.standIn.waitForCheckRun(pull.headSha, REVIEW);
    expect(review.conclusion).toBe("success");
    await app.standIn.comment(pull, `/sandbox run ${pull.headSha}`, { by: "maintainer" });
    const run = await app.standIn.waitForCheckRun(pull.headSha, SANDBOX);
    expect(run.conclusion).toBe("neutral");
    expect(run.summary).toContain("gatehouse images build");
  });
});

describe("an App whose sandbox is not on this host", () => {
  let app: RunningApp;
  beforeAll(async () => {
    app = await startApp({ environment: { GATEHOUSE_SANDBOX_INSTALLATIONS: "all" } });
  });
  afterAll(() => app.close());

  test("says so at its start, offers no button, and answers a command with the reason", async () => {
    await app.logged(({ msg }) => msg.startsWith("there is no sandbox"));
    const pull = await openFromFork(app, await project(app), HONEST);
    const review = await app.standIn.waitForCheckRun(pull.headSha, REVIEW);
    expect(review.actions.map(({ identifier }) => identifier)).toEqual(["rerun"]);
    await app.standIn.comment(pull, `/sandbox run ${pull.headSha}`, { by: "maintainer" });
    const answer = await app.standIn.waitForCheckRun(pull.headSha, "Gatehouse / answer");
    expect(answer.summary).toContain("does not offer the sandbox");
  });
});
