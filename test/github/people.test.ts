import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createSetting, type Setting } from "./setting.ts";

let setting: Setting;
beforeAll(async () => {
  setting = await createSetting();
});
afterAll(() => setting.close());

describe("the live permission", () => {
  const roles = [
    { role: "admin", expected: "admin" },
    { role: "maintain", expected: "maintain" },
    { role: "write", expected: "write" },
    { role: "triage", expected: "triage" },
    { role: "read", expected: "read" },
    { role: "none", expected: "none" },
    { role: "security-champion", level: "write", expected: "write" },
    { role: "docs-helper", level: "read", expected: "read" },
    // A custom role may be called like a stronger one, and stays what it is built on.
    { role: "admin", level: "read", expected: "read" },
    { role: "maintain", level: "read", expected: "read" },
    { role: "write", level: "none", expected: "none" },
  ] as const;

  for (const { role, expected, ...rest } of roles) {
    const level = "level" in rest ? rest.level : undefined;
    test(`of the role ${role}${level === undefined ? "" : ` on ${level}`} is ${expected}`, async () => {
      const { github, ref, standIn, repository } = setting;
      standIn.setPermission(repository, "maria", role, level);
      expect(await github.permission(ref, "maria")).toMatchObject({ permission: expected });
    });
  }

  test("names the account by its id, which a renamed login does not keep", async () => {
    const { github, ref, standIn, repository } = setting;
    standIn.setPermission(repository, "maria", "write");
    const id = standIn.state.accounts.get("maria")?.id;
    expect((await github.permission(ref, "maria")).userId).toBe(id);
  });

  test("of a stranger on a public repository is read", async () => {
    const { github, ref } = setting;
    expect(await github.permission(ref, "mallory")).toMatchObject({ permission: "read" });
  });

  test("of nobody is a fault, never a permission", async () => {
    const { github, ref } = setting;
    await expect(github.permission(ref, "no-such-login")).rejects.toMatchObject({ kind: "gone" });
  });

  test("is asked for the login as a whole, whatever characters it has", async () => {
    const { github, ref, standIn, repository } = setting;
    standIn.setPermission(repository, "maria", "admin");
    const sly = github.permission(ref, "mallory/../maria");
    await expect(sly).rejects.toMatchObject({ kind: "gone" });
  });
});

describe("a comment", () => {
  test("is read as it stands now, with who wrote it and whether it was edited", async () => {
    const { github, ref, standIn, pull } = setting;
    const comment = await standIn.comment(pull, "/sandbox run", { by: "maria" });
    const authorId = comment.author.id;
    const first = { id: comment.id, body: "/sandbox run", authorId, edited: false };
    expect(await github.comment(ref, comment.id)).toEqual(first);
    await standIn.editComment(comment, "/sandbox help", { by: "mallory" });
    const later = { ...first, body: "/sandbox help", edited: true };
    expect(await github.comment(ref, comment.id)).toEqual(later);
  });

  test("that was deleted is null", async () => {
    const { github, ref, standIn, pull } = setting;
    const comment = await standIn.comment(pull, "/sandbox run", { by: "maria" });
    standIn.deleteComment(comment);
    expect(await github.comment(ref, comment.id)).toBeNull();
  });

  test("of another repository is not found by its number", async () => {
    const { github, ref, standIn } = setting;
    const other = await standIn.addRepository({ owner: "acme", name: "other", files: { a: "1" } });
    const base = { base: other, head: other, author: "acme", branch: "b", title: "Other" };
    const pull = await standIn.openPullRequest({ ...base, files: { b: "1" } });
    const comment = await standIn.comment(pull, "/sandbox run", { by: "acme" });
    expect(await github.comment(ref, comment.id)).toBeNull();
  });
});
