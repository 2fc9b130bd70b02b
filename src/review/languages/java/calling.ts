import type { Analysis, Fold } from "../../code/analysis.ts";
import { anyItem, append } from "../../code/items.ts";
import { constant, join, joinAll, list, taintsOf, UNKNOWN, type Value } from "../../code/value.ts";
import { joinedBy, listIn, textIn } from "../decoded.ts";
import { TEXT_FOLDS } from "./texts.ts";

const ITEMS = 20_000;
const AT = { line: 1, endLine: 1 };
const PURE: ReadonlyMap<string, Fold> = new Map(TEXT_FOLDS);

/** Calls a function that is given as a value: a lambda, or a pure function of the library. */
export function callValue(fn: Value, args: readonly Value[], analysis: Analysis): Value {
  const own = fn.closures.map((closure) => analysis.engine.enter(closure, args, null, analysis));
  const pure = fn.apis.map((name) => {
    const method = `.${name.slice(name.lastIndexOf(".") + 1)}`;
    const [first = UNKNOWN, ...rest] = args;
    return (
      PURE.get(name)?.(UNKNOWN, args, analysis, AT) ??
      PURE.get(method)?.(first, rest, analysis, AT) ??
      UNKNOWN
    );
  });
  return joinAll([...own, ...pure]);
}

/** `f.apply(x)`, `f.run()` and their kin call what f is. */
const called: Fold = (receiver, args, analysis) =>
  receiver.closures.length === 0 ? null : callValue(receiver, args, analysis);

/** `l.get(i)`, `m.get(k)` and `s.get()`. */
const got: Fold = (receiver, args, analysis, at) => {
  if (receiver.closures.length > 0) return called(receiver, args, analysis, at);
  const [key] = args;
  const box = receiver.boxes.length === 1 ? receiver.boxes[0] : undefined;
  if (box === undefined) return null;
  if (key === undefined) return anyItem(receiver);
  const name = key.known[0];
  if (box.items !== null && typeof name === "number") return box.items[name] ?? box.rest;
  const field = box.fields.get(String(name));
  return name === undefined ? anyItem(receiver) : (field ?? box.rest);
};

const added: Fold = (receiver, args) => {
  const value = args.at(-1) ?? UNKNOWN;
  for (const box of receiver.boxes) append(box, value);
  return receiver.boxes.length === 0 ? null : receiver;
};

const addedAll: Fold = (receiver, [items]) => {
  const more = listIn(items);
  for (const box of receiver.boxes) {
    if (box.items !== null && more !== null) for (const each of more) append(box, each);
    else box.rest = join(box.rest, anyItem(items ?? UNKNOWN));
  }
  return receiver.boxes.length === 0 ? null : receiver;
};

const put: Fold = (receiver, [key, value = UNKNOWN]) => {
  for (const box of receiver.boxes) {
    const name = key === undefined ? undefined : key.known[0];
    if (name === undefined) box.rest = join(box.rest, value);
    else if (box.items !== null && typeof name === "number" && name < ITEMS && name >= 0) {
      while (box.items.length < name) box.items.push(UNKNOWN);
      box.items[name] = value;
    } else box.fields.set(String(name), value);
  }
  return receiver.boxes.length === 0 ? null : receiver;
};

/** A new collection: with the items of another, when it is made from one. */
const collection: Fold = (_, [from]) => {
  const items = listIn(from);
  if (items !== null) return list([...items]);
  if (from !== undefined && from.boxes.length > 0) return from;
  const made = list([]);
  if (from === undefined || taintsOf(from).length === 0) return made;
  return { ...made, taints: taintsOf(from) };
};

const listed: Fold = (_, args) => {
  const [only] = args;
  if (args.length === 1 && only !== undefined && listIn(only) !== null) return only;
  return list([...args]);
};

/** `Map.of(k, v, …)`: also a list, so that its values are found one by one. */
const mapOf: Fold = (_, args) => {
  const fields = new Map<string, Value>();
  for (let index = 0; index + 1 < args.length; index += 2) {
    fields.set(String(args[index]?.known[0]), args[index + 1] ?? UNKNOWN);
  }
  return { ...UNKNOWN, boxes: [{ fields, items: null, rest: UNKNOWN }] };
};

const mapped: Fold = (receiver, [fn], analysis) => {
  if (fn === undefined || fn.closures.length + fn.apis.length === 0) return null;
  const items = itemsIn(receiver);
  if (items === null) return list([callValue(fn, [anyItem(receiver)], analysis)]);
  return list(items.map((each) => callValue(fn, [each], analysis)));
};

const each: Fold = (receiver, [fn], analysis) => {
  if (fn === undefined || fn.closures.length === 0) return null;
  const box = receiver.boxes.length === 1 ? receiver.boxes[0] : undefined;
  if (box !== undefined && box.items === null) {
    for (const [key, value] of box.fields) callValue(fn, [constant(key), value], analysis);
    return UNKNOWN;
  }
  const items = itemsIn(receiver);
  const any = anyItem(receiver);
  if (items === null) callValue(fn, [any, any], analysis);
  else for (const item of items) callValue(fn, [item], analysis);
  return UNKNOWN;
};

/** The items of a list, or the codes of a text's letters. */
function itemsIn(value: Value): Value[] | null {
  const items = listIn(value);
  if (items !== null) return items.length <= ITEMS ? items : null;
  return null;
}

const codes: Fold = (receiver) => {
  const text = textIn(receiver);
  if (text === null || text.length > ITEMS) return null;
  return list(Array.from(text, (letter) => constant(letter.charCodeAt(0), receiver.layers)));
};

const array: Fold = (_, [size, item = constant(0)]) => {
  const length = size?.known[0];
  if (typeof length !== "number" || length < 0 || length > ITEMS) return list([]);
  return list(Array.from({ length }, () => item));
};

const collected: Fold = (receiver, [how]) => {
  const separator = how?.subject ?? null;
  return separator === null ? receiver : joinedBy(receiver, separator);
};

const turnedList: Fold = (_, [items]) => {
  for (const box of items?.boxes ?? []) box.items?.reverse();
  return UNKNOWN;
};

const range: Fold = (_, [from, to]) => {
  const [start, end] = [from?.known[0], to?.known[0]];
  if (typeof start !== "number" || typeof end !== "number" || end - start > ITEMS) return null;
  return list(Array.from({ length: Math.max(0, end - start) }, (__, at) => constant(start + at)));
};

const same: Fold = (receiver) => receiver;
const firstOf: Fold = (_, [first]) => first ?? null;

/** Collections, streams and functions as values. */
export const CALLING_FOLDS: readonly (readonly [string, Fold])[] = [
  ...["#apply", "accept", "run", "test", "#call", "applyAsInt", "getAsInt"].map(
    (name) => [`.${name}`, called] as const,
  ),
  [".get", got],
  [".getOrDefault", got],
  [".add", added],
  [".addLast", added],
  [".push", added],
  [".addAll", addedAll],
  [".put", put],
  [".putIfAbsent", put],
  [".set", put],
  [".map", mapped],
  [".mapToObj", mapped],
  [".mapToInt", mapped],
  [".flatMap", mapped],
  [".forEach", each],
  [".chars", codes],
  [".collect", collected],
  [".stream", (receiver) => (listIn(receiver) === null ? null : receiver)],
  [".boxed", same],
  [".toList", same],
  [".toArray", (receiver) => (listIn(receiver) === null ? null : receiver)],
  [".iterator", (receiver) => (listIn(receiver) === null ? null : receiver)],
  [".clone", same],
  [
    ".size",
    (receiver) => {
      const items = listIn(receiver);
      return items === null ? null : constant(items.length);
    },
  ],
  [
    "Collectors.joining",
    (_, [separator]) => ({ ...UNKNOWN, subject: separator === undefined ? "" : textIn(separator) }),
  ],
  ["Collections.reverse", turnedList],
  ["ArrayUtils.reverse", turnedList],
  ...[
    "ArrayList",
    "LinkedList",
    "HashMap",
    "TreeMap",
    "LinkedHashMap",
    "HashSet",
    "LinkedHashSet",
    "TreeSet",
    "Vector",
    "ConcurrentHashMap",
    "ArrayDeque",
    "Properties",
    "Hashtable",
    "JSONObject",
    "JSONArray",
    "JsonObject",
    "JsonArray",
    "LinkedMultiValueMap",
  ].map((name) => [name, collection] as const),
  ...[
    "Arrays.asList",
    "List.of",
    "Set.of",
    "Stream.of",
    "IntStream.of",
    "Arrays.stream",
    "ImmutableList.of",
    "Lists.newArrayList",
    "Collections.singletonList",
  ].map((name) => [name, listed] as const),
  ["Map.of", mapOf],
  ["Collections.singletonMap", mapOf],
  ["IntStream.range", range],
  ["#array", array],
  ["Arrays.copyOf", firstOf],
  [
    "Arrays.copyOfRange",
    (_, [value, from, to]) => {
      const items = listIn(value);
      const [start, end] = [from?.known[0], to?.known[0]];
      return items === null || typeof start !== "number" || typeof end !== "number"
        ? (value ?? null)
        : list(items.slice(start, end));
    },
  ],
  ["Objects.requireNonNull", firstOf],
  ["Optional.of", firstOf],
  ["Optional.ofNullable", firstOf],
  ["Mono.just", firstOf],
  [".orElse", same],
];
