import { beforeAll, expect, test } from "vitest";
import type { CodeContext } from "../../../../src/review/code/run.ts";
import { described, factsOf, isCapability, loadContext } from "../../../conformance/harness.ts";

let context: CodeContext;
beforeAll(async () => {
  context = await loadContext();
});

function runsId(text: string, atLoad?: boolean): void {
  const facts = factsOf("scala", text, context);
  const runs = { capability: "execute.process" as const, target: "id" };
  const expected = atLoad === undefined ? runs : { ...runs, atLoad };
  expect(
    facts.some((fact) => isCapability(fact, expected)),
    described(facts).join("\n"),
  ).toBe(true);
}

test.each([
  ["parentheses", `val x = ${"(".repeat(5000)}1${")".repeat(5000)}`],
  ["blocks", `def f = ${"{".repeat(5000)}${"}".repeat(5000)}`],
  ["calls", `val x = ${"f(".repeat(5000)}${")".repeat(5000)}`],
  ["texts in one another", `val x = ${'s"${'.repeat(5000)}`],
])("%s that nest too deep are refused with a RangeError", (_, text) => {
  expect(() => factsOf("scala", text, context)).toThrow(RangeError);
});

test("a long chain of members takes no longer than its length", () => {
  expect(factsOf("scala", `val x = a${".b".repeat(400)}\n`, context)).toEqual([]);
  expect(factsOf("scala", `val x = A${".b".repeat(400)}\n`, context)).toEqual([]);
});

test.each([
  ["a case class and its companion", "case class A(x: Int)\nobject A { def apply() = 1 }\n"],
  ["types with variance and bounds", "class A[+T <: B, -U >: C](val x: T)\n"],
  ["a match with guards", "def f(x: Any) = x match { case A(y) if y > 1 => y; case _ => 0 }\n"],
  ["a match by its indents", "def f(x: Any) =\n  x match\n    case 1 => 2\n    case _ => 0\n"],
  ["an import of several", "import a.b.{C, D => E}\nimport f.*\nimport g._\n"],
  ["operators of a library", "val a = b <+> c >>= d :+ e\n"],
  ["a list by its head", "val a = 1 :: 2 :: Nil\n"],
  ["a message to an actor", 'sender() ! Done\nref ? Ask("a")\n'],
  ["a setting of sbt", 'Compile / x := { 1 }\nname := "a"\n'],
  ["a loop with several steps", "for { a <- b; c = a; if c > 1 } yield c\n"],
  ["a loop without braces", "for a <- b do c(a)\n"],
  ["an implicit parameter list", "def f(a: Int)(implicit b: B): Int = a\n"],
  ["a text of three quotes", 'val a = """a "quoted" \\ text"""\n'],
  ["a letter", "val a = 'a'\nval b = '\\''\n"],
  ["a comment inside a comment", "/* a /* b */ c */\n"],
  ["an object by its indents", "object A:\n  val x = 1\n  def y = 2\n"],
  ["a directive", '//> using dep "a::b:1"\n'],
  ["a NUL", "val c = 1\0\n"],
  ["text that is no Scala", "class (( ;;; ) } } => match\n"],
])("%s is read past, and what follows is read", (_, text) => {
  runsId(`${text}\nval last = Runtime.getRuntime.exec("id")\n`);
});

test.each([
  ["a sign behind a text", 'object M extends App { "id".! }'],
  ["a sign with a blank before it", 'object M extends App { val r = "id" !\n}'],
  ["a list", 'object M extends App { Seq("id").!! }'],
  ["the lines that it prints", 'object M extends App { "id".lazyLines.foreach(println) }'],
  ["commands that are joined", 'object M extends App { ("true" #&& "id").! }'],
  ["a class", 'object M extends App { scala.sys.process.Process("id").! }'],
  ["the library os", 'os.proc("id").call()'],
  ["a function of its parameter", 'object M extends App { List("id").foreach(_.!) }'],
  ["a function of cases", 'object M extends App { List("id").foreach { case x => x.! } }'],
])("a program is started by %s", (_, text) => {
  runsId(`import scala.sys.process._\n${text}\n`);
});

test.each([
  ["the start of a program", '@main def go(): Unit =\n  "id".!\n'],
  ["a test", 'class A extends AnyFunSuite {\n  test("a") { "id".! }\n}\n'],
  ["a setting of sbt", 'name := { "id".!; "a" }\n'],
])("%s runs by itself", (_, text) => {
  runsId(`import scala.sys.process._\n${text}`, true);
});

test.each([
  ["a message to an actor", 'class A extends Actor { def f = { ref ! "id" } }'],
  ["a negation", "val a = ! b"],
])("%s starts no program", (_, text) => {
  const facts = factsOf("scala", text, context);
  expect(facts.filter((each) => isCapability(each, { capability: "execute.process" }))).toEqual([]);
});
