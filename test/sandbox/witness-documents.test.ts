import { expect, it } from "vitest";
import { CAPABILITIES_OF } from "../../src/sandbox/recorder-container.ts";
import { TRIED } from "../../src/sandbox/walls.ts";
import { headOf, pageAt, tableOf } from "../docs/pages.ts";
import { RECORDER_ATTACKS } from "../docker/recorder-attacks.ts";
import { LINEAGE_ATTACKS, TRACER_ATTACKS } from "../docker/tracer-attacks.ts";
import { SECRET_ATTACKS } from "../docker/secret-attacks.ts";
import { ENGINES, expectedOn } from "../docker/walls-by-engine.ts";
import { DESTINATION_ATTACKS, HONEST_PROGRAMS } from "../docker/witness-attacks.ts";

const page = pageAt("docs/sandbox-security.md");

it.each([
  ["a program that reaches out", DESTINATION_ATTACKS],
  ["a program that is after secrets", SECRET_ATTACKS],
  ["a program that is after the recorder", RECORDER_ATTACKS],
  ["a program whose processes are followed", LINEAGE_ATTACKS],
  ["a program that is after the tracer", TRACER_ATTACKS],
  ["an honest program", HONEST_PROGRAMS],
] as const)("docs/sandbox-security.md shows what is tried by %s", (heading, attacks) => {
  const rows = attacks.map(({ attack, expected }) => [attack, expected]);
  expect(tableOf(page, heading)).toEqual(rows);
});

it("docs/sandbox-security.md shows where which limit and wall holds, as it is tried", () => {
  const rows = [...TRIED].map(([id, holds]) => [
    `${holds} (\`${id.replace("sandbox/", "")}\`)`,
    ...ENGINES.map((engine) => expectedOn(engine, id)),
  ]);
  expect(headOf(page, "what is tried")).toEqual(["what is tried", ...ENGINES]);
  expect(tableOf(page, "what is tried")).toEqual(rows);
});

it("docs/sandbox-security.md shows the capabilities of every container", () => {
  const rows = Object.entries(CAPABILITIES_OF).flatMap(([container, all]) => {
    const named = Object.entries(all).map(([name, why]) => [container, `\`${name}\``, why]);
    return named.length === 0 ? [[container, "none", ""]] : named;
  });
  expect(tableOf(page, "container")).toEqual(rows);
});
