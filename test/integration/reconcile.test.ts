import { afterAll, beforeAll, expect, test } from "vitest";
import { type RunningApp, startApp } from "./app.ts";
import { ANSWER, ATTACK, HONEST, openFromFork, project, REVIEW } from "./repositories.ts";

let app: RunningApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.close());

test("what was opened, pushed and asked for while it was down is heard after all", async () => {
  const at = await project(app);
  const other = await project(app);
  const known = await openFromFork(app, at, HONEST);
  const first = known.headSha;
  await app.standIn.waitForCheckRun(first, REVIEW);
  await app.stop();
  const opened = await openFromFork(app, other, ATTACK);
  const pushed = await app.standIn.pushHead(known, { files: ATTACK });
  // GitHub keeps failed deliveries for three days; these are older.
  app.standIn.webhooks.deliveries.length = 0;
  await app.standIn.comment(known, "/gatehouse help", { by: "maintainer" });
  await app.start();
  expect((await app.standIn.waitForCheckRun(opened.headSha, REVIEW)).conclusion).toBe("failure");
  expect((await app.standIn.waitForCheckRun(pushed, REVIEW)).conclusion).toBe("failure");
  await app.standIn.waitForCheckRun(pushed, ANSWER);
  for (const sha of [opened.headSha, pushed]) {
    const reviews = app.standIn.checkRuns(sha).filter(({ name }) => name === REVIEW);
    expect(reviews.map(({ history }) => history.at(-1))).toEqual(["failure"]);
  }
}, 240_000);
