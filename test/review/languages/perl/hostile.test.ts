import { beforeAll, expect, test } from "vitest";
import type { CodeContext } from "../../../../src/review/code/run.ts";
import { described, factsOf, isCapability, loadContext } from "../../../conformance/harness.ts";

let context: CodeContext;
beforeAll(async () => {
  context = await loadContext();
});

const RUNS = `system("id");`;

test.each([
  ["parentheses", `$x = ${"(".repeat(5000)}1${")".repeat(5000)};`],
  ["blocks", `${"if ($a) {\n".repeat(5000)}${"}\n".repeat(5000)}`],
  ["signs", `$x = ${"!".repeat(5000)}1;`],
  ["references", `$x = ${"\\".repeat(5000)}$y;`],
  ["hashes", `$x = ${"{ a => ".repeat(5000)}1${"}".repeat(5000)};`],
  ["code in texts", `$x = ${"qq{@{[".repeat(600)}1${"]}}".repeat(600)};`],
])("%s that nest too deep are refused with a RangeError", (_, text) => {
  expect(() => factsOf("perl", text, context)).toThrow(RangeError);
});

test.each([
  ["a text of very many parts", `$x = ${Array.from({ length: 5000 }, () => '"a"').join(" . ")};`],
  ["a text that doubles", `my $x = "a"; for my $i (0 .. 100000) { $x .= $x; }`],
  ["code that runs itself", `my $s = 'eval $s'; eval $s;`],
  ["a function that calls itself in three ways", `sub f { f() . f() . f() } f();`],
  ["a huge repetition", `my $x = "a" x 999999999;`],
  ["a huge range", `my @x = (0 .. 999999999);`],
  ["a pattern that would take for ever", `my $x = "a" x 50; $x =~ /^(a+)+$/;`],
  [
    "a text that is looked through without end",
    `my $x = "ab" x 9999; while (1) { $x =~ s/b/bb/g; }`,
  ],
  ["a text without an end", `my $x = "a`],
  ["a text on further lines without an end", `my $x = <<EOT;\nabc`],
  ["a block without an end", `if ($a) { foreach (1) {`],
  ["signs that mean nothing here", `) ] } = , ; => -> sub ( } until`],
  ["braces that nothing closes", `my $x = "${"@{".repeat(100_000)}";`],
  ["marks of texts that never come", `my @x = (${"<<A, ".repeat(20_000)}1);`],
  ["a byte of zero", `my $x\0 = 1;`],
  ["a very long line", `my $x = 1;${" $x = 2;".repeat(50_000)}`],
  ["a very long line of slashes", `my $x = 1;${" $x = $x / 2;".repeat(50_000)}`],
])("%s comes to an end, and what stands before it is read", (_, text) => {
  const facts = factsOf("perl", `${RUNS}\n${text}`, context);
  expect(
    facts.some((fact) => isCapability(fact, { capability: "execute.process", target: "id" })),
    described(facts).join("\n"),
  ).toBe(true);
});
