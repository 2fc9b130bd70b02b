import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { readDependenciesInChild } from "../../src/isolate/dependency-reader.ts";
import { planPackages } from "../../src/jobs/plan-packages.ts";
import { memoryCommits } from "../fakes/memory-commits.ts";
import { pageAt, tableOf } from "../docs/pages.ts";
import { PLANTED } from "./planted-code.ts";
import { newFolder, sourceOf, startRegistry } from "./registry.ts";

const HEAD = "b".repeat(40);

async function plan(files: Record<string, string>, language: string, policy?: "lockfile" | "none") {
  const registry = await startRegistry();
  const { source } = sourceOf(registry);
  const planned = await planPackages(
    { readDependencies: readDependenciesInChild, packages: source },
    {
      commits: memoryCommits({ [HEAD]: files }),
      ...{ headSha: HEAD, policy, language, signal: new AbortController().signal },
    },
  );
  return { planned, asked: registry.asked };
}

it.each(PLANTED)(
  "code in the places that $manager obeys runs nowhere, and one sentence refuses it",
  async ({ files, language, refused }) => {
    const mark = join(newFolder(), "mark");
    const { planned, asked } = await plan(files(`touch ${mark}`), language, "lockfile");
    const problems = "problems" in planned ? planned.problems : [];
    expect(problems.map(({ message }) => message)).toEqual([expect.stringMatching(refused)]);
    expect(asked).toEqual([]);
    expect(existsSync(mark)).toBe(false);
  },
);

it.each(PLANTED)("with nothing to be fetched, a commit of $manager may run", async (row) => {
  const { planned, asked } = await plan(row.files("true"), row.language, "none");
  expect(planned).toEqual({ order: null });
  expect(asked).toEqual([]);
});

it("a commit that pins packages of which nothing is fetched is told so without being asked", async () => {
  const of = (manager: string) => PLANTED.filter((row) => row.manager === manager);
  for (const { files, language, refused } of [...of("Bundler"), ...of("Composer")]) {
    const { planned } = await plan(files("true"), language);
    expect(planned).toMatchObject({
      problems: [{ message: expect.stringMatching(refused) as string }],
    });
  }
  for (const { files, language } of [...of("Maven"), ...of("Gradle")]) {
    expect((await plan(files("true"), language)).planned).toEqual({ order: null });
  }
});

it("docs/sandbox-security.md shows the package managers of which nothing is fetched", () => {
  const rows = PLANTED.map(({ manager, places }) => [manager, places]);
  expect(tableOf(pageAt("docs/sandbox-security.md"), "refused")).toEqual(rows);
});
