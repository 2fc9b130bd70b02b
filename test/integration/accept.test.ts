import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { PullRequest } from "../stand-in/state.ts";
import { type RunningApp, startApp } from "./app.ts";
import { ANSWER, ATTACK, HONEST, openFromFork, project, REVIEW, SETUP } from "./repositories.ts";

const LINE = /\/gatehouse accept [0-9a-f]{32}@[0-9a-f]{40}/;

let app: RunningApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.close());

const reviewsOf = (sha: string) =>
  app.standIn.checkRuns(sha).filter((run) => run.name === REVIEW && run.status === "completed");

/** Waits until a commit has this many concluded reviews, and answers the newest. */
async function newest(sha: string, count: number) {
  await expect
    .poll(() => reviewsOf(sha).length, { timeout: 100_000 })
    .toBeGreaterThanOrEqual(count);
  return reviewsOf(sha).at(-1);
}

/** An attack that was reviewed, in a repository whose lead may accept findings. */
async function attacked() {
  const at = await project(app);
  app.standIn.setPermission(at.base, "lead", "maintain");
  const pull = await openFromFork(app, at, ATTACK);
  await app.standIn.waitForCheckRun(pull.headSha, REVIEW);
  return { ...at, pull, lines: await linesOn(pull.headSha) };
}

/** Every accepting line that a check shows, once. */
async function linesOn(sha: string): Promise<string[]> {
  const run = reviewsOf(sha).at(-1);
  const text = `${run?.summary ?? ""}${run?.text ?? ""}`;
  return [...new Set(text.match(new RegExp(LINE, "g")))];
}

/** Accepts all that the check offers; findings are accepted one by one. */
async function acceptAll(pull: PullRequest, lines: readonly string[], by = "lead") {
  for (const line of lines) {
    await app.standIn.comment(pull, `${line} -- our own collector, see the docs`, { by });
  }
}

async function answerTo(pull: PullRequest, body: string, by: string) {
  await app.standIn.comment(pull, body, { by });
  return app.standIn.waitForCheckRun(pull.headSha, ANSWER);
}

describe("accepting a finding", () => {
  test("lets a pull request go on, says who did it and why, and never says clean", async () => {
    const { pull, lines } = await attacked();
    expect(lines).not.toEqual([]);
    expect(reviewsOf(pull.headSha)[0]?.conclusion).toBe("failure");
    await acceptAll(pull, lines);
    await expect
      .poll(() => reviewsOf(pull.headSha).at(-1)?.conclusion, { timeout: 100_000 })
      .toBe("neutral");
    const run = reviewsOf(pull.headSha).at(-1);
    expect(run?.text).toContain("accepted by `lead`: `our own collector, see the docs`");
    expect(`${run?.title} ${run?.summary}`).not.toMatch(/clean|No malicious pattern/);
    const records = app.audit().filter(({ kind }) => kind === "acceptance");
    const own = records.find(({ detail }) => detail["repository"] === pull.base.id)?.detail;
    // All that is needed to bring it back when the database forgets.
    expect(own).toMatchObject({ login: "lead", reason: "our own collector, see the docs" });
    expect(JSON.parse(String(own?.["binding"]))).toMatchObject({ rule: own?.["rule"] });
  });

  test("is taken back by a comment, once for all: the check is what it was before", async () => {
    const { pull, lines, base } = await attacked();
    const first = reviewsOf(pull.headSha)[0];
    await acceptAll(pull, lines);
    const conclusion = () => reviewsOf(pull.headSha).at(-1)?.conclusion;
    await expect.poll(conclusion, { timeout: 100_000 }).toBe("neutral");
    const shown = reviewsOf(pull.headSha).at(-1)?.text ?? "";
    const [back = ""] = /\/gatehouse reopen [0-9a-f]{32}/.exec(shown) ?? [];
    await app.standIn.comment(pull, back, { by: "lead" });
    await expect.poll(conclusion, { timeout: 100_000 }).toBe("failure");
    const last = reviewsOf(pull.headSha).at(-1);
    if (lines.length === 1) {
      expect([last?.title, last?.summary, last?.text]).toEqual([
        ...[first?.title, first?.summary, first?.text],
      ]);
    }
    const kinds = app.audit().filter(({ detail }) => detail["repository"] === base.id);
    expect(kinds.filter(({ kind }) => kind === "reopening")).toHaveLength(1);

    // Neither a repetition of the old comment nor asking again brings anything back.
    const old = app.standIn.webhooks.deliveries.find(({ body }) => body.includes(`${lines[0]} --`));
    await app.standIn.webhooks.redeliver(old?.id ?? "");
    const answer = await answerTo(pull, back, "lead");
    await expect
      .poll(() => app.standIn.checkRuns(pull.headSha).find(({ id }) => id === answer.id)?.summary, {
        timeout: 100_000,
      })
      .toContain("nobody has accepted such a finding");
    expect(conclusion()).toBe("failure");
  }, 240_000);

  test("holds while its evidence stays as it is, and ends with any change of it", async () => {
    const { pull, lines } = await attacked();
    await acceptAll(pull, lines);
    await expect
      .poll(() => reviewsOf(pull.headSha).at(-1)?.conclusion, { timeout: 100_000 })
      .toBe("neutral");
    const second = await app.standIn.pushHead(pull, { files: { "notes.md": "Notes.\n" } });
    expect((await app.standIn.waitForCheckRun(second, REVIEW)).conclusion).toBe("neutral");
    const changed = { "scripts/setup.js": `${SETUP}// a harmless comment\n` };
    const third = await app.standIn.pushHead(pull, { files: changed });
    expect((await app.standIn.waitForCheckRun(third, REVIEW)).conclusion).toBe("failure");
  }, 240_000);

  test("of an earlier head ends its memory, for that head's own commit id", async () => {
    const { pull } = await attacked();
    const first = pull.headSha;
    const second = await app.standIn.pushHead(pull, { files: HONEST, onBase: true });
    expect((await app.standIn.waitForCheckRun(second, REVIEW)).conclusion).toBe("action_required");
    const lines = await linesOn(second);
    expect(lines.join()).toContain(`@${first}`);
    await acceptAll(pull, lines);
    await expect
      .poll(() => reviewsOf(second).at(-1)?.conclusion, { timeout: 100_000 })
      .toBe("success");
  }, 240_000);

  test.for([
    ["a role below maintain", "maintainer"],
    ["nobody in particular", "stranger"],
  ] as const)("is not for %s, which costs no answer", async ([, by]) => {
    const { pull, lines } = await attacked();
    await acceptAll(pull, lines.slice(0, 1), by);
    const denied = () =>
      app
        .audit()
        .some(
          ({ kind, detail }) => kind === "command-denied" && detail["repository"] === pull.base.id,
        );
    await expect.poll(denied, { timeout: 100_000 }).toBe(true);
    expect(app.standIn.checkRuns(pull.headSha).map(({ name }) => name)).toEqual([REVIEW]);
  });

  test("is not for who opened the pull request, whatever their role", async () => {
    const { pull, base, lines } = await attacked();
    app.standIn.setPermission(base, pull.author.login, "admin");
    const answer = await answerTo(pull, `${lines[0]} -- it is my own work`, pull.author.login);
    expect(answer.summary).toContain("cannot accept");
    expect(reviewsOf(pull.headSha)).toHaveLength(1);
  });

  test("is not for who wrote a commit of it, nor for who pushed to it", async () => {
    const at = await project(app);
    for (const login of ["writer", "pusher"]) app.standIn.setPermission(at.base, login, "admin");
    const pull = await app.standIn.openPullRequest({
      ...{ author: at.fork.owner.login, base: at.base, head: at.fork, branch: "fix" },
      ...{ title: "Fix", files: HONEST, commitAuthor: "writer" },
    });
    await app.standIn.waitForCheckRun(pull.headSha, REVIEW);
    await app.standIn.pushHead(pull, { files: ATTACK }, { by: "pusher" });
    await app.standIn.waitForCheckRun(pull.headSha, REVIEW);
    const [line] = await linesOn(pull.headSha);
    for (const by of ["writer", "pusher"]) {
      const before = app.audit().length;
      await app.standIn.comment(pull, `${line} -- looks right to me`, { by });
      const denial = () =>
        app
          .audit()
          .slice(before)
          .some(({ kind, detail }) => kind === "command-denied" && detail["sender"] === by);
      await expect.poll(denial, { timeout: 100_000 }).toBe(true);
    }
    expect(reviewsOf(pull.headSha)).toHaveLength(1);
  });

  test.for([
    ["another commit", (line: string) => line.replace(/@.*/, `@${"a".repeat(40)}`), "not the head"],
    [
      "a finding that is not there",
      (line: string) => line.replace(/ [0-9a-f]{32}/, ` ${"0".repeat(32)}`),
      "no such finding",
    ],
  ] as const)("says what is wrong with %s", async ([, change, says]) => {
    const { pull, lines } = await attacked();
    const answer = await answerTo(pull, `${change(lines[0] ?? "")} -- for a reason`, "lead");
    expect(answer.summary).toContain(says);
    expect(reviewsOf(pull.headSha)).toHaveLength(1);
  });

  test("is done once for a comment that is delivered twice", async () => {
    const { pull, lines } = await attacked();
    await acceptAll(pull, lines.slice(0, 1));
    await newest(pull.headSha, 2);
    const sent = app.standIn.webhooks.deliveries.findLast(({ event }) => event === "issue_comment");
    await app.standIn.webhooks.redeliver(sent?.id ?? "");
    const accepted = app
      .audit()
      .filter(({ kind, detail }) => kind === "acceptance" && detail["repository"] === pull.base.id);
    expect(accepted).toHaveLength(1);
  });
});

describe("explaining a finding", () => {
  test("shows its card, with the line that accepts it", async () => {
    const { pull, lines } = await attacked();
    const fingerprint = /accept ([0-9a-f]{32})/.exec(lines[0] ?? "")?.[1] ?? "";
    const answer = await answerTo(pull, `/gatehouse explain ${fingerprint}`, "maintainer");
    expect(answer.summary).toContain("Why it matters");
    expect(answer.summary).toContain(lines[0]);
  });
});
