import { beforeAll, expect, test } from "vitest";
import type { CodeContext } from "../../../../src/review/code/run.ts";
import {
  described,
  factsOf,
  isCapability,
  isFlow,
  loadContext,
} from "../../../conformance/harness.ts";

let context: CodeContext;
beforeAll(async () => {
  context = await loadContext();
});

test.each([
  ["parentheses", `$x = ${"(".repeat(5000)}1${")".repeat(5000)};`],
  ["arrays", `$x = ${"[".repeat(5000)}${"]".repeat(5000)};`],
  ["calls", `$x${"->a()".repeat(5000)};`],
  ["blocks", `${"try { ".repeat(3000)}${"} finally {}".repeat(3000)}`],
])("%s that nest too deep are refused with a RangeError", (_, text) => {
  expect(() => factsOf("php", `<?php ${text}`, context)).toThrow(RangeError);
});

test.each([
  ["a text of very many parts", `$x = ${Array.from({ length: 3000 }, () => '"a"').join(" . ")};`],
  ["a text that doubles", `$x = "a"; for ($i = 0; $i < 100000; $i++) { $x = $x . $x; }`],
  ["code that runs itself", `$s = 'eval($s);'; eval($s);`],
  [
    "a function that calls itself in three ways",
    "function f($n) { return f($n) . f($n) . f($n); } f(0);",
  ],
  ["a huge repetition", `$x = str_repeat("a", 999999999); $y = range(0, 999999999);`],
  ["text that is no PHP", "class {{{ ;;; ) "],
])("%s comes to an end, and what follows is read", (_, text) => {
  const facts = factsOf("php", `<?php ${text}\nsystem("id");`, context);
  const runs = { capability: "execute.process" as const, target: "id" };
  expect(
    facts.some((fact) => isCapability(fact, runs)),
    described(facts).join("\n"),
  ).toBe(true);
});

test("what a visitor sends and a page runs is followed", () => {
  for (const text of [
    `<h1>x</h1><?php eval($_POST["x"]); ?>`,
    `<?php $f = $_GET["f"]; eval($f);`,
    `<?php @eval(base64_decode($_REQUEST["x"]));`,
    `<?php array_map("assert", [$_COOKIE["x"]]); assert($_COOKIE["x"]);`,
  ]) {
    const flow = { from: "read.input" as const, to: "execute.code" as const };
    const facts = factsOf("php", text, context);
    expect(
      facts.some((fact) => isFlow(fact, flow)),
      text,
    ).toBe(true);
  }
});

test("what a visitor sends and a page shows is no flow into code", () => {
  const text = `<?php echo htmlspecialchars($_GET["name"]); $c = file_get_contents("config.json"); mail("a@b.example", "x", "y");`;
  const flows = factsOf("php", text, context).filter((fact) => fact.kind === "flow");
  expect(flows).toEqual([]);
});
