import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { PullRequest } from "../stand-in/state.ts";
import { type RunningApp, startApp } from "./app.ts";
import { ANSWER, HONEST, openFromFork, project, REVIEW, SANDBOX } from "./repositories.ts";

describe("commands, where Docker does not run", () => {
  let app: RunningApp;
  beforeAll(async () => {
    app = await startApp({
      environment: {
        GATEHOUSE_SANDBOX_SAME_HOST: "true",
        GATEHOUSE_SANDBOX_INSTALLATIONS: "all",
        DOCKER_HOST: "unix:///nonexistent/docker.sock",
      },
    });
  });
  afterAll(() => app.close());

  /** A fork's pull request whose review has ended. */
  async function reviewed(): Promise<PullRequest> {
    const pull = await openFromFork(app, await project(app), HONEST);
    await app.standIn.waitForCheckRun(pull.headSha, REVIEW);
    return pull;
  }

  /** Waits for the record of what became of somebody's command. */
  async function recordOf(pull: PullRequest, sender: string) {
    const find = () =>
      app
        .audit()
        .findLast(
          ({ detail }) => detail["sender"] === sender && detail["repository"] === pull.base.id,
        );
    await expect.poll(find, { timeout: 100_000 }).toBeDefined();
    return find();
  }

  function writesTo(pull: PullRequest): number {
    const path = `/repos/${pull.base.owner.login}/${pull.base.name}/check-runs`;
    return app.standIn.requests.filter(
      (request) => request.method !== "GET" && request.path.startsWith(path),
    ).length;
  }

  test.for([
    ["a stranger's command", "/sandbox run", "stranger"],
    ["a stranger's mistyped command", "/sandbox rum", "stranger"],
    ["a stranger's call for help", "/gatehouse help", "stranger"],
    ["the command of the author of a fork", "/sandbox run", "author"],
    ["a bot's command", "/sandbox run", "robot[bot]"],
  ] as const)("cost one record and no write: %s", async ([, body, who]) => {
    const pull = await reviewed();
    const by = who === "author" ? pull.author.login : who;
    if (by.endsWith("[bot]")) {
      app.standIn.state.accounts.set(by, { id: 999_001, login: by, type: "Bot" });
      app.standIn.setPermission(pull.base, by, "admin");
    }
    const before = writesTo(pull);
    await app.standIn.comment(pull, body, { by });
    const record = await recordOf(pull, by);
    expect(record?.kind).toBe("command-denied");
    await app.standIn.comment(pull, "/gatehouse help", { by: "maintainer" });
    await app.standIn.waitForCheckRun(pull.headSha, ANSWER);
    expect(writesTo(pull) - before).toBe(1);
    expect(app.standIn.checkRuns(pull.headSha).map((run) => run.name)).not.toContain(SANDBOX);
  });

  test("answer a bare run on a fork with the line that names the commit", async () => {
    const pull = await reviewed();
    await app.standIn.comment(pull, "/sandbox run", { by: "maintainer" });
    const answer = await app.standIn.waitForCheckRun(pull.headSha, ANSWER);
    expect(answer.conclusion).toBe("neutral");
    expect(answer.summary).toContain(`/sandbox run ${pull.headSha}`);
    expect(app.standIn.checkRuns(pull.headSha).map((run) => run.name)).not.toContain(SANDBOX);
  });

  test("keep one answer for each head, and bring it up to date", async () => {
    const pull = await reviewed();
    await app.standIn.comment(pull, "/sandbox run", { by: "maintainer" });
    const first = await app.standIn.waitForCheckRun(pull.headSha, ANSWER);
    const { title } = first;
    await app.standIn.comment(pull, "/sandbox status", { by: "maintainer" });
    const next = await app.standIn.waitForCheckRun(
      pull.headSha,
      ANSWER,
      (run) => run.title !== title,
    );
    expect(next.id).toBe(first.id);
  });

  test.for([
    [
      "a commit that is not the head",
      "/sandbox run aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
      "not the head",
    ],
    ["a shortened commit", "/sandbox run e3af0188", "40"],
    ["a mistyped command", "/sandbox rnu", "/sandbox run"],
  ] as const)("start nothing and say why: %s", async ([, body, says]) => {
    const pull = await reviewed();
    await app.standIn.comment(pull, body, { by: "maintainer" });
    const answer = await app.standIn.waitForCheckRun(pull.headSha, ANSWER);
    expect(answer.summary).toContain(says);
    expect(app.standIn.checkRuns(pull.headSha).map((run) => run.name)).not.toContain(SANDBOX);
  });

  test("are not heard in an edited comment, nor in one that was edited before it was read", async () => {
    const pull = await reviewed();
    const comment = await app.standIn.comment(pull, "Looks good.", { by: "maintainer" });
    await app.standIn.editComment(comment, `/sandbox run ${pull.headSha}`, { by: "maintainer" });
    const { url } = app.standIn.webhooks;
    app.standIn.webhooks.url = null;
    const late = await app.standIn.comment(pull, `/sandbox run ${pull.headSha}`, {
      by: "maintainer",
    });
    await app.standIn.editComment(late, "Never mind.", { by: "maintainer" });
    app.standIn.webhooks.url = url;
    const delivery = app.standIn.webhooks.deliveries.findLast(({ action }) => action === "created");
    await app.standIn.webhooks.redeliver(delivery?.id ?? "");
    const record = await recordOf(pull, "maintainer");
    expect([record?.kind, record?.detail["reason"]]).toEqual([
      "command-denied",
      "the comment was edited",
    ]);
    expect(app.standIn.checkRuns(pull.headSha).map((run) => run.name)).toEqual([REVIEW]);
  });

  test("review again on /gatehouse review, in a new check run", async () => {
    const pull = await reviewed();
    await app.standIn.comment(pull, "/gatehouse review", { by: "maintainer" });
    const reviews = () =>
      app.standIn.checkRuns(pull.headSha).filter((run) => run.conclusion === "success");
    await expect.poll(reviews, { timeout: 100_000 }).toHaveLength(2);
  });

  test("are said to be impossible while Docker does not run, and reviews go on", async () => {
    const pull = await reviewed();
    await app.standIn.comment(pull, `/sandbox run ${pull.headSha}`, { by: "maintainer" });
    const run = await app.standIn.waitForCheckRun(pull.headSha, SANDBOX);
    expect(run.conclusion).toBe("neutral");
    expect(`${run.title} ${run.summary}`).toMatch(/No Docker Engine answers/);
    const next = await reviewed();
    expect(app.standIn.checkRuns(next.headSha)[0]?.conclusion).toBe("success");
  });

  test("of the button are those of a comment: a stranger's click starts nothing", async () => {
    const pull = await reviewed();
    const [run] = app.standIn.checkRuns(pull.headSha);
    if (run === undefined) throw new Error("there is no review");
    await app.standIn.pressButton(run, "sandbox_run", { by: "stranger" });
    expect((await recordOf(pull, "stranger"))?.kind).toBe("command-denied");
    expect(app.standIn.checkRuns(pull.headSha)).toHaveLength(1);
  });
});
