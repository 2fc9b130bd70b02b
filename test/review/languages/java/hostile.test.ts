import { beforeAll, expect, test } from "vitest";
import type { CodeContext } from "../../../../src/review/code/run.ts";
import { described, factsOf, isCapability, loadContext } from "../../../conformance/harness.ts";

let context: CodeContext;
beforeAll(async () => {
  context = await loadContext();
});

const inMain = (body: string) => `class A { static void main(String[] a) { ${body} } }`;

test.each([
  ["parentheses", inMain(`int x = ${"(".repeat(5000)}1${")".repeat(5000)};`)],
  ["calls", inMain(`x${".a()".repeat(5000)};`)],
  ["blocks", inMain(`${"{".repeat(3000)}${"}".repeat(3000)}`)],
  ["classes", `${"class A { ".repeat(3000)}${"}".repeat(3000)}`],
  ["lambdas", inMain(`f(${"() -> ".repeat(3000)}1);`)],
])("%s that nest too deep are refused with a RangeError", (_, text) => {
  expect(() => factsOf("java", text, context)).toThrow(RangeError);
});

const RUN = `Runtime.getRuntime().exec("id");`;

test.each([
  [
    "a text of very many parts",
    `String x = ${Array.from({ length: 3000 }, () => '"a"').join(" + ")};`,
  ],
  ["a text that doubles", `String x = "a"; for (int i = 0; i < 100000; i++) { x = x + x; }`],
  ["a builder that is filled without end", `while (true) { b.append("aaaaaaaaaaaaaaaa"); }`],
  ["a huge array", 'int[] x = new int[999999999]; String y = "a".repeat(999999999);'],
  ["a million blanks", " ".repeat(1_000_000)],
  ["angle brackets without end", `Object x = ${"a<".repeat(400)}1;`],
  ["NUL", 'String s = "\u0000";'],
  ["a class that extends itself", "class B extends B { int x; } new B().y();"],
  ["text that is no Java", "@@@ ;;; ]"],
])("%s comes to an end, and what follows is read", (_, text) => {
  const facts = factsOf("java", inMain(`${text}\n${RUN}`), context);
  const runs = { capability: "execute.process" as const, target: "id" };
  expect(
    facts.some((fact) => isCapability(fact, runs)),
    described(facts).join("\n"),
  ).toBe(true);
});

test("a text that does not end hides nothing that stands before it", () => {
  const facts = factsOf("java", `class A { static { ${RUN} String s = "abc; } }`, context);
  expect(facts.some((fact) => isCapability(fact, { capability: "execute.process" }))).toBe(true);
});

/** Every character of a text as the escape that the compiler reads first. */
const escapes = (text: string) =>
  [...text].map((each) => `\\u${each.charCodeAt(0).toString(16).padStart(4, "0")}`).join("");

test.each([
  ["a line break that ends a comment", `// harmless \\u000a ${RUN}`],
  ["an escape with many letters u", `// harmless \\uuuu000a ${RUN}`],
  ["an end of a comment", `/* harmless \\u002a\\u002f ${RUN} /* */`],
  ["a whole statement", escapes(RUN)],
  ["a statement inside a comment", `// ${escapes(`\n${RUN}\n`)}`],
])("code that only shows after unicode escapes is read: %s", (_, text) => {
  const facts = factsOf("java", inMain(`\n\n${text}\n`), context);
  const found = facts.filter((fact) => isCapability(fact, { capability: "execute.process" }));
  expect(found.map((fact) => fact.kind === "capability" && fact.target)).toEqual(["id"]);
});

test("what stands after escaped line breaks is told at its own line", () => {
  const text = `class A {\n// a \\u000a // b \\u000a\nstatic { ${RUN} }\n}`;
  const facts = factsOf("java", text, context);
  const found = facts.filter((fact) => isCapability(fact, { capability: "execute.process" }));
  expect(found.map((fact) => fact.at.line)).toEqual([3]);
});

test("an escaped backslash begins no escape", () => {
  const text = inMain(
    String.raw`String s = "\\u000a"; // \\u000a Runtime.getRuntime().exec("id");`,
  );
  expect(factsOf("java", text, context).filter((fact) => fact.kind !== "edge")).toEqual([]);
});
