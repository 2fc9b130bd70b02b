import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { ROOT } from "../architecture/sources.ts";
import { libraryFiles } from "../demo/library-files.ts";
import { ATTACK, HONEST, type Proposal } from "../demo/pull-requests.ts";
import { commit, createBareRepository } from "../stand-in/git.ts";
import { pageAt } from "./pages.ts";

const Workflow = z.strictObject({
  name: z.string(),
  on: z.record(z.string(), z.null()),
  permissions: z.record(z.string(), z.string()),
  jobs: z.strictObject({
    review: z.strictObject({
      "runs-on": z.string(),
      "timeout-minutes": z.number(),
      // No step has `uses`: no action of others takes part.
      steps: z.array(
        z.strictObject({
          name: z.string(),
          env: z.record(z.string(), z.string()),
          run: z.string(),
        }),
      ),
    }),
  }),
});

const block = pageAt("docs/ci.md").blocks.find(({ lang }) => lang === "yaml");
const workflow = Workflow.parse(parse(block?.value ?? ""));
const [install, fetch, review] = workflow.jobs.review.steps;

test("the recipe runs the base branch's workflow with a token that can only read", () => {
  expect(Object.keys(workflow.on)).toEqual(["pull_request_target"]);
  expect(workflow.permissions).toEqual({ contents: "read" });
});

test("no script of the recipe holds a value of the event, or anything but pinned code", () => {
  for (const { run } of workflow.jobs.review.steps) expect(run).not.toContain("${{");
  expect(install?.env["COMMIT"]).toMatch(/^[0-9a-f]{40}$/);
  expect(fetch?.run).not.toMatch(/checkout|worktree|clone/);
});

describe("the steps of the recipe, run as they stand", () => {
  let origin = "";
  let base = "";
  beforeAll(async () => {
    const folder = mkdtempSync(join(tmpdir(), "gatehouse-recipe-origin-"));
    origin = join(folder, "origin.git");
    await createBareRepository(origin, "main");
    base = await commit(origin, { branch: "main", message: "First\n", files: libraryFiles() });
    return () => rmSync(folder, { recursive: true, force: true });
  });

  async function runOn({ branch, files }: Proposal) {
    const head = await commit(origin, { branch, message: "Fix\n", files, parent: base });
    const folder = mkdtempSync(join(tmpdir(), "gatehouse-recipe-"));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    symlinkSync(ROOT, join(folder, "gatehouse"));
    const summary = join(folder, "summary.md");
    const env = {
      ...{ PATH: process.env["PATH"], HOME: folder, GIT_CONFIG_NOSYSTEM: "1" },
      ...{ REPOSITORY: origin, BASE: base, HEAD: head, TOKEN: "t" },
      GITHUB_STEP_SUMMARY: summary,
    };
    const step = (script: string) =>
      spawnSync("bash", ["-e", "-c", script], { cwd: folder, env, encoding: "utf8" });
    const fetched = step(fetch?.run ?? "");
    expect([fetched.status, fetched.stderr]).toEqual([0, ""]);
    const { status } = step(review?.run ?? "");
    return { folder, status, told: readFileSync(summary, "utf8") };
  }

  test("fail on an attack and say why, and pass an honest change", async () => {
    const attack = await runOn(ATTACK);
    expect([attack.status, attack.told]).toEqual([1, expect.stringContaining("malicious")]);
    const honest = await runOn(HONEST);
    expect([honest.status, honest.told]).toEqual([0, expect.stringContaining("clean")]);
  }, 240_000);

  test("write no file of the pull request", async () => {
    const { folder } = await runOn(HONEST);
    expect(readdirSync(folder).toSorted()).toEqual(["gatehouse", "objects.git", "summary.md"]);
    expect(existsSync(join(folder, "objects.git", "package.json"))).toBe(false);
    const settings = execFileSync("git", ["-C", join(folder, "objects.git"), "config", "--list"]);
    expect(settings.toString()).not.toContain("Authorization");
  }, 240_000);
});
