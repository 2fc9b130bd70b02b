import { beforeAll, describe, expect, it } from "vitest";
import type { CodeContext } from "../../../../src/review/code/run.ts";
import { factsOf, loadContext } from "../../../conformance/harness.ts";

let context: CodeContext;
beforeAll(async () => {
  context = await loadContext();
});

const TEXTS: [string, string][] = [
  ["an open text", 'class A { string s = "abc'],
  ["an open raw text", 'var s = """abc'],
  ["an open comment", "/* abc"],
  ["a zero byte", 'Process.Start("id");\0class'],
  ["a million letters in a line", `var s = "${"a".repeat(1_000_000)}";`],
  ["many statements in a line", 'Foo("x");'.repeat(20_000)],
  ["a long sum", `var s = ${'"a" + '.repeat(20_000)}"b";`],
  ["a long chain of else", `${"if (a) { } else ".repeat(300)} { }`],
  ["angle brackets", `var s = ${"A<".repeat(5000)}`],
  ["many brackets of interpolation", `var s = $"${"{{".repeat(20_000)}";`],
  ["a base that is itself", "class A : A { int X => X; } class B : C { } class C : B { }"],
  ["a property of itself", "class A { A X => X; void F() { X.X.X.X.X.X.F(); } }"],
];

describe("C# that was written to harm its reader", () => {
  it.each(TEXTS)("gets past %s", (_, text) => {
    expect(Array.isArray(factsOf("csharp", text, context))).toBe(true);
  });
  it.each(["(", "{", "[", "a(", "!", "x => "])("says when %j nests too deep", (piece) => {
    const text = `var x = ${piece.repeat(20_000)}`;
    try {
      expect(Array.isArray(factsOf("csharp", text, context))).toBe(true);
    } catch (error) {
      expect(error).toBeInstanceOf(RangeError);
    }
  });
  it("reads on behind a syntax error", () => {
    const facts = factsOf("csharp", 'int = = 3; class A { void F( } Process.Start("id");', context);
    expect(facts.some((fact) => fact.kind === "capability")).toBe(true);
  });
  it("does not multiply what is written once", () => {
    const text = `object p = null; p${".Start().Invoke(1)".repeat(60)};`;
    expect(factsOf("csharp", text, context).length).toBeLessThan(100);
  });
});
