import { beforeAll, expect, test } from "vitest";
import type { CodeContext } from "../../../../src/review/code/run.ts";
import { described, factsOf, isCapability, loadContext } from "../../../conformance/harness.ts";

let context: CodeContext;
beforeAll(async () => {
  context = await loadContext();
});

test.each([
  ["parentheses", `int x = ${"(".repeat(5000)}1${")".repeat(5000)};`],
  ["calls", `int x = ${"f(".repeat(5000)}${")".repeat(5000)};`],
  ["blocks", `int f() ${"{".repeat(5000)}${"}".repeat(5000)}`],
])("%s that nest too deep are refused with a RangeError", (_, text) => {
  expect(() => factsOf("c", text, context)).toThrow(RangeError);
});

test.each([
  ["a macro that doubles", "#define A(x) A1(x x)\n#define A1(x) A2(x x)\n#define A2(x) A(x x)\n"],
  [
    "macros that are made of one another",
    Array.from({ length: 400 }, (_, i) => `#define M${i + 1} M${i} M${i}\n`).join("") +
      "int z = M400;\n",
  ],
  ["a loop that makes a text longer", `std::string t = "a"; void f() { for (;;) t += t; }`],
  ["a NUL", "char c\0;"],
  ["text that is no C", "class {{{ ;;; ) } } }\n"],
])("%s comes to an end, and what follows is read", (_, text) => {
  const facts = factsOf("c", `${text}\nint main(void) { system("id"); }\n`, context);
  const runs = { capability: "execute.process" as const, target: "id" };
  expect(
    facts.some((fact) => isCapability(fact, runs)),
    described(facts).join("\n"),
  ).toBe(true);
});

test.each([
  ["a call of a macro that never ends", `#define X(a) a a\n${"X(".repeat(5000)}\n`],
  ["a text without an end", `char *t = "${"a".repeat(100_000)}\n`],
])("%s comes to an end", (_, text) => {
  expect(() => factsOf("c", text, context)).not.toThrow();
});
