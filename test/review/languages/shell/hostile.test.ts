import { beforeAll, expect, test } from "vitest";
import type { CodeContext } from "../../../../src/review/code/run.ts";
import { described, factsOf, isCapability, loadContext } from "../../../conformance/harness.ts";

let context: CodeContext;
beforeAll(async () => {
  context = await loadContext();
});

test.each([
  ["substitutions", `${"$(echo ".repeat(5000)}id${")".repeat(5000)}`],
  ["subshells", `${"(".repeat(3000)} id ${")".repeat(3000)}`],
  ["branches", `${"if a; then ".repeat(2000)}id; ${"fi; ".repeat(2000)}`],
])("%s that nest too deep are refused with a RangeError", (_, text) => {
  expect(() => factsOf("shell", text, context)).toThrow(RangeError);
});

test.each([
  ["a chain of very many commands", `true${" && true".repeat(5000)}`],
  ["a pipe of very many commands", `echo a${" | cat".repeat(400)}`],
  ["a text that doubles", `x=a\n${"x=$x$x\n".repeat(60)}`],
  ["code that runs itself", `s='eval "$s"'\neval "$s"`],
  ["a function that calls itself", 'f() { f "$@" x; f y; f z; }\nf'],
  ["a huge number of words", `for i in ${"a ".repeat(20_000)}; do x="$x$i"; done`],
  ["braces upon braces", `echo ${"{a,b}".repeat(50)}`],
  ["a pattern that is none", `x=aaa; echo "\${x//[z-a]/b}" | sed 's/((/x/'`],
  ["a huge width", `printf '%999999999d' 1 | cut -c1-999999999`],
])("%s comes to an end, and what follows is read", (_, text) => {
  const facts = factsOf("shell", `${text}\ncat /etc/shadow`, context);
  const read = { capability: "read.credential" as const, target: "/etc/shadow" };
  expect(
    facts.some((fact) => isCapability(fact, read)),
    described(facts).join("\n"),
  ).toBe(true);
});
