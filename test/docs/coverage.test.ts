import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { readCoverage } from "../../script/generated-coverage.ts";
import { loadRules } from "../../src/review/rules/load-rules.ts";
import { ROOT } from "../architecture/sources.ts";

const topics = await readCoverage(ROOT);
const attacks = topics.flatMap((topic) => topic.attacks);
const rules = await loadRules(join(ROOT, "rules"));

test("every attack has a rule or a test that answers it, or a reason why nothing does", () => {
  const silent = attacks.filter(
    (each) => each.rules.length + each.tests.length === 0 && each.open === undefined,
  );
  expect(silent.map(({ attack }) => attack)).toEqual([]);
});

test("rules and tests that are said to answer an attack are there", () => {
  const ids = new Set(rules.map(({ id }) => id));
  expect(attacks.flatMap((each) => each.rules).filter((id) => !ids.has(id))).toEqual([]);
  const tests = attacks.flatMap((each) => each.tests);
  expect(tests.filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
});

test("an attack that only a notice answers says so", () => {
  const malice = new Set(rules.flatMap(({ id, axis }) => (axis === "malice" ? [id] : [])));
  const wanting = attacks.filter(
    (each) =>
      each.rules.length > 0 && !each.rules.some((id) => malice.has(id)) && each.open === undefined,
  );
  expect(wanting.map(({ attack }) => attack)).toEqual([]);
});

test("every rule that finds malice is named for an attack; add yours to docs/coverage.yml", () => {
  const named = new Set(attacks.flatMap((each) => each.rules));
  const unnamed = rules.filter(({ id, axis }) => axis === "malice" && !named.has(id));
  expect(unnamed.map(({ id }) => id)).toEqual([]);
});

test("no attack stands twice", () => {
  const names = attacks.map(({ attack }) => attack);
  expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([]);
});
