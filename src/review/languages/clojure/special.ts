import type { Span } from "../../../model/span.ts";
import type { Expression, FunctionNode, Statement } from "../../code/program.ts";
import {
  assignTo,
  callOf,
  constantAt,
  memberAt,
  nameAt,
  opaqueAt,
  operationAt,
  statementOf,
} from "../lowered.ts";
import type { Form } from "./forms.ts";
import { bind, type Lowering } from "./lowering.ts";

type Special = (rest: readonly Form[], at: Span, to: Lowering) => Expression;

/** Statements where a value stands: a function that is called at once. */
function inBlock(body: Statement[], at: Span): Expression {
  const made: FunctionNode = {
    name: null,
    parameters: [],
    defaults: [],
    rest: false,
    self: null,
    inline: true,
    body,
    at,
  };
  return callOf({ kind: "function", function: made, at }, [], at);
}

const define: Special = ([name, ...values], at, to) => {
  const value = to.expression(values.at(-1));
  return name?.kind === "symbol" ? assignTo(nameAt(name.text, at), value, at) : value;
};

/** `(defn name doc? meta? [a] …)`, also with several lists of parameters. */
const defineFunction: Special = ([name, ...rest], at, to) => {
  const functions = arities(name?.kind === "symbol" ? name.text : null, rest, at, to);
  const value: Expression = { kind: "choice", test: null, options: functions, at };
  if (name?.kind !== "symbol") return value;
  const place = nameAt(name.text, at);
  if (name.text === "-main") to.entries.push(statementOf(callOf(place, [], at)));
  return assignTo(place, functions.length === 1 ? (functions[0] ?? value) : value, at);
};

function arities(name: string | null, rest: readonly Form[], at: Span, to: Lowering): Expression[] {
  const at0 = rest.findIndex((each) => each.kind === "vector");
  const plain = rest[at0];
  if (plain !== undefined) return [functionAt(to.function(name, plain, rest.slice(at0 + 1), at))];
  return rest.flatMap((each) => {
    if (each.kind !== "list") return [];
    const [parameters, ...body] = each.items;
    return [functionAt(to.function(name, parameters, body, at))];
  });
}

function functionAt(made: FunctionNode): Expression {
  return { kind: "function", function: made, at: made.at };
}

const lambda: Special = (rest, at, to) => {
  const functions = arities(null, rest, at, to);
  return functions.length === 1
    ? (functions[0] ?? opaqueAt([], at))
    : { kind: "choice", test: null, options: functions, at };
};

/** `(deftest name …)`: its runner calls it. */
const test: Special = ([, ...body], at, to) => {
  to.entries.push(statementOf(to.body(body, at)));
  return opaqueAt([], at);
};

/** `(let [a b …] …)`. */
const bindings: Special = ([pairs, ...body], at, to) => {
  const items = pairs?.kind === "vector" ? pairs.items : [];
  const first = items.flatMap((target, index) =>
    index % 2 === 1 ? [] : bind(target, to.expression(items[index + 1]), to),
  );
  return { kind: "sequence", items: [...first, to.body(body, at)], at };
};

const choose: Special = ([test, ...options], at, to) => ({
  kind: "choice",
  test: to.expression(test),
  options: options.map((each) => to.expression(each)),
  at,
});

const when: Special = ([test, ...body], at, to) => ({
  kind: "choice",
  test: to.expression(test),
  options: [to.body(body, at)],
  at,
});

/** `(if-let [a b] c d)`. */
const chooseBound: Special = ([pairs, ...options], at, to) => {
  const made = options.map((each) => to.expression(each));
  const items = pairs?.kind === "vector" ? pairs.items : [];
  const [target, value] = items;
  const first = target === undefined ? [] : bind(target, to.expression(value), to);
  return {
    kind: "sequence",
    items: [...first, { kind: "choice", test: null, options: made, at }],
    at,
  };
};

/** `(cond a b c d)`, `(case x a b)`: any of the values. */
const either =
  (from: number): Special =>
  (rest, at, to) => ({
    kind: "choice",
    test: null,
    options: rest.slice(from).map((each) => to.expression(each)),
    at,
  });

const sequence: Special = (rest, at, to) => to.body(rest, at);

const attempt: Special = (rest, at, to) => {
  const values = rest.map((each) => {
    const head = each.kind === "list" ? each.items[0] : undefined;
    const isCatch = head?.kind === "symbol" && head.text === "catch";
    return isCatch && each.kind === "list" ? to.body(each.items.slice(3), at) : to.expression(each);
  });
  return { kind: "sequence", items: values, at };
};

/** `(doseq [x xs] …)`: a loop; `(for [x xs] …)`: a list of what it gives. */
const each: Special = ([pairs, ...body], at, to) => {
  const items = pairs?.kind === "vector" ? pairs.items : [];
  const [target, of] = items;
  const item = to.fresh();
  const inner = target === undefined ? [] : bind(target, nameAt(item, at), to);
  const rest = items.slice(2);
  const more: Form = { kind: "vector", items: rest, at };
  const value =
    rest.length > 0 && rest[0]?.kind !== "keyword"
      ? each([more, ...body], at, to)
      : to.body(body, at);
  const made: FunctionNode = {
    name: null,
    parameters: [item],
    defaults: [null],
    rest: false,
    self: null,
    body: [...inner.map(statementOf), { kind: "return", value, at }],
    at,
  };
  return callOf(nameAt("map", at), [functionAt(made), to.expression(of)], at);
};

const loop: Special = ([test, ...body], at, to) =>
  inBlock(
    [
      {
        kind: "loop",
        test: to.expression(test),
        update: null,
        each: null,
        body: [statementOf(to.body(body, at))],
        at,
      },
    ],
    at,
  );

/** `(-> x (f a) g)` is `(g (f x a))`; with `last`, x stands behind the others. */
const threaded =
  (last: boolean): Special =>
  ([first, ...steps], _, to) => {
    let made = first;
    for (const step of steps) {
      if (made === undefined) break;
      const items = step.kind === "list" ? step.items : [step];
      const [head, ...others] = items;
      if (head === undefined) continue;
      const all = last ? [head, ...others, made] : [head, made, ...others];
      made = { kind: step.kind === "lambda" ? "lambda" : "list", items: all, at: step.at };
    }
    return to.expression(made);
  };

/** `(doto x (.f a))`, which gives x. */
const doTo: Special = ([first, ...steps], at, to) => {
  const name = to.fresh();
  const items = [assignTo(nameAt(name, at), to.expression(first), at, true)];
  const symbol: Form = { kind: "symbol", text: name, at };
  for (const step of steps) {
    const [head, ...others] = step.kind === "list" ? step.items : [step];
    if (head !== undefined)
      items.push(to.expression({ kind: "list", items: [head, symbol, ...others], at }));
  }
  return { kind: "sequence", items: [...items, nameAt(name, at)], at };
};

/** `(.. a b (c d))`. */
const chained: Special = ([first, ...steps], at, to) =>
  steps.reduce((object: Expression, step) => {
    const [head, ...args] = step.kind === "list" ? step.items : [step];
    const name = head?.kind === "symbol" ? head.text : "_";
    return callOf(
      memberAt(object, name, at),
      args.map((arg) => to.expression(arg)),
      at,
    );
  }, to.expression(first));

const make: Special = ([name, ...args], at, to) =>
  callOf(
    to.expression(name),
    args.map((each) => to.expression(each)),
    at,
  );

/** `(swap! a f x)` and `(reset! a v)`. */
const change: Special = ([place, ...values], at, to) =>
  assignTo(to.expression(place), to.body(values, at), at);

const operator =
  (sign: string): Special =>
  (rest, at, to) => {
    const [first, ...others] = rest.map((each) => to.expression(each));
    if (first === undefined) return constantAt(null, at);
    return others.reduce((left, right) => operationAt(sign, [left, right], at), first);
  };

const SIGNS = "+ - * / < > <= >=".split(" ");

/** Forms that are no calls. Clojure's reference, "Special Forms" and the macros of its core. */
export const SPECIAL: ReadonlyMap<string, Special> = new Map<string, Special>([
  ...["def", "defonce"].map((name) => [name, define] as const),
  ...["defn", "defn-", "defmacro", "defmethod", "deftask"].map(
    (name) => [name, defineFunction] as const,
  ),
  ["fn", lambda],
  ["fn*", lambda],
  ["deftest", test],
  ...["let", "let*", "binding", "with-open", "loop", "with-redefs"].map(
    (name) => [name, bindings] as const,
  ),
  ["if", choose],
  ["if-not", choose],
  ...["when", "when-not"].map((name) => [name, when] as const),
  ...["if-let", "when-let", "if-some", "when-some"].map((name) => [name, chooseBound] as const),
  ["cond", either(0)],
  ["case", either(1)],
  ["or", either(0)],
  ["and", sequence],
  ...["do", "future", "delay", "time", "locking", "dosync", "deref"].map(
    (name) => [name, sequence] as const,
  ),
  ["try", attempt],
  ["doseq", each],
  ["for", each],
  ["while", loop],
  ["->", threaded(false)],
  ["some->", threaded(false)],
  ["->>", threaded(true)],
  ["some->>", threaded(true)],
  ["doto", doTo],
  ["..", chained],
  ["new", make],
  ["reset!", change],
  ["swap!", change],
  ["set!", change],
  ["comment", (_, at) => opaqueAt([], at)],
  ["quote", (rest, at, to) => to.body(rest, at)],
  ["bit-xor", operator("^")],
  ["bit-and", operator("&")],
  ["=", operator("==")],
  ...SIGNS.map((sign) => [sign, operator(sign)] as const),
]);
