import { beforeAll, expect, test } from "vitest";
import type { CodeContext } from "../../../../src/review/code/run.ts";
import { described, factsOf, isCapability, loadContext } from "../../../conformance/harness.ts";

let context: CodeContext;
beforeAll(async () => {
  context = await loadContext();
});

const RUN = '(clojure.java.shell/sh "id")';

function runsId(text: string, atLoad = true): void {
  const facts = factsOf("clojure", text, context);
  const runs = { capability: "execute.process" as const, target: "id", atLoad };
  expect(
    facts.some((fact) => isCapability(fact, runs)),
    described(facts).join("\n"),
  ).toBe(true);
}

test.each([
  ["lists", `${"(f ".repeat(5000)}${")".repeat(5000)}`],
  ["vectors", `${"[".repeat(5000)}${"]".repeat(5000)}`],
  ["quotes", "'".repeat(5000)],
])("%s that nest too deep are refused with a RangeError", (_, text) => {
  expect(() => factsOf("clojure", text, context)).toThrow(RangeError);
});

test("a megabyte on one line that never closes its text is read to its end", () => {
  expect(factsOf("clojure", `(def x "${"a ".repeat(500_000)}`, context)).toEqual([]);
});

test.each([
  ["brackets that close nothing", ")]} ) ]"],
  ["brackets that never close, before others", "(def x [1 2)\n"],
  ["a letter that is a bracket", '(def a [\\( \\) \\" \\newline \\u0041])'],
  ["a pattern", '(def p #"a\\"(b")'],
  ["a form that is left out", "#_(not (read)) #_#_ a b"],
  ["what is said of a name", '(def ^{:doc "a (b"} ^String x 1)'],
  ["a form for one dialect", "(def x #?(:clj 1 :cljs 2))"],
  ["a template", "(defmacro m [& body] `(do ~@body (f ~x)))"],
  ["numbers of all kinds", "[1 -2.5 3/4 16rFF 1e3 5N 6M 0x1f]"],
  ["a tagged value", '#inst "2020-01-01" #uuid "a" #a.b{:c 1}'],
  ["a comment", '; (((( "\n'],
  ["a NUL", "(def c 1)\0"],
])("%s is read past, and what follows is read", (_, text) => {
  runsId(`${text}\n${RUN}\n`);
});

test.each([
  ["a start", `(defn -main [& args] ${RUN})`],
  ["a test", `(deftest a (testing "b" (is (= 0 (:exit ${RUN})))))`],
  ["another thread", `(future ${RUN})`],
  ["a chain", '(-> "id" clojure.java.shell/sh :out)'],
  ["a chain from behind", '(->> ["id"] (map clojure.java.shell/sh) doall)'],
  ["a short function", '(run! #(clojure.java.shell/sh %) ["id"])'],
  [
    "a function of several shapes",
    '(defn f ([] (f "id")) ([x] (clojure.java.shell/sh x)))\n(f "id")',
  ],
  ["names that are taken apart", '(let [{:keys [a]} {:a "id"}] (clojure.java.shell/sh a))'],
  ["what is done to an object", '(doto (Runtime/getRuntime) (.exec "id"))'],
  ["a branch by a value", `(cond (a) 1 :else ${RUN})`],
])("a program is started by %s", (_, text) => {
  runsId(text);
});

test("what stands in a comment or in a function nobody calls does not run by itself", () => {
  expect(factsOf("clojure", `(comment ${RUN})`, context)).toEqual([]);
  runsId(`(defn f [] ${RUN})`, false);
});
