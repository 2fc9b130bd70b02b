import { beforeAll, expect, test } from "vitest";
import type { CodeContext } from "../../../../src/review/code/run.ts";
import { described, factsOf, isCapability, loadContext } from "../../../conformance/harness.ts";

let context: CodeContext;
beforeAll(async () => {
  context = await loadContext();
});

test.each([
  ["parentheses", `val x = ${"(".repeat(5000)}1${")".repeat(5000)}`],
  ["calls", `val x = ${"f(".repeat(5000)}${")".repeat(5000)}`],
  ["blocks", `fun f() ${"{".repeat(5000)}${"}".repeat(5000)}`],
  ["texts in one another", `val x = ${'"${'.repeat(5000)}`],
])("%s that nest too deep are refused with a RangeError", (_, text) => {
  expect(() => factsOf("kotlin", text, context)).toThrow(RangeError);
});

test.each([
  ["a comment inside a comment", "/* a /* b */ c */\n"],
  ["a text that says there is a comment", 'val a = "/*"\n'],
  [
    "a function whose parameter has a type of a function",
    "val f = { s: (String) -> Unit -> s(1) }\n",
  ],
  ["a lambda with typed parameters", "val f = { s: String, n: Int -> s }\n"],
  ["type arguments", "val m = HashMap<String, List<Map<Int, *>>>()\n"],
  ["a comparison that looks like type arguments", "val m = a < b\nval n = c > d\n"],
  ["an operator at a line's end", "val n = a +\n  b\n"],
  ["a NUL", "val c = 1\0\n"],
  ["text that is no Kotlin", "class (( ;;; ) } } -> when\n"],
])("%s is read past, and what follows is read", (_, text) => {
  const facts = factsOf(
    "kotlin",
    `${text}\nfun main() { ProcessBuilder("id").start() }\n`,
    context,
  );
  const runs = { capability: "execute.process" as const, target: "id" };
  expect(
    facts.some((fact) => isCapability(fact, runs)),
    described(facts).join("\n"),
  ).toBe(true);
});
