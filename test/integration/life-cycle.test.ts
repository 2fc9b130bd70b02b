import { afterAll, beforeAll, expect, test } from "vitest";
import type { Repository } from "../stand-in/state.ts";
import { type RunningApp, startApp } from "./app.ts";
import { ATTACK, HONEST, openFromFork, project, REVIEW } from "./repositories.ts";

let app: RunningApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.close());

const by = { by: "maintainer" };
const failed = (sha: string) =>
  app.standIn.waitForCheckRun(sha, REVIEW, ({ conclusion }) => conclusion === "failure");

/** Waits for the log to say that what went on there has ended. */
const ended = ({ id }: Repository) =>
  app.logged(
    ({ msg, repository }) =>
      msg === "ended what went on in a repository out of reach" && repository === id,
  );

/** A pull request that is open, with its review concluded. */
async function reviewed() {
  const at = await project(app);
  const pull = await openFromFork(app, at, HONEST);
  await app.standIn.waitForCheckRun(pull.headSha, REVIEW);
  return { ...at, pull };
}

test("a repository that the App is given has its open pull requests reviewed at once", async () => {
  const { base: known } = await project(app);
  const other = await app.standIn.addRepository({
    ...{ owner: known.owner.login, name: "later", files: { "README.md": "# Later\n" } },
    installed: false,
  });
  const fork = await app.standIn.forkRepository(other, "outsider");
  const pull = await openFromFork(app, { base: other, fork }, ATTACK);
  expect(app.standIn.checkRuns(pull.headSha)).toEqual([]);
  await app.standIn.grantRepository(other, by);
  await failed(pull.headSha);
});

test("what was opened while the installation was suspended is reviewed when it goes on", async () => {
  const at = await reviewed();
  await app.standIn.suspend(at.base, true, by);
  const pull = await app.standIn.openPullRequest({
    ...{ base: at.base, head: at.fork, author: at.fork.owner.login, branch: "other" },
    ...{ title: "Fix", files: ATTACK },
  });
  await ended(at.base);
  await app.standIn.suspend(at.base, false, by);
  await failed(pull.headSha);
});

test("a repository keeps being reviewed under its new name", async () => {
  const at = await reviewed();
  await app.standIn.rename(at.base, "renamed", by);
  const sha = await app.standIn.pushHead(at.pull, { files: ATTACK });
  const run = await failed(sha);
  expect(run.repository.name).toBe("renamed");
});

test("an archived repository is left in peace, and taken up again when it lives again", async () => {
  const at = await reviewed();
  await app.standIn.archive(at.base, true, by);
  await ended(at.base);
  await app.standIn.archive(at.base, false, by);
  const sha = await app.standIn.pushHead(at.pull, { files: ATTACK });
  await failed(sha);
});

test("nothing more is asked of GitHub for a repository that the App has lost", async () => {
  const at = await reviewed();
  await app.standIn.removeRepository(at.base, by);
  await ended(at.base);
  const other = await project(app);
  const from = app.standIn.requests.length;
  await failed((await openFromFork(app, other, ATTACK)).headSha);
  const later = app.standIn.requests.slice(from).map(({ method, path }) => `${method} ${path}`);
  expect(later.filter((line) => line.startsWith(`POST /repos/${at.base.owner.login}/`))).toEqual(
    [],
  );
});

test("a late word of a removal ends nothing where the App is still let in", async () => {
  const at = await reviewed();
  await app.standIn.pretendRemoved(at.base, by);
  const sha = await app.standIn.pushHead(at.pull, { files: ATTACK });
  await failed(sha);
  const lines = app.log.filter(({ repository }) => repository === at.base.id);
  expect(lines.map(({ msg }) => msg)).not.toContain(
    "ended what went on in a repository out of reach",
  );
});

test("what goes on ends with the whole installation, and others go on", async () => {
  const at = await reviewed();
  const other = await reviewed();
  await app.standIn.uninstall(at.base, by);
  await ended(at.base);
  await failed(await app.standIn.pushHead(other.pull, { files: ATTACK }));
});
