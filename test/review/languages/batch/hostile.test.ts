import { beforeAll, expect, test } from "vitest";
import type { CodeContext } from "../../../../src/review/code/run.ts";
import { described, factsOf, isCapability, loadContext } from "../../../conformance/harness.ts";

let context: CodeContext;
beforeAll(async () => {
  context = await loadContext();
});

test.each([
  ["groups", `${"(".repeat(5000)}echo x${")".repeat(5000)}`],
  ["conditions", `${"if 1==1 ".repeat(5000)}echo x`],
  ["command lines", `${"cmd /c ".repeat(2000)}echo x`],
  ["loops", `${"for %%i in (a) do ".repeat(5000)}echo %%i`],
])("%s that nest too deep are refused with a RangeError", (_, text) => {
  expect(() => factsOf("batch", text, context)).toThrow(RangeError);
});

test.each([
  ["a text that doubles", `set x=a\nfor /l %%i in (1,1,100000) do set x=%x%%x%`],
  ["a line that is read again without end", `set x=%%x%%\ncall %%x%%\n%x%`],
  [
    "labels that run on into one another",
    Array.from({ length: 2000 }, (_, i) => `:l${i}`).join("\n"),
  ],
  ["a loop between labels", `:a\ngoto b\n:b\nif 1==1 goto a`],
  ["quotes without an end", `echo "a\nset "b=c\nif "x`],
  ["signs without an end", `echo %a!b^`],
  ["operators without commands", `& && | || > < ) ) (`],
  [
    "a caret before a redirect",
    `for /f %%i in ('where java 2^>nul ^| find "x" 1^>^>y') do set A=%%i`,
  ],
  ["a byte of zero", `echo a\u0000b`],
  ["a very long line", `echo ${"%x% ".repeat(50_000)}`],
])("%s comes to an end, and what follows is read", (_, text) => {
  const closing = text.endsWith("(") ? "\n)" : "";
  const facts = factsOf("batch", `if 1==2 cmd /c id\n${text}${closing}\n`, context);
  expect(
    facts.some((fact) => isCapability(fact, { capability: "execute.process", target: "id" })),
    described(facts).join("\n"),
  ).toBe(true);
});
