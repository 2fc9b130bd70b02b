import { beforeAll, expect, test } from "vitest";
import type { CodeContext } from "../../../../src/review/code/run.ts";
import { described, factsOf, isCapability, loadContext } from "../../../conformance/harness.ts";

let context: CodeContext;
beforeAll(async () => {
  context = await loadContext();
});

function runsId(text: string): void {
  const facts = factsOf("groovy", text, context);
  const runs = { capability: "execute.process" as const, target: "id" };
  expect(
    facts.some((fact) => isCapability(fact, runs)),
    described(facts).join("\n"),
  ).toBe(true);
}

test.each([
  ["parentheses", `def x = ${"(".repeat(5000)}1${")".repeat(5000)}`],
  ["closures", `f ${"{".repeat(5000)}${"}".repeat(5000)}`],
  ["lists", `def x = ${"[".repeat(5000)}${"]".repeat(5000)}`],
  ["texts in one another", `def x = ${'"${'.repeat(5000)}`],
])("%s that nest too deep are refused with a RangeError", (_, text) => {
  expect(() => factsOf("groovy", text, context)).toThrow(RangeError);
});

test("a megabyte on one line that never closes its text is read to its end", () => {
  expect(factsOf("groovy", `def x = "${"$a.b ".repeat(200_000)}`, context)).toEqual([]);
}, 300_000);

test.each([
  ["a call without parentheses", "println 'a'\n"],
  ["a call of a sum without parentheses", "println a + 'b' as String\n"],
  ["a chain of such calls", "id 'java' version '1' apply false\n"],
  ["a task with its type", "task x(type: Exec) { dependsOn y }\n"],
  ["a text between slashes", "def p = /a'b\"c/\n"],
  ["a division that looks like one", "def n = a / b\ndef m = c / d\n"],
  ["a text between dollars and slashes", 'def p = $/it\'s a "$x" /a/ text/$\n'],
  ["a text that puts a path in", 'def p = "$a.b.c and ${d { e }}"\n'],
  ["a name of a test that is a text", 'def "it does this"() { expect: 1 == 1 }\n'],
  ["a table of a test", "x | y\n1 | 2\n"],
  ["a choice in an argument", "f(a ? b : c, d: e)\n"],
  ["a cast", "def s = (String) x\ndef i = (int) 3\n"],
  ["a list of types", "Map<String, List<Integer>> m = [:]\n"],
  ["a method of a type", "List<String> f(String a, int... b) throws Exception { a }\n"],
  ["a spread and a pointer to a method", "a*.b()\na.&b\na?.b\n"],
  ["a NUL", "def c = 1\0\n"],
  ["text that is no Groovy", "class (( ;;; ) } } -> switch\n"],
])("%s is read past, and what follows is read", (_, text) => {
  runsId(`${text}\n"id".execute()\n`);
});

test.each([
  ["a list", '["id"].execute()'],
  ["a pipe", '"cat a".execute() | "id".execute()'],
  ["the step of a pipeline", "pipeline { stages { stage('a') { steps { sh 'id' } } } }"],
  ["that step with a name", "node { sh(script: 'id', returnStdout: true) }"],
  ["the type of a task", "task a(type: Exec) { commandLine 'id' }"],
  ["what a build is given", "exec { commandLine = ['id'] }"],
  ["a task of Ant", "ant.exec(executable: 'id')"],
  [
    "a class that a test runner loads",
    'class ASpec extends Specification { def "a"() { "id".execute() } }',
  ],
  ["a shell of its own", 'new GroovyShell().evaluate("\\"id\\".execute()")'],
  ["a property that is a method", "def r = Runtime.runtime\nr.exec('id')"],
])("a program is started by %s", (_, text) => {
  runsId(text);
});

test.each([
  ["a test", 'class A extends Specification { def "a b"() { "id".execute() } }'],
  ["what a test needs", 'class A extends Specification { void setupSpec() { "id".execute() } }'],
  ["a step of a library", 'def call(Map m) { "id".execute() }'],
  ["the start of a program", 'class A { static void main(String[] a) { "id".execute() } }'],
])("%s runs by itself", (_, text) => {
  const facts = factsOf("groovy", text, context);
  const runs = { capability: "execute.process" as const, target: "id", atLoad: true };
  expect(facts.some((fact) => isCapability(fact, runs))).toBe(true);
});

test("what is assigned to a property that writes is written", () => {
  const facts = factsOf("groovy", "new File('/tmp/a').text = 'x'\n", context);
  expect(facts.some((each) => isCapability(each, { capability: "write.file" }))).toBe(true);
});

test.each([
  ["a statement of a database", "sql.execute('delete from a')"],
  ["a query", "db.query('a').execute()"],
  ["a client", "new HttpGet('https://h.example').with { client.execute(it) }"],
])("%s that is executed is no program", (_, text) => {
  const facts = factsOf("groovy", text, context);
  expect(facts.filter((each) => isCapability(each, { capability: "execute.process" }))).toEqual([]);
});
