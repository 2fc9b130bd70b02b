import { beforeAll, expect, test } from "vitest";
import type { CodeContext } from "../../../../src/review/code/run.ts";
import { described, factsOf, isCapability, loadContext } from "../../../conformance/harness.ts";

let context: CodeContext;
beforeAll(async () => {
  context = await loadContext();
});

const RUNS = `os.execute("id")`;

test.each([
  ["parentheses", `x = ${"(".repeat(5000)}1${")".repeat(5000)}`],
  ["blocks", `${"if a then\n".repeat(5000)}${"end\n".repeat(5000)}`],
  ["branches", `if a then ${"elseif b then ".repeat(5000)}end`],
  ["tables", `x = ${"{".repeat(5000)}${"}".repeat(5000)}`],
  ["signs", `x = ${"not ".repeat(5000)}1`],
])("%s that nest too deep are refused with a RangeError", (_, text) => {
  expect(() => factsOf("lua", text, context)).toThrow(RangeError);
});

test.each([
  ["a text of very many parts", `x = ${Array.from({ length: 5000 }, () => '"a"').join(" .. ")}`],
  ["a text that doubles", `local x = "a" for i = 1, 100000 do x = x .. x end`],
  ["code that runs itself", `s = "load(s)()" load(s)()`],
  ["a function that calls itself in three ways", `function f() return f() .. f() .. f() end f()`],
  ["a huge repetition", `x = ("a"):rep(999999999)`],
  ["a text without an end", `x = "a`],
  ["a long text without an end", `x = [==[ a ]=] `],
  ["a block without an end", `if a then for i = 1, 2 do`],
  ["words that mean nothing here", `) end } until = , . : then else`],
  ["a byte of zero", `x\0 = 1`],
  ["a very long line", `x = 1${" x = 2".repeat(50_000)}`],
])("%s comes to an end, and what stands before it is read", (_, text) => {
  const facts = factsOf("lua", `${RUNS}\n${text}`, context);
  expect(
    facts.some((fact) => isCapability(fact, { capability: "execute.process", target: "id" })),
    described(facts).join("\n"),
  ).toBe(true);
});

test.each([
  ["without parentheses", `os.execute "id"`],
  ["with a long text", `os.execute [[id]]`],
  ["through the table of everything", `_G["os"]["exe" .. "cute"]("id")`],
  ["by the editor", `vim.cmd("silent !id")`],
  ["when it is installed", `package = "a"\nbuild = { type = "command", build_command = "id" }`],
  ["by a method", `local M = {} function M:run(c) os.execute(c) end M:run("id")`],
  ["behind a comment of several lines", `--[[ a\nb ]] os.execute("id")`],
])("a program is started: %s", (_, text) => {
  const facts = factsOf("lua", text, context);
  expect(
    facts.some((fact) => isCapability(fact, { capability: "execute.process", target: "id" })),
    described(facts).join("\n"),
  ).toBe(true);
});

test("text that only looks like code is none", () => {
  const text = `-- os.execute("id")\n--[==[ os.execute("id") ]==]\nlocal x = [[os.execute("id")]] print(x)`;
  expect(factsOf("lua", text, context)).toEqual([]);
});
