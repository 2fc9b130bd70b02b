import { beforeAll, describe, expect, test } from "vitest";
import type { CodeContext } from "../../src/review/code/run.ts";
import { LANGUAGES } from "../../src/review/languages/table.ts";
import { CONTROL_CASES } from "./control-cases.ts";
import { DECODING_CASES } from "./decoding-cases.ts";
import { NAMING_CASES } from "./naming-cases.ts";
import { PASSING_CASES } from "./passing-cases.ts";
import { PLACE_CASES } from "./place-cases.ts";
import { CORE, PROGRAMS } from "./programs.ts";
import { described, factsOf, isCapability, isFlow, loadContext } from "./harness.ts";

const CASES = [
  ...NAMING_CASES,
  ...DECODING_CASES,
  ...PASSING_CASES,
  ...CONTROL_CASES,
  ...PLACE_CASES,
];
const NAMES = new Set(CASES.map((each) => each.name));
const RUNS = CASES.flatMap((each) =>
  Object.entries(PROGRAMS).flatMap(([language, programs]) => {
    const text = programs[each.name];
    return text === undefined ? [] : [{ ...each, language, text }];
  }),
);

let context: CodeContext;
beforeAll(async () => {
  context = await loadContext();
});

describe("every language finds the same in the same program", () => {
  test.each(RUNS)("$language: $name", (run) => {
    const facts = factsOf(run.language, run.text, context);
    const missing = [
      ...(run.flows ?? []).filter((flow) => !facts.some((fact) => isFlow(fact, flow))),
      ...(run.capabilities ?? []).filter((each) => !facts.some((fact) => isCapability(fact, each))),
    ];
    const wrong = [
      ...(run.noFlows ?? []).filter((flow) => facts.some((fact) => isFlow(fact, flow))),
      ...(run.noCapabilities ?? []).filter((capability) =>
        facts.some((fact) => isCapability(fact, { capability })),
      ),
    ];
    expect({ missing, wrong }, described(facts).join("\n")).toEqual({ missing: [], wrong: [] });
  });
});

test("every language has a program for each of the core cases", () => {
  const missing = [...LANGUAGES.keys()].flatMap((language) =>
    CORE.filter((name) => PROGRAMS[language]?.[name] === undefined).map(
      (name) => `${language}: ${name}`,
    ),
  );
  expect(missing).toEqual([]);
});

test("every program belongs to a case, and no case is written for one language alone", () => {
  const strays = Object.values(PROGRAMS).flatMap((programs) =>
    Object.keys(programs).filter((name) => !NAMES.has(name)),
  );
  const alone = CASES.filter((each) => RUNS.filter((run) => run.name === each.name).length < 2);
  expect({ strays, alone: alone.map((each) => each.name) }).toEqual({ strays: [], alone: [] });
});
