import { beforeAll, describe, expect, it } from "vitest";
import type { Sandbox } from "../../src/ports.ts";
import { PREPARE_MS, prepareSandbox, runTrial } from "./prepared.ts";
import { RECORDER_ATTACKS } from "./recorder-attacks.ts";
import { SECRET_ATTACKS } from "./secret-attacks.ts";
import {
  DESTINATION_ATTACKS,
  HONEST_PROGRAMS,
  PRELUDE,
  type WitnessAttack,
} from "./witness-attacks.ts";

let sandbox: Sandbox;
beforeAll(async () => {
  ({ sandbox } = await prepareSandbox());
}, PREPARE_MS);

async function holds({ program, holds: isHeld }: WitnessAttack): Promise<void> {
  const run = await runTrial(sandbox, {
    command: ["python3", "program.py"],
    files: { "program.py": `${PRELUDE}\n${program}\n` },
  });
  expect(run.outcome, `${run.reason}\n${run.log.tail}`).toBe("passed");
  expect(isHeld(run), JSON.stringify([run.behaviours, run.log.tail], null, 1)).toBe(true);
}

describe("a program that reaches out", () => {
  it.each(DESTINATION_ATTACKS)("$attack: $expected", holds);
});

describe("a program that is after secrets", () => {
  it.each(SECRET_ATTACKS)("$attack: $expected", holds);
});

describe("a program that is after the recorder", () => {
  it.each(RECORDER_ATTACKS)("$attack: $expected", holds);
});

describe("an honest program", () => {
  it.each(HONEST_PROGRAMS)("$attack: $expected", holds);
});
