import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { COMMANDS } from "../../src/cli/commands.ts";
import { TASKS } from "../../src/isolate/tasks.ts";
import { LANGUAGES } from "../../src/review/languages/table.ts";
import { loadRules } from "../../src/review/rules/load-rules.ts";
import { RUNNERS } from "../../src/sandbox/runners.ts";
import { projectFiles, ROOT, sourcesUnder } from "./sources.ts";

/** Folders of images/ that all runners are built on. */
const PARTS_OF_IMAGES = ["base", "recorder", "rootfs", "tracer"];

test("every command has a file of its name, and every file with a command is in the table", () => {
  const runs = sourcesUnder("src/cli").filter(({ text }) =>
    /^export async function run[A-Z]/m.test(text),
  );
  const files = runs.map(({ path }) => path.replace(/^src\/cli\/|\.ts$/g, ""));
  expect(files.toSorted()).toEqual(Object.keys(COMMANDS).toSorted());
});

test("every task of the child has a file of its name", () => {
  const files = projectFiles("src/isolate").filter((path) => path.endsWith("-task.ts"));
  const tasks = files
    .map((path) => path.replace(/^src\/isolate\/|-task\.ts$/g, ""))
    .filter((name) => name !== "serve" && name !== "run");
  expect(tasks.toSorted()).toEqual(Object.keys(TASKS).toSorted());
});

test("every rule folder holds one rule and both kinds of examples", async () => {
  const rules = await loadRules(join(ROOT, "rules"));
  const manifests = projectFiles("rules").filter((path) => path.endsWith("/rule.yml"));
  expect(rules.map(({ id }) => `rules/${id}/rule.yml`).toSorted()).toEqual(manifests.toSorted());
  const wanting = rules.filter(({ id }) => {
    const folder = join(ROOT, "rules", id, "examples");
    const names = existsSync(folder) ? readdirSync(folder) : [];
    return !["flagged", "clean"].every((kind) => names.some((name) => name.startsWith(kind)));
  });
  expect(wanting.map(({ id }) => id)).toEqual([]);
});

/** What several vocabularies share is a vocabulary of no language. */
function extendedByOthers(name: string): boolean {
  const folder = join(ROOT, "rules", "vocabulary");
  const says = new RegExp(`^extends: .*\\b${name}\\b`, "m");
  return readdirSync(folder).some((file) => says.test(readFileSync(join(folder, file), "utf8")));
}

test("every language with a reader for programs has a vocabulary, and the other way round", () => {
  const vocabularies = readdirSync(join(ROOT, "rules", "vocabulary"))
    .filter((name) => name.endsWith(".yml") && name !== "places.yml")
    .map((name) => name.replace(/\.yml$/, ""))
    .filter((name) => LANGUAGES.has(name) || !extendedByOthers(name));
  expect([...LANGUAGES.keys()].toSorted()).toEqual(vocabularies.toSorted());
});

test("every runner has a folder of images, and every such folder is a runner", () => {
  const folders = new Set(
    projectFiles("images").flatMap((path) => {
      const [, folder = "", recipe] = path.split("/");
      return recipe === undefined || PARTS_OF_IMAGES.includes(folder) ? [] : [folder];
    }),
  );
  expect([...folders].toSorted()).toEqual(RUNNERS.toSorted());
});
