import { expect, test } from "vitest";
import { parse } from "yaml";
import type { z } from "zod";
import { COMMANDS } from "../../src/cli/commands.ts";
import { COMMAND_TABLE } from "../../src/execution/command-table.ts";
import { AUDIT_KINDS } from "../../src/model/audit.ts";
import { CAPABILITIES } from "../../src/model/capability.ts";
import { CHECK_NAMES } from "../../src/model/check.ts";
import { Review, VERDICTS } from "../../src/model/review.ts";
import { OUTCOMES } from "../../src/model/outcome.ts";
import { SandboxRun } from "../../src/model/sandbox-run.ts";
import { TRIGGERS } from "../../src/model/trigger.ts";
import { sandboxConclusion } from "../../src/report/conclusion.ts";
import { RERUN_BUTTON, SANDBOX_BUTTON } from "../../src/report/review-check.ts";
import { RuleFile } from "../../src/review/rules/rule.ts";
import { readSettings, VARIABLE_NAMES } from "../../src/settings.ts";
import { codeIn, pageAt, tableOf } from "./pages.ts";

const spec = pageAt("SPEC.md");

/** The words in code of the line that begins with this word, up to its first full stop. */
function listed(start: string): string[] {
  const line = spec.text.split("\n").find((one) => one.startsWith(`${start}: \``)) ?? "";
  return codeIn(/^[^`]*(?:`[^`]*`[^`.]*)*/.exec(line)?.[0] ?? "");
}

function example(meta: string): unknown {
  const block = spec.blocks.find(({ lang, meta: m }) => `${lang} ${m}` === meta);
  return parse(block?.value ?? "");
}

function lines(start: string): string[] {
  const block = spec.blocks.find(({ value, lang }) => !lang && value.startsWith(start));
  return block?.value.split("\n") ?? [];
}

/** What a schema has against a value. All fields are needed, and no others are taken. */
function problems(schema: z.ZodType, value: unknown): string[] {
  const { error } = schema.safeParse(value);
  return (error?.issues ?? []).map(({ path, message }) => `${path.join(".")}: ${message}`);
}

test("names the check runs", () => {
  expect(tableOf(spec, "Name").map(([name = ""]) => codeIn(name)[0])).toEqual(
    Object.values(CHECK_NAMES),
  );
});

test("names the buttons", () => {
  for (const { identifier } of [SANDBOX_BUTTON, RERUN_BUTTON])
    expect(spec.spans).toContain(identifier);
});

test("says the conclusion of every outcome", () => {
  const same = { differences: [] };
  const run = SandboxRun.parse(example("json gatehouse.sandbox/1"));
  const rows = tableOf(spec, "Outcome of a run").flatMap(([outcomes = "", conclusion = ""]) =>
    codeIn(outcomes).map((outcome) => [outcome, conclusion.split(",")[0]]),
  );
  expect(rows.map(([outcome]) => outcome).toSorted()).toEqual([...OUTCOMES].toSorted());
  for (const [outcome, conclusion] of rows) {
    const ended = SandboxRun.parse({ ...run, outcome });
    expect(sandboxConclusion(ended, same), outcome).toBe(conclusion);
  }
});

test("lists the commands of comments", () => {
  expect(lines("/sandbox")).toEqual(COMMAND_TABLE.map(({ usage }) => usage));
});

test("lists the commands of the command line", () => {
  expect(lines("gatehouse ").toSorted()).toEqual(
    Object.values(COMMANDS)
      .map(({ usage }) => `gatehouse ${usage}`)
      .toSorted(),
  );
});

test("shows a review that its schema takes, with every field", () => {
  expect(problems(Review, example("json gatehouse.review/1"))).toEqual([]);
});

test("shows a sandbox run that its schema takes, with every field", () => {
  expect(problems(SandboxRun, example("json gatehouse.sandbox/1"))).toEqual([]);
});

test("shows a rule that its schema takes", () => {
  expect(problems(RuleFile, example("yaml rule"))).toEqual([]);
});

test("lists the clauses of a rule", () => {
  const { text } = spec;
  const sentence = text.slice(text.indexOf("A clause is one of:")).split("\n", 1)[0] ?? "";
  const known = (clause: string) => {
    const rule = { ...(example("yaml rule") as object), match: [{ [clause]: 0 }] };
    return !JSON.stringify(RuleFile.safeParse(rule).error).includes("nrecognized");
  };
  expect(codeIn(sentence).filter((clause) => !known(clause))).toEqual([]);
  expect(codeIn(sentence)).toHaveLength(9);
  expect(known("clause_of_nobody")).toBe(false);
});

test("lists verdicts, triggers, capabilities, outcomes and kinds of records", () => {
  expect(listed("Verdicts")).toEqual(VERDICTS);
  expect(listed("Triggers")).toEqual(TRIGGERS);
  expect(listed("Capabilities")).toEqual(CAPABILITIES);
  expect(listed("Outcomes")).toEqual(OUTCOMES);
  const line = spec.text.split("\n").find((one) => one.includes("Kinds: `")) ?? "";
  expect(codeIn(line.slice(line.indexOf("Kinds: `")))).toEqual(AUDIT_KINDS);
});

test("lists the settings, and which of them are needed", () => {
  const rows = tableOf(spec, "Variable");
  expect(rows.map(([name = ""]) => codeIn(name)[0]).toSorted()).toEqual(
    [...VARIABLE_NAMES].toSorted(),
  );
  const nothing = readSettings({});
  const missing = "problems" in nothing ? nothing.problems.map(({ where }) => where) : [];
  const needed = rows.filter(([, standard]) => standard === "needed");
  expect(rows.filter(([, standard]) => standard?.includes("sandbox-worker"))).toHaveLength(2);
  expect(needed.map(([name = ""]) => codeIn(name)[0]).toSorted()).toEqual(missing.toSorted());
});
