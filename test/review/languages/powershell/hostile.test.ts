import { beforeAll, expect, test } from "vitest";
import type { CodeContext } from "../../../../src/review/code/run.ts";
import { described, factsOf, isCapability, loadContext } from "../../../conformance/harness.ts";

let context: CodeContext;
beforeAll(async () => {
  context = await loadContext();
});

test.each([
  ["parentheses", `$x = ${"(".repeat(5000)}1${")".repeat(5000)}`],
  ["expressions in texts", `$x = ${'"$('.repeat(3000)}1${')"'.repeat(3000)}`],
  ["calls", `$x${".A()".repeat(5000)}`],
  ["casts", `$x = ${"[int]".repeat(5000)}1`],
  ["blocks", `${"try { ".repeat(3000)}${"} finally {}".repeat(3000)}`],
])("%s that nest too deep are refused with a RangeError", (_, text) => {
  expect(() => factsOf("powershell", text, context)).toThrow(RangeError);
});

test.each([
  ["a sum of very many parts", `$x = ${Array.from({ length: 3000 }, () => '"a"').join(" + ")}`],
  ["a text that doubles", `$x = "a"; for ($i = 0; $i -lt 100000; $i++) { $x = $x + $x }`],
  ["code that runs itself", `$s = 'iex $s'; iex $s`],
  [
    "a function that calls itself in three ways",
    "function F($n) { (F $n) + (F $n) + (F $n) }\nF 0",
  ],
  ["a huge repetition", `$x = "a" * 999999999; $y = 0..999999999`],
  ["signs that begin nothing", "] ) } | ; ] =\n"],
  ["a parameter without its end", "function G([Parameter(] $x) { }"],
  ["zero bytes", "\0\0 \0"],
  [
    "commands that are called by a value inside of each other",
    `${"& $a (".repeat(40)}1${")".repeat(40)}`,
  ],
])("%s comes to an end, and what follows is read", (_, text) => {
  const facts = factsOf("powershell", `${text}\nid`, context);
  const runs = { capability: "execute.process" as const, target: "id" };
  expect(
    facts.some((fact) => isCapability(fact, runs)),
    described(facts).join("\n"),
  ).toBe(true);
});

test.each([
  ["a text without its end", "id; $x = 'abc"],
  ["a here-string without its end", 'id\n$x = @"\nabc'],
  ["a comment without its end", "id <# abc"],
  ["a block without its end", "if ($x) { id"],
])("what stands before %s is read", (_, text) => {
  const facts = factsOf("powershell", text, context);
  expect(facts.some((fact) => isCapability(fact, { capability: "execute.process" }))).toBe(true);
});
