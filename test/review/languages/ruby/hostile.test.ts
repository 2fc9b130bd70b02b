import { beforeAll, expect, test } from "vitest";
import type { CodeContext } from "../../../../src/review/code/run.ts";
import { described, factsOf, isCapability, loadContext } from "../../../conformance/harness.ts";

let context: CodeContext;
beforeAll(async () => {
  context = await loadContext();
});

test.each([
  ["parentheses", `x = ${"(".repeat(5000)}1${")".repeat(5000)}`],
  ["arrays", `x = ${"[".repeat(5000)}${"]".repeat(5000)}`],
  ["calls", `x${".a(1)".repeat(5000)}`],
  ["blocks", `${"a { ".repeat(3000)}${"}".repeat(3000)}`],
])("%s that nest too deep are refused with a RangeError", (_, text) => {
  expect(() => factsOf("ruby", text, context)).toThrow(RangeError);
});

test.each([
  ["a text of very many parts", `x = ${Array.from({ length: 3000 }, () => '"a"').join(" + ")}`],
  ["a text that doubles", `x = "a"\nwhile true\n  x = x + x\nend`],
  ["a list that takes itself", `x = []\nx << x\nx.each { |y| x << y }\nputs x.join`],
  ["code that runs itself", `s = "eval(s)"\neval(s)`],
  ["a method that calls itself", "def f(n)\n  f(n) + f(n) + f(n)\nend\nf(0)"],
  ["a huge repetition", `x = "a" * 999999999\ny = (0..999999999)`],
  ["text that is no Ruby", "class {{{ ;;; ) "],
])("%s comes to an end, and what follows is read", (_, text) => {
  const facts = factsOf("ruby", `${text}\nsystem("id")`, context);
  const runs = { capability: "execute.process" as const, target: "id" };
  expect(
    facts.some((fact) => isCapability(fact, runs)),
    described(facts).join("\n"),
  ).toBe(true);
});

test("what is written in a gem's build file is no flow", () => {
  const text = `require_relative "lib/x/version"
Gem::Specification.new do |spec|
  spec.name = "x"
  spec.version = X::VERSION
  spec.files = \`git ls-files -z\`.split("\\x0")
  spec.homepage = "https://h.example"
end
task(:release) { sh "gem push x.gem" if ENV["RUBYGEMS_KEY"] }`;
  const flows = factsOf("ruby", text, context).filter((fact) => fact.kind === "flow");
  expect(flows).toEqual([]);
});
