import type { Fold } from "../../code/analysis.ts";
import { anyItem, itemsOf } from "../../code/items.ts";
import {
  constant,
  join,
  joinAll,
  list,
  record,
  taintsOf,
  UNKNOWN,
  type Value,
} from "../../code/value.ts";
import {
  characterOf,
  joinedBy,
  listIn,
  madeOf,
  numberIn,
  partOf,
  repeated,
  replacedIn,
  textIn,
  turned,
} from "../decoded.ts";
import { LIST_FOLDS } from "./list-folds.ts";

/** Longer lists are not put together. */
const ITEMS = 20_000;

const named = (names: string, fold: Fold): [string, Fold][] =>
  names.split(" ").map((name) => [name, fold]);
const listed: Fold = (_, args) => list([...args]);

function plain(receiver: Value, args: readonly Value[]): Value | null {
  return args.length === 0 && receiver.known.length + receiver.boxes.length > 0 ? receiver : null;
}

function changed(change: (text: string) => string): Fold {
  return (receiver) => {
    const text = textIn(receiver);
    return text === null ? null : madeOf(change(text), [receiver]);
  };
}

/** `mapOf("a" to b)` and `Map("a" -> b)`. */
function mapped(_: Value, args: readonly Value[]): Value {
  const fields = new Map<string, Value>();
  let rest = UNKNOWN;
  for (const each of args) {
    const [key, value] = listIn(each) ?? [];
    const name = textIn(key);
    if (name !== null && value !== undefined) fields.set(name, value);
    else rest = join(rest, anyItem(each));
  }
  return record(fields, rest);
}

function called(
  fn: Value | undefined,
  args: readonly Value[],
  analysis: Parameters<Fold>[2],
): Value {
  const closures = fn?.closures ?? [];
  return joinAll(closures.map((closure) => analysis.engine.enter(closure, args, null, analysis)));
}

function built(fn: Value | undefined, analysis: Parameters<Fold>[2]): Value | null {
  return fn === undefined ? null : called(fn, [constant("")], analysis);
}

const transformed: Fold = (receiver, [fn], analysis) => {
  if (fn === undefined || fn.closures.length === 0) return null;
  const items = itemsOf(receiver);
  if (items === null || items.length > ITEMS) {
    const any = join(anyItem(receiver), { ...UNKNOWN, apis: receiver.apis });
    return list([called(fn, [any], analysis)]);
  }
  return list(items.map((item) => called(fn, [item], analysis)));
};

const eachOf: Fold = (receiver, [fn], analysis) => {
  if (fn === undefined || fn.closures.length === 0) return null;
  const items = itemsOf(receiver);
  const all =
    items === null || items.length > ITEMS
      ? [join(anyItem(receiver), { ...UNKNOWN, apis: receiver.apis })]
      : items;
  for (const item of all) called(fn, [item, item], analysis);
  return receiver;
};

const joined: Fold = (receiver, [separator, ...more], analysis) => {
  const fn = [separator, ...more].find((each) => (each?.closures.length ?? 0) > 0);
  const items = itemsOf(receiver);
  if (items === null || items.length > ITEMS) return null;
  const changedItems = fn === undefined ? items : items.map((item) => called(fn, [item], analysis));
  const between = separator === undefined || separator === fn ? "" : (textIn(separator) ?? "");
  const made = joinedBy(list(changedItems), between);
  if (made !== null) return made;
  return {
    ...UNKNOWN,
    taints: taintsOf(receiver),
    prefix: changedItems
      .map((each) => textIn(each) ?? each.prefix ?? "…")
      .join(between)
      .slice(0, 4000),
  };
};

const reversed: Fold = (receiver, _, analysis) => {
  if (textIn(receiver) !== null && listIn(receiver) === null) return turned(receiver, analysis);
  const items = listIn(receiver);
  return items === null ? null : list([...items].reverse());
};

function characters(value: Value | undefined, analysis: Parameters<Fold>[2]): Value | null {
  const items = listIn(value)?.map((each) => characterOf(each, analysis));
  return items === undefined || !items.every((each) => each !== null)
    ? null
    : joinedBy(list(items), "");
}

function codeOf(receiver: Value): Value | null {
  const text = textIn(receiver);
  if (text === null) return null;
  if (typeof receiver.known[0] === "number") return receiver;
  const number = /^-?\d{1,15}$/.test(text)
    ? Number(text)
    : text.length === 1
      ? text.charCodeAt(0)
      : null;
  return number === null ? null : { ...constant(number), layers: receiver.layers };
}

/** `"ff".toInt(16)`. */
function inBase(receiver: Value, base: Value): Value | null {
  const [text, radix] = [textIn(receiver), numberIn(base)];
  if (text === null || radix === null || radix < 2 || radix > 36) return null;
  const number = Number.parseInt(text, radix);
  return Number.isNaN(number) ? null : { ...constant(number), layers: receiver.layers };
}

function sliced(receiver: Value, from: Value | undefined, to: Value | undefined): Value | null {
  const begin = numberIn(from);
  const end = to === undefined ? null : numberIn(to);
  return begin === null
    ? null
    : partOf(receiver, begin, end === null ? null : Math.max(0, end - begin));
}

/** What lists, texts and functions of Kotlin, Scala, Groovy and Dart have in common. */
export const LIBRARY_FOLDS: readonly [string, Fold][] = [
  ...named(
    "listOf mutableListOf arrayListOf arrayOf setOf mutableSetOf sequenceOf byteArrayOf intArrayOf charArrayOf longArrayOf shortArrayOf ubyteArrayOf List Seq Array Vector Set ArrayBuffer ListBuffer Iterator List.of Arrays.asList",
    listed,
  ),
  ...named("mapOf mutableMapOf hashMapOf Map", mapped),
  ...named("buildString", (_, [fn], analysis) => built(fn, analysis)),
  ...named(".map .collect .mapNotNull .flatMap", transformed),
  ...named(".forEach .each .foreach .onEach", eachOf),
  ...named(".invoke .call", (receiver, args, analysis) =>
    receiver.closures.length === 0
      ? null
      : joinAll(receiver.closures.map((fn) => analysis.engine.enter(fn, args, null, analysis))),
  ),
  ...named(".joinToString .join .mkString", joined),
  ...named(".reversed .reverse .asReversed", reversed),
  ...LIST_FOLDS,
  ...named(".toChar .asChar", (receiver, _, analysis) => characterOf(receiver, analysis)),
  ...named("String.fromCharCode Char", (_, [value], analysis) =>
    value === undefined ? null : characterOf(value, analysis),
  ),
  ...named("String.fromCharCodes", (_, [value], analysis) => characters(value, analysis)),
  ...named(".code .toInt .toInteger", (receiver, [base]) =>
    base === undefined ? codeOf(receiver) : inBase(receiver, base),
  ),
  ...named(
    ".toString .trim .trimIndent .trimMargin .stripMargin .toList .toArray .toTypedArray .asSequence .asList .toMutableList .iterator .lines .orEmpty .toUri .toURL .toURI .toURL .toPath .toFile .cast .asStream .buffered .bufferedReader .reader .bytes .codeUnits .runes .getOrNull .getOrThrow .getOrElse .await .get .result",
    plain,
  ),
  ...named(".substring .drop .slice", (receiver, [from, to]) => sliced(receiver, from, to)),
  ...named(".replace .replaceAll .replaceFirst", (receiver, [from, to]) => {
    const [before, after] = [textIn(from), textIn(to)];
    return before === null || after === null ? null : replacedIn(receiver, before, after);
  }),
  ...named(".repeat .*", (receiver, [times]) => repeated(receiver, numberIn(times))),
  ...named(
    ".toLowerCase .lowercase",
    changed((text) => text.toLowerCase()),
  ),
  ...named(
    ".toUpperCase .uppercase",
    changed((text) => text.toUpperCase()),
  ),
];
