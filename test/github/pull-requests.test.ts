import { afterAll, beforeAll, expect, test } from "vitest";
import { createSetting, type Setting } from "./setting.ts";

let setting: Setting;
beforeAll(async () => {
  setting = await createSetting();
});
afterAll(() => setting.close());

test("a fork's pull request is read with its head, its author and the default branch", async () => {
  const { github, ref, pull, fork, standIn, repository } = setting;
  expect(await github.pullRequest(ref, 1)).toEqual({
    number: 1,
    state: "open",
    draft: false,
    title: "Fix a bug",
    body: "Fixes it.",
    author: { id: pull.author.id, login: "mallory" },
    headSha: pull.headSha,
    headBranch: "fix",
    headRepositoryId: fork.id,
    headOwner: "mallory",
    baseSha: await standIn.branchTip(repository, "main"),
    baseBranch: "main",
    defaultBranch: "main",
  });
});

test("the tip of the default branch is not taken from a tag of the same name", async () => {
  const { github, ref, standIn, repository, pull } = setting;
  const { git } = await import("../stand-in/git.ts");
  await git(repository.gitDir, ["update-ref", "refs/tags/main", pull.headSha]);
  const tip = await github.defaultBranchTip(ref);
  expect(tip).toBe(await standIn.branchTip(repository, "main"));
  expect(tip).not.toBe(pull.headSha);
});

test("all commit messages are read, over more than one page, oldest first", async () => {
  const { github, ref, standIn, repository } = setting;
  const head = repository;
  const base = { base: repository, head, author: "acme", branch: "long", title: "Long" };
  const pull = await standIn.openPullRequest({ ...base, message: "n0\n", files: { n: "0" } });
  for (let n = 1; n <= 101; n += 1) {
    const message = `n${n}\n\nbody of ${n}\n`;
    await standIn.commit(head, { branch: "long", message, files: { n: String(n) } });
  }
  const sha = await standIn.branchTip(head, "long");
  await standIn.pushHead(pull, { sha });
  const messages = await github.commitMessages(ref, pull.number);
  expect(messages).toHaveLength(102);
  expect(messages[1]).toBe("n1\n\nbody of 1");
  expect(messages[101]).toBe("n101\n\nbody of 101");
});

test("only open pull requests are listed", async () => {
  const { github, ref, standIn, repository } = setting;
  const base = { base: repository, head: repository, author: "acme", title: "Other" };
  const pull = await standIn.openPullRequest({ ...base, branch: "other", files: { o: "1" } });
  await standIn.closePullRequest(pull, { by: "acme" });
  const numbers = (await github.openPullRequests(ref)).map((each) => each.number);
  expect(numbers).toContain(1);
  expect(numbers).not.toContain(pull.number);
});

test("a pull request whose fork is deleted has no head repository, and keeps its head", async () => {
  const { github, ref, standIn, repository } = setting;
  const fork = await standIn.forkRepository(repository, "trudy");
  const base = { base: repository, head: fork, author: "trudy", title: "Gone" };
  const pull = await standIn.openPullRequest({ ...base, branch: "gone", files: { g: "1" } });
  await standIn.deleteRepository(fork);
  const live = await github.pullRequest(ref, pull.number);
  expect(live).toMatchObject({ headRepositoryId: null, headSha: pull.headSha, headOwner: "trudy" });
});

test("a pull request that never was is gone", async () => {
  const { github, ref } = setting;
  await expect(github.pullRequest(ref, 999)).rejects.toMatchObject({ kind: "gone" });
});
