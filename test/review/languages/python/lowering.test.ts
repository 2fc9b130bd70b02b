import { beforeAll, describe, expect, test } from "vitest";
import { ALONE, type CodeFact } from "../../../../src/review/code/analysis.ts";
import { constant, record } from "../../../../src/review/code/value.ts";
import type { CodeContext } from "../../../../src/review/code/run.ts";
import { PYTHON } from "../../../../src/review/languages/python/python.ts";
import { factsOf, loadContext } from "../../../conformance/harness.ts";
import { commandsIn } from "./known.ts";

let context: CodeContext;
beforeAll(async () => {
  context = await loadContext();
});

/** Whether `os.system("id")` happens as soon as the file is loaded. */
function atLoad(facts: readonly CodeFact[]): boolean[] {
  return facts.flatMap((fact) =>
    fact.kind === "capability" && fact.api === "os.system" ? [fact.atLoad] : [],
  );
}

describe("places where Python evaluates code that one may read past", () => {
  test.each([
    ["an annotation of a parameter", `def f(a: os.system("id")): pass`],
    ["an annotation of a result", `def f() -> os.system("id"): pass`],
    ["an annotation of a variable", `x: os.system("id") = 1`],
    ["a default argument", `def f(a=os.system("id")): pass`],
    ["a default argument of a lambda", `f = lambda a=os.system("id"): 1`],
    ["a decorator's own call", `@print(os.system("id"))\ndef f(): pass`],
    ["the bases of a class", `class A(os.system("id")): pass`],
    ["the body of a class", `class A:\n    x = os.system("id")`],
    ["an assertion", `assert os.system("id")`],
    ["the message of an assertion", `assert 1, os.system("id")`],
    ["an index that is deleted", `del x[os.system("id")]`],
    ["an index that is assigned to", `x[os.system("id")] = 1`],
    ["what an error is made of", `raise E(os.system("id"))`],
    ["a format specification", `f"{1:{os.system('id')}}"`],
    ["a bound of a slice", `x[os.system("id"):]`],
    ["a guard of a case", `match x:\n    case y if os.system("id"): pass`],
    ["the else of a loop", `for i in []: pass\nelse: os.system("id")`],
    ["the else of a try", `try: pass\nexcept E: pass\nelse: os.system("id")`],
    ["a finally", `try: pass\nfinally: os.system("id")`],
    ["the type of a handler", `try: pass\nexcept os.system("id"): pass`],
    ["a context", `with os.system("id"): pass`],
    ["the command of Python 2", `exec "import os; os.system('id')"`],
    ["a name that is assigned inside an expression", `(x := os.system("id"))`],
    [
      "a command of setup()",
      `from setuptools.command.install import install\nclass X(install):\n    def run(self):\n        os.system("id")`,
    ],
    ["a thread", `import threading\nthreading.Thread(target=lambda: os.system("id")).start()`],
  ])("%s", (_, text) => {
    const facts = factsOf("python", `import os\n${text}`, context);
    expect(atLoad(facts)).toContain(true);
  });
});

test("a handler is read although the body leaves before it", () => {
  const facts = factsOf(
    "python",
    `import os\ndef f():\n    try:\n        return 1\n    except E:\n        os.system("id")`,
    context,
  );
  expect(commandsIn(facts)).toEqual(["id"]);
});

test("a name in another style of letters is the same name", () => {
  const facts = factsOf("python", `import os\n\u{1D428}\u{1D42C}.\u{1D42C}ystem("id")`, context);
  expect(commandsIn(facts)).toEqual(["id"]);
});

test("a function that another file decorates keeps what it does", () => {
  const facts = factsOf(
    "python",
    `import os\nfrom app import route\n@route("/")\ndef f(c):\n    os.system(c)\nf("id")`,
    context,
  );
  expect(commandsIn(facts)).toEqual(["id"]);
});

test("a global that a function sets is seen by the others", () => {
  const facts = factsOf(
    "python",
    `import os\ndef a():\n    global c\n    c = "id"\ndef b():\n    os.system(c)\na()\nb()`,
    context,
  );
  expect(commandsIn(facts)).toContain("id");
});

test("a generator gives what it yields", () => {
  const facts = factsOf(
    "python",
    `import os\ndef g():\n    yield "a"\n    yield from ["b"]\nfor c in g():\n    os.system(c)`,
    context,
  );
  expect(commandsIn(facts)).toContain("a");
});

test("everything that a module has can come by a star", () => {
  const facts = factsOf("python", `from os import *\nsystem("id")`, context);
  expect(commandsIn(facts)).toEqual(["id"]);
});

describe("modules that may be files", () => {
  test.each([
    ["import helper", "./helper.py"],
    ["import a.b", "./a/b.py"],
    ["from . import helper", "./helper.py"],
    ["from .helper import x", "./helper.py"],
    ["from ..a.b import x", "../a/b.py"],
    [`__import__("helper")`, "./helper.py"],
  ])("%s makes %s run", (text, file) => {
    const edges = factsOf("python", text, context).flatMap((fact) =>
      fact.kind === "edge" ? [fact.to] : [],
    );
    expect(edges).toContain(file);
  });

  test("what another file exports is used", () => {
    const other = PYTHON.traits.module(".helper");
    const facts = factsOf("python", `import os\nfrom .helper import command\nos.system(command)`, {
      ...context,
      neighbours: {
        ...ALONE,
        module: (file) =>
          file === other.file
            ? { value: record(new Map([["command", constant("id")]])), home: null }
            : null,
      },
    });
    expect(commandsIn(facts)).toEqual(["id"]);
  });
});
