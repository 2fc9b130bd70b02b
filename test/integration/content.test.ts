import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { FileContent } from "../stand-in/git.ts";
import { type RunningApp, startApp } from "./app.ts";
import { ATTACK, openFromFork, project, REVIEW, SETUP } from "./repositories.ts";

const MIB = 1024 * 1024;

/** What a pull request can hold, and what the check must come to. */
const CONTENT: {
  name: string;
  files: () => Record<string, FileContent>;
  conclusion: "success" | "action_required" | "failure" | "not green";
  says?: string;
}[] = [
  {
    name: "a text file of 50 MB, which is more than is read",
    files: () => ({ "data/words.js": Buffer.alloc(50 * MIB, "word\n") }),
    conclusion: "action_required",
    says: "data/words.js",
  },
  {
    name: "an executable binary",
    files: () => ({
      "bin/tool": { executable: Buffer.from("\x7fELF\x02\x01\x01\0junk\0\xff", "latin1") },
    }),
    conclusion: "not green",
    says: "bin/tool",
  },
  {
    name: "an attack in JavaScript that is not UTF-8",
    files: () => ({
      ...ATTACK,
      "scripts/setup.js": Buffer.from(`// caf\xe9 \xff\xfe\n${SETUP}`, "latin1"),
    }),
    conclusion: "failure",
    says: "collect.example.invalid",
  },
  {
    name: "100,000 nested brackets",
    files: () => ({ "src/deep.js": "[".repeat(100_000) + "]".repeat(100_000) }),
    conclusion: "not green",
    says: "src/deep.js",
  },
  {
    name: "100,000 nested brackets of JSON that npm would load",
    files: () => ({ "package.json": "[".repeat(100_000) }),
    conclusion: "not green",
    says: "package.json",
  },
  {
    name: "a symlink out of the repository",
    files: () => ({ "docs/passwd": { symlink: "../../../../etc/passwd" } }),
    conclusion: "not green",
    says: "docs/passwd",
  },
  {
    name: "a submodule",
    files: () => ({
      ".gitmodules": '[submodule "lib"]\n\tpath = lib\n\turl = https://example.invalid/lib.git\n',
      lib: { submodule: "1".repeat(40) },
    }),
    conclusion: "success",
    says: "https://example.invalid/lib.git",
  },
  {
    name: "a path with a line feed, a quote and a right-to-left override",
    files: () => ({ 'src/a"b\n\u202Ecod.js': "export const one = 1;\n" }),
    conclusion: "not green",
  },
  {
    name: "a policy file that is a symlink",
    files: () => ({ ".github/gatehouse.yml": { symlink: "../package.json" } }),
    conclusion: "action_required",
    says: "regular file",
  },
];

describe("what a pull request holds", () => {
  let app: RunningApp;
  beforeAll(async () => {
    app = await startApp();
  });
  afterAll(() => app.close());

  test.for(CONTENT)(
    "ends as it should for $name",
    { timeout: 200_000 },
    async ({ files, conclusion, says }) => {
      const pull = await openFromFork(app, await project(app), files());
      const run = await app.standIn.waitForCheckRun(pull.headSha, REVIEW, undefined, 150_000);
      expect(run.history.slice(0, 2)).toEqual(["queued", "in_progress"]);
      expect(run.history).toHaveLength(3);
      if (conclusion === "not green") expect(run.conclusion).not.toBe("success");
      else expect(run.conclusion).toBe(conclusion);
      const told = [run.title, run.summary, run.text, JSON.stringify(run.annotations)].join("\n");
      if (says !== undefined) expect(told).toContain(says);
      expect(told).not.toMatch(/[\u202A-\u202E\u2066-\u2069]/);
    },
  );

  test("survives all of it, and reviews the next one", async () => {
    const pull = await openFromFork(app, await project(app), { "README.md": "# Site\n" });
    const run = await app.standIn.waitForCheckRun(pull.headSha, REVIEW);
    expect(run.conclusion).toBe("success");
  });
});
