import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { localChange } from "../../src/cli/change.ts";
import { openLocal } from "../../src/git/local.ts";
import type { Review } from "../../src/model/review.ts";
import { loadKnowledge } from "../../src/review/knowledge.ts";
import { review } from "../../src/review/review.ts";
import { commitFiles, commitTree, emptyRepository, git, scratchFolder } from "./scratch.ts";

const knowledge = await loadKnowledge(join(import.meta.dirname, "..", ".."));

/**
 * Two branches that merged each other: they have two merge bases. On `main` a guard was
 * switched on; the merge on `dev` says what it made of the guard.
 */
function crossed(guardOnDev: string, guardOnMain = "verify=true\n"): string {
  const folder = emptyRepository();
  const root = commitFiles(folder, { guard: "verify=false\n", app: "1\n" });
  const onMain = commitFiles(folder, { guard: "verify=true\n" });
  git(folder, "checkout", "-q", "-b", "dev", root);
  const onDev = commitFiles(folder, { app: "2\n" });
  commitFiles(folder, { guard: guardOnDev, innocent: "words\n" });
  const dev = commitTree(folder, git(folder, "rev-parse", "HEAD^{tree}"), onDev, onMain);
  git(folder, "checkout", "-q", "-f", onMain);
  commitFiles(folder, { guard: guardOnMain, app: "2\n" });
  const main = commitTree(folder, git(folder, "rev-parse", "HEAD^{tree}"), onMain, onDev);
  git(folder, "branch", "-f", "dev", dev);
  git(folder, "branch", "-f", "main", main);
  return folder;
}

async function reviewDev(folder: string): Promise<Review> {
  const repository = await openLocal(folder);
  onTestFinished(() => repository.close());
  const change = await localChange(repository, { base: "main", head: "dev" });
  if ("problem" in change) throw new Error(change.problem);
  expect(change.request.mergeBases).toHaveLength(2);
  return review(repository, change.request, knowledge);
}

test("a merge that takes a guard back is found, though one comparison shows an innocent file", async () => {
  const folder = crossed("verify=false\n");
  const shown = git(folder, "diff", "--name-only", "dev^1", "dev");
  expect(shown).toBe("innocent");
  const { findings, verdict, complete } = await reviewDev(folder);
  expect(findings.map(({ rule, path }) => [rule, path])).toEqual([["git/merge-undoes", "guard"]]);
  expect({ verdict, complete }).toEqual({ verdict: "suspicious", complete: true });
});

test("branches that merged each other and kept the guard are clean", async () => {
  const { findings, verdict, complete } = await reviewDev(crossed("verify=true\n"));
  expect(findings).toEqual([]);
  expect({ verdict, complete }).toEqual({ verdict: "clean", complete: true });
});

test("a conflict is no error: what cannot be merged takes nothing back", async () => {
  const { complete, findings } = await reviewDev(crossed("verify=no\n", "verify=always\n"));
  expect(findings.filter(({ rule }) => rule === "git/merge-undoes")).toEqual([]);
  expect(complete).toBe(true);
});

test("merging runs no driver and no filter of the repository, and writes nothing into it", async () => {
  const folder = crossed("verify=no\n", "verify=always\n");
  const marker = join(scratchFolder(), "ran");
  for (const key of ["merge.evil.driver", "filter.evil.smudge", "filter.evil.clean"]) {
    git(folder, "config", key, `touch ${marker}; cat`);
  }
  writeFileSync(join(folder, ".git", "info", "attributes"), "* merge=evil filter=evil\n");
  writeFileSync(join(folder, ".gitattributes"), "* merge=evil filter=evil\n");
  const before = git(folder, "count-objects", "-v");
  await reviewDev(folder);
  expect(existsSync(marker)).toBe(false);
  expect(git(folder, "count-objects", "-v")).toBe(before);
});

test("a merge that lacks an object leaves the review incomplete", async () => {
  const folder = crossed("verify=no\n", "verify=always\n");
  const repository = await openLocal(folder);
  onTestFinished(() => repository.close());
  const change = await localChange(repository, { base: "main", head: "dev" });
  if ("problem" in change) throw new Error(change.problem);
  const merge = { tip: change.request.head, result: null };
  const { complete, unanalysed } = await review(
    repository,
    { ...change.request, merge },
    knowledge,
  );
  expect(complete).toBe(false);
  expect(unanalysed.map(({ reason }) => reason).join()).toContain("several merge bases");
});
