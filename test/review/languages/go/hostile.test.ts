import { beforeAll, expect, test } from "vitest";
import type { CodeContext } from "../../../../src/review/code/run.ts";
import { described, factsOf, isCapability, loadContext } from "../../../conformance/harness.ts";

let context: CodeContext;
beforeAll(async () => {
  context = await loadContext();
});

function program(body: string): string {
  return `package main\nimport "os/exec"\nimport "strings"\nfunc main() {\n${body}\n}\n`;
}

test.each([
  ["parentheses", `x := ${"(".repeat(5000)}1${")".repeat(5000)}`],
  ["lists", `x := []any{${"[]any{".repeat(3000)}${"}".repeat(3000)}}`],
  ["calls inside calls", `${"f(".repeat(5000)}${")".repeat(5000)}`],
  ["blocks", `${"if x { ".repeat(3000)}${"}".repeat(3000)}`],
  ["pointers", `x := ${"*".repeat(5000)}y`],
])("%s that nest too deep are refused with a RangeError", (_, text) => {
  expect(() => factsOf("go", program(text), context)).toThrow(RangeError);
});

test.each([
  ["a text of very many parts", `x := ${Array.from({ length: 3000 }, () => '"a"').join(" + ")}`],
  ["a long chain of calls", `x${".A()".repeat(200)}`],
  ["a text that doubles", `x := "a"; for i := 0; i < 100000; i++ { x = x + x }`],
  ["a list that doubles", `x := []int{1}; for i := 0; i < 100000; i++ { x = append(x, x...) }`],
  [
    "a buffer that doubles",
    `var b strings.Builder; b.WriteString("a"); for { b.WriteString(b.String()) }`,
  ],
  [
    "a huge repetition",
    `x := strings.Repeat("a", 999999999); y := make([]byte, 999999999); y[999999999] = 1`,
  ],
  ["a range without an end", `for i := range 999999999999 { f(i) }`],
  [
    "a switch of very many cases",
    `switch x {\n${Array.from({ length: 3000 }, (_, at) => `case ${at}: f()\n`).join("")}}`,
  ],
  ["zero bytes", `x := "\0\0"`],
  ["a line of a megabyte", `x := "${"a".repeat(1_000_000)}"`],
  ["text that is no Go", `)) class {{ ;;; ) "}`],
])("%s comes to an end, and what stands beside it is read", (_, text) => {
  const facts = factsOf(
    "go",
    `${program(text)}\nfunc init() { exec.Command("id").Run() }\n`,
    context,
  );
  const runs = { capability: "execute.process" as const, target: "id" };
  expect(
    facts.some((fact) => isCapability(fact, runs)),
    described(facts).join("\n").slice(0, 2000),
  ).toBe(true);
});

test.each([
  ["a text that does not end", 'package main\nvar x = "abc'],
  ["a raw text that does not end", "package main\nvar x = `abc"],
  ["a comment that does not end", "package main\n/* abc"],
  ["a rune that does not end", "package main\nvar x = '"],
  ["an empty file", ""],
  [
    "functions that call each other",
    "package main\nfunc main() { a() }\nfunc a() { b(); b() }\nfunc b() { a(); a() }",
  ],
  [
    "types that hold themselves",
    "package main\ntype A struct { *B }\ntype B struct { *A }\nvar x = A{}\nfunc main() { x.F() }",
  ],
])("%s is read without an error", (_, text) => {
  expect(() => factsOf("go", text, context)).not.toThrow();
});
