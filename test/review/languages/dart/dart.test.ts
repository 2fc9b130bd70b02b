import { beforeAll, expect, test } from "vitest";
import { moduleOf, skimDart } from "../../../../src/review/languages/dart/modules.ts";
import type { CodeContext } from "../../../../src/review/code/run.ts";
import { described, factsOf, isCapability, loadContext } from "../../../conformance/harness.ts";

let context: CodeContext;
beforeAll(async () => {
  context = await loadContext();
});

function runsId(text: string, atLoad?: boolean): void {
  const facts = factsOf("dart", text, context);
  const runs = { capability: "execute.process" as const, target: "id" };
  const expected = atLoad === undefined ? runs : { ...runs, atLoad };
  expect(
    facts.some((fact) => isCapability(fact, expected)),
    described(facts).join("\n"),
  ).toBe(true);
}

test.each([
  ["parentheses", `var x = ${"(".repeat(5000)}1${")".repeat(5000)};`],
  ["lists", `var x = ${"[".repeat(5000)}${"]".repeat(5000)};`],
  ["blocks", `f() ${"{".repeat(5000)}${"}".repeat(5000)}`],
  ["texts in one another", `var x = ${"'${".repeat(5000)}`],
])("%s that nest too deep are refused with a RangeError", (_, text) => {
  expect(() => factsOf("dart", text, context)).toThrow(RangeError);
});

test.each([
  [
    "a class with constructors",
    "class A extends B with C { final int x; const A(this.x) : y = x, super(1); A.of(int z) : this(z); factory A.e() => A(1); }\n",
  ],
  [
    "properties",
    "class A { int get x => 1; set x(int v) { y = v; } static final A i = A._(); A._(); }\n",
  ],
  [
    "types with arguments",
    "Map<String, List<int>> f<T extends A>(T a, {required int b, String? c = 'd'}) => {};\n",
  ],
  ["a function without types", "go(a, [b]) async { await a; }\n"],
  [
    "a choice by patterns",
    "var x = switch (y) { A(:var z) when z > 1 => z, [1, ...] => 2, _ => 3 };\n",
  ],
  ["collections with conditions", "var x = [if (a) b else c, for (final d in e) d, ...?f];\n"],
  ["a chain of calls on one object", "var x = A()..b = 1..c(2)..d.e();\n"],
  ["texts side by side", "var x = 'a' \"b\" r'$c';\n"],
  ["what may be null", "var x = a?.b!.c ?? d; e ??= f; g?[0];\n"],
  ["a label", "void h() { outer: for (;;) { continue outer; } }\n"],
  ["a record", "(int, {String a}) f() => (1, a: 'b');\n"],
  ["a comment inside a comment", "/* a /* b */ c */\n"],
  ["a NUL", "var c = 1\0;\n"],
  ["text that is no Dart", "class (( ;;; ) } } => switch\n"],
])("%s is read past, and what follows is read", (_, text) => {
  runsId(`${text}\nvoid main() { Process.runSync('id', []); }\n`);
});

test.each([
  ["a start without types", "main() { Process.runSync('id', []); }\n"],
  ["a start that is one value", "void main() => Process.run('id', []);\n"],
  [
    "a test",
    "void main() { group('a', () { test('b', () async { await Process.run('id', []); }); }); }\n",
  ],
  [
    "what a field is made of",
    "class A { static final p = Process.runSync('id', []); }\nvoid main() {}\n",
  ],
])("%s runs by itself", (_, text) => {
  runsId(text, true);
});

test.each([
  ["what stands in a raw text", "void main() { print(r'${Process.runSync('id', [])}'); }\n"],
  ["a method of the same name", "void main() { Runner().run('id', []); }\n"],
])("%s starts no program", (_, text) => {
  const facts = factsOf("dart", text, context);
  expect(facts.filter((each) => isCapability(each, { capability: "execute.process" }))).toEqual([]);
});

test("an import leads to a file beside it, to one of the package, or nowhere", () => {
  expect(moduleOf("src/a.dart")).toEqual({ api: "a", file: "./src/a.dart" });
  expect(moduleOf("package:own/src/a.dart")).toEqual({ api: "a", file: "lib/src/a.dart" });
  expect(moduleOf("dart:io")).toEqual({ api: "dart:io", file: null });
});

test("imports, exports and parts are found without parsing", () => {
  const text = "import 'a.dart';\nexport \"b.dart\" show B;\npart 'c.dart';\n// import 'd.dart';\n";
  expect(skimDart(text)).toEqual(["a.dart", "b.dart", "c.dart"]);
});
