import type { Fold } from "../../code/analysis.ts";
import { concatenate } from "../../code/concatenate.ts";
import { anyItem, itemsOf } from "../../code/items.ts";
import { constant, joinAll, list, record, UNKNOWN, type Value } from "../../code/value.ts";
import { JAVA_FOLDS } from "../java/folds.ts";
import {
  characterOf,
  joinedBy,
  listIn,
  numberIn,
  partOf,
  replacedIn,
  textIn,
  turned,
} from "../decoded.ts";
import { callValue } from "../java/calling.ts";
import { JVM_FOLDS } from "../outline/jvm-folds.ts";

const written: Fold = (_, args) =>
  args.length === 0 ? constant("") : args.length === 1 ? (args[0] ?? UNKNOWN) : concatenate(args);

/** `(apply f a [b c])`. */
const applied: Fold = (_, [fn, ...args], analysis, at) => {
  const last = args.at(-1);
  const items = last === undefined ? [] : itemsOf(last);
  if (fn === undefined || items === null) {
    const any = last === undefined ? UNKNOWN : anyItem(last);
    return fn === undefined ? null : { ...callValue(fn, [any], analysis), taints: any.taints };
  }
  const all = [...args.slice(0, -1), ...items];
  if (fn.apis.includes("str")) {
    return joinedBy(list(all), "") ?? concatenate(all);
  }
  if (fn.closures.length > 0) return callValue(fn, all, analysis);
  const known = fn.apis.map((name) => CLOJURE_FOLDS.get(name)).find((each) => each !== undefined);
  return known?.(UNKNOWN, all, analysis, at) ?? null;
};

function call(
  fn: Value,
  item: Value,
  ...[analysis, at]: [Parameters<Fold>[2], Parameters<Fold>[3]]
): Value {
  const known = fn.apis.map((name) => CLOJURE_FOLDS.get(name)).find((each) => each !== undefined);
  return known?.(UNKNOWN, [item], analysis, at) ?? callValue(fn, [item], analysis);
}

const mapped: Fold = (_, [fn, of], analysis, at) => {
  if (fn === undefined || of === undefined) return null;
  const items = itemsOf(of);
  return items === null
    ? list([call(fn, anyItem(of), analysis, at)])
    : list(items.map((item) => call(fn, item, analysis, at)));
};

const gathered: Fold = (_, [fn, ...rest], analysis) => {
  const items = rest.at(-1) === undefined ? null : itemsOf(rest.at(-1) ?? UNKNOWN);
  if (fn === undefined || items === null) return null;
  const [first = UNKNOWN, ...more] = rest.length > 1 ? [rest[0] ?? UNKNOWN, ...items] : items;
  if (fn.apis.includes("str")) return joinedBy(list([first, ...more]), "");
  return more.reduce((all, item) => callValue(fn, [all, item], analysis), first);
};

/** `(clojure.string/join "," xs)` and `(join xs)`. */
const joined: Fold = (_, args) => {
  const [separator, of] = args.length > 1 ? args : [constant(""), args[0]];
  const made = of === undefined ? null : joinedBy(of, textIn(separator) ?? "");
  return (
    made ?? (of === undefined ? null : { ...UNKNOWN, taints: joinAll([of, anyItem(of)]).taints })
  );
};

const turnedList: Fold = (_, [value], analysis) => {
  if (value === undefined) return null;
  if (textIn(value) !== null) {
    const text = turned(value, analysis);
    return text === null ? null : list(itemsOf(text) ?? []);
  }
  const items = listIn(value);
  return items === null ? null : list([...items].reverse());
};

/** One of Java's folds, for a function that takes what the method is called on. */
const onFirst =
  (name: string): Fold =>
  (_, [first = UNKNOWN, ...rest], ...more) =>
    JAVA_FOLDS.get(name)?.(first, rest, ...more) ?? null;

const same: Fold = (_, [value]) => value ?? null;

const got: Fold = (_, [of, key]) => {
  const [box] = of?.boxes ?? [];
  const name = key?.known[0];
  if (box === undefined || name === undefined) return of === undefined ? null : anyItem(of);
  return box.items?.[Number(name)] ?? box.fields.get(String(name)) ?? box.rest;
};

const put: Fold = (_, [of, ...pairs]) => {
  const fields = new Map(of?.boxes[0]?.fields ?? []);
  for (let at = 0; at + 1 < pairs.length; at += 2) {
    fields.set(String(pairs[at]?.known[0] ?? "#"), pairs[at + 1] ?? UNKNOWN);
  }
  return record(fields, of?.boxes[0]?.rest ?? UNKNOWN);
};

/** The pure functions of Clojure's core and Java's library that matter for reading hidden text. */
export const CLOJURE_FOLDS: ReadonlyMap<string, Fold> = new Map<string, Fold>([
  ...JAVA_FOLDS,
  ...JVM_FOLDS,
  ["str", written],
  ["apply", applied],
  ...["map", "mapv", "pmap", "keep", "run!", "mapcat"].map((name): [string, Fold] => [
    name,
    mapped,
  ]),
  ["reduce", gathered],
  ["clojure.string/join", joined],
  ["clojure.string/reverse", (_, [value], analysis) => turned(value, analysis)],
  [
    "clojure.string/replace",
    (_, [value, from, by]) => {
      const [before, after] = [textIn(from), textIn(by)];
      return before === null || after === null ? null : replacedIn(value, before, after);
    },
  ],
  ["clojure.string/trim", onFirst(".trim")],
  ["clojure.string/split", onFirst(".split")],
  ["reverse", turnedList],
  [
    "char",
    (_, [value], analysis) =>
      typeof value?.known[0] === "string" ? value : characterOf(value, analysis),
  ],
  [
    "int",
    (_, [value]) =>
      value === undefined ? null : (JAVA_FOLDS.get("#int")?.(UNKNOWN, [value], NO, AT) ?? value),
  ],
  [
    "subs",
    (_, [value, from, to]) =>
      partOf(
        value,
        numberIn(from) ?? 0,
        to === undefined ? null : (numberIn(to) ?? 0) - (numberIn(from) ?? 0),
      ),
  ],
  ["format", onFirst(".formatted")],
  ["get", got],
  ["nth", got],
  ["get-in", (_, [of]) => (of === undefined ? null : anyItem(of))],
  ["assoc", put],
  ["list", (_, args) => list([...args])],
  ["vector", (_, args) => list([...args])],
  ["hash-map", (receiver, args, ...rest) => put(receiver, [UNKNOWN, ...args], ...rest)],
  [
    "conj",
    (_, [of, ...more]) =>
      of === undefined ? null : list([...(listIn(of) ?? [anyItem(of)]), ...more]),
  ],
  ["concat", (_, args) => list(args.flatMap((each) => listIn(each) ?? [anyItem(each)]))],
  ...[
    "vec",
    "seq",
    "doall",
    "byte-array",
    "char-array",
    "int-array",
    "into-array",
    "byte",
    "identity",
    "atom",
    "deref",
    "as-url",
    "clojure.java.io/as-url",
    "clojure.java.io/input-stream",
    "clojure.java.io/reader",
    "name",
    "pr-str",
    "cheshire.core/generate-string",
    "clojure.data.json/write-str",
    "into",
  ].map((name): [string, Fold] => [name, same]),
  ["clojure.java.io/file", (receiver, args, ...rest) => PATH?.(receiver, args, ...rest) ?? null],
]);

const PATH = new Map(JVM_FOLDS).get("File");
// The folds of numbers take nothing from the analysis.
const NO = { budget: { steps: 0 } } as Parameters<Fold>[2];
const AT = { line: 1, endLine: 1 };
