import { deflateSync } from "node:zlib";
import { beforeAll, expect, test } from "vitest";
import type { CodeContext } from "../../../../src/review/code/run.ts";
import { factsOf, loadContext } from "../../../conformance/harness.ts";
import { commandsIn } from "./known.ts";

let context: CodeContext;
beforeAll(async () => {
  context = await loadContext();
});

test.each([
  ["parentheses", `x = ${"(".repeat(10_000)}1${")".repeat(10_000)}`],
  ["lists", `x = ${"[".repeat(10_000)}${"]".repeat(10_000)}`],
  ["members", `x${".a".repeat(10_000)}`],
  ["calls", `x${".a()".repeat(10_000)}`],
  ["subscripts", `x${"[0]".repeat(10_000)}`],
])("%s that nest too deep are refused with a RangeError", (_, text) => {
  expect(() => factsOf("python", text, context)).toThrow(RangeError);
});

test("a text of very many parts is put together all the same", () => {
  const parts = Array.from({ length: 3000 }, () => `"a"`).join(" + ");
  const facts = factsOf("python", `import os\nos.system(${parts})`, context);
  expect(commandsIn(facts)).toEqual(["a".repeat(3000)]);
});

test.each([
  ["a text that doubles", `x = "a"\nfor i in range(1000):\n    x = x + x`],
  ["a list that doubles", `x = [1]\nfor i in range(1000):\n    x = x + x\n    x.extend(x)`],
  ["a list of lists", `x = []\nfor i in range(20000):\n    x = [x, x]`],
  ["code that runs itself", `s = "exec(s)"\nexec(s)`],
  ["code that grows", `s = "exec(s + s)"\nexec(s + s)`],
  ["a function that calls itself in three ways", `def f(n):\n    return f(n) + f(n) + f(n)\nf(0)`],
  ["a loop that never ends", `while True:\n    x = [c for c in range(2000)]`],
  ["a name that grows", `x = print\nfor i in range(20000):\n    x = x().y`],
  [
    "a format with a huge width",
    `x = "%999999999d" % 1\ny = "{:999999999}".format("a")\nz = "a".zfill(999999999)`,
  ],
  ["a huge repetition", `x = "a" * 999999999\ny = b"a" * 999999999\nz = [1] * 999999999`],
])("%s comes to an end, and what follows is read", (_, text) => {
  const facts = factsOf("python", `${text}\nimport os\nos.system("id")`, context);
  expect(commandsIn(facts)).toEqual(["id"]);
});

test("data that unpacks to more than the budget is not unpacked", () => {
  const bomb = deflateSync(Buffer.alloc(50_000_000, "a")).toString("base64");
  const text = `import os, zlib, base64\nos.system(zlib.decompress(base64.b64decode("${bomb}")).decode())`;
  expect(commandsIn(factsOf("python", text, context))).toEqual([null]);
});

test("what stands after a syntax error is still read", () => {
  const facts = factsOf("python", `def (((:\nimport os\nos.system("id")\n`, context);
  expect(commandsIn(facts)).toContain("id");
});
