import { beforeAll, describe, expect, test } from "vitest";
import type { CodeContext } from "../../src/review/code/run.ts";
import { CONTROL_CASES } from "./control-cases.ts";
import { DECODING_CASES } from "./decoding-cases.ts";
import { NAMING_CASES } from "./naming-cases.ts";
import { PASSING_CASES } from "./passing-cases.ts";
import { PLACE_CASES } from "./place-cases.ts";
import { described, factsOf, isCapability, isFlow, loadContext } from "./harness.ts";

const CASES = [
  ...NAMING_CASES,
  ...DECODING_CASES,
  ...PASSING_CASES,
  ...CONTROL_CASES,
  ...PLACE_CASES,
];
const RUNS = CASES.flatMap((each) =>
  Object.entries(each.programs).map(([language, text]) => ({ ...each, language, text })),
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

test("no case is written for one language alone", () => {
  const alone = CASES.filter((each) => Object.keys(each.programs).length < 2);
  expect(alone.map((each) => each.name)).toEqual([]);
});
