import type { Analysis, Fold } from "../../code/analysis.ts";
import { itemsOf } from "../../code/items.ts";
import { constant, join, joinAll, list, UNKNOWN, type Value } from "../../code/value.ts";
import { numberIn, partOf, textIn } from "../decoded.ts";

/** Longer lists are not put together. */
const ITEMS = 20_000;

const named = (names: string, fold: Fold): [string, Fold][] =>
  names.split(" ").map((name) => [name, fold]);

/** Calls the function among some arguments; null when there is none. */
function call(
  among: readonly (Value | undefined)[],
  args: readonly Value[],
  analysis: Analysis,
): Value | null {
  const fn = among.find((each) => (each?.closures.length ?? 0) > 0);
  if (fn === undefined) return null;
  return joinAll(fn.closures.map((each) => analysis.engine.enter(each, args, null, analysis)));
}

/** A function that is given an item and its place. */
const withPlace =
  (placeFirst: boolean): Fold =>
  (receiver, args, analysis) => {
    const items = itemsOf(receiver);
    if (items === null || items.length > ITEMS) return null;
    const made = items.map((item, place) => {
      const given = [item, constant(place)];
      return call(args, placeFirst ? given.reverse() : given, analysis);
    });
    return made.every((each) => each !== null) ? list(made) : null;
  };

/** `(item, place)` of each. */
const placed: Fold = (receiver) => {
  const items = itemsOf(receiver);
  return items === null || items.length > ITEMS
    ? null
    : list(items.map((item, place) => list([item, constant(place)])));
};

/** `ByteArray(n) { i -> … }`, `List.generate(n, f)`, `Array.tabulate(n)(f)`. */
const generated: Fold = (_, [size, ...rest], analysis) => {
  const length = numberIn(size);
  if (length === null || length < 0 || length > ITEMS) return null;
  const items = Array.from({ length }, (__, at) => call(rest, [constant(at)], analysis));
  return list(items.map((each) => each ?? constant(0)));
};

/** `fold("") { all, each -> all + each }`: one after the other. */
const gathered: Fold = (receiver, args, analysis) => {
  const items = itemsOf(receiver);
  const fn = args.at(-1);
  const given = args.length > 1 ? args[0] : items?.[0];
  if (items === null || items.length > ITEMS || fn === undefined || given === undefined)
    return null;
  let all = given;
  for (const item of args.length > 1 ? items : items.slice(1)) {
    const next = call([fn], [all, item], analysis);
    if (next === null) return null;
    all = next;
  }
  return all;
};

const indices: Fold = (receiver) => {
  const items = itemsOf(receiver);
  return items === null ? null : list(items.map((_, at) => constant(at)));
};

const size: Fold = (receiver) => {
  const length = textIn(receiver)?.length ?? itemsOf(receiver)?.length;
  return length === undefined ? null : constant(length);
};

/** Pieces of the same length. */
const chunked: Fold = (receiver, [length, ...rest], analysis) => {
  const step = numberIn(length);
  if (step === null || step < 1) return null;
  const text = textIn(receiver);
  const items = text === null ? itemsOf(receiver) : null;
  const whole = text?.length ?? items?.length ?? ITEMS + 1;
  if (whole > ITEMS) return null;
  const pieces: Value[] = [];
  for (let at = 0; at < whole; at += step) {
    const piece = items === null ? partOf(receiver, at, step) : list(items.slice(at, at + step));
    if (piece === null) return null;
    pieces.push(call(rest, [piece], analysis) ?? piece);
  }
  return list(pieces);
};

/** `from..to`, `from until to`, `from to to`. */
function range(from: Value | undefined, to: Value | undefined, whole: boolean): Value | null {
  const [first, last] = [numberIn(from), numberIn(to)];
  if (first === null || last === null) return null;
  const length = last - first + (whole ? 1 : 0);
  if (length < 0 || length > ITEMS) return null;
  return list(Array.from({ length }, (_, at) => constant(first + at)));
}

const zipped: Fold = (receiver, [other]) => {
  const items = itemsOf(receiver);
  const more = other === undefined ? null : itemsOf(other);
  return items === null || more === null
    ? null
    : list(items.slice(0, more.length).map((item, at) => list([item, more[at] ?? UNKNOWN])));
};

const taken: Fold = (receiver, [count]) => {
  const length = numberIn(count);
  if (length === null) return null;
  const items = textIn(receiver) === null ? itemsOf(receiver) : null;
  return items === null ? partOf(receiver, 0, length) : list(items.slice(0, length));
};

/** What lists of Kotlin, Scala, Groovy and Dart do with places, lengths and several items. */
export const LIST_FOLDS: readonly [string, Fold][] = [
  ...named(".mapIndexed .forEachIndexed .mapIndexedNotNull", withPlace(true)),
  ...named(".eachWithIndex .collectIndexed", withPlace(false)),
  ...named(".withIndex .zipWithIndex", placed),
  ...named(
    "ByteArray IntArray CharArray Array.tabulate List.generate List.tabulate Seq.tabulate Vector.tabulate Array.fill",
    generated,
  ),
  ...named(".fold .foldLeft .reduce .inject .reduceLeft", gathered),
  ...named(".indices", indices),
  ...named(".size .count", (receiver, args, ...rest) =>
    args.length > 0 ? null : size(receiver, args, ...rest),
  ),
  ...named(".chunked .grouped .collate", chunked),
  ...named("#range", (_, [from, to, sign]) => range(from, to, textIn(sign) === "..")),
  ...named(".until", (receiver, [to]) => range(receiver, to, false)),
  ...named(
    ".to",
    (receiver, [to]) =>
      range(receiver, to, true) ?? (to === undefined ? null : list([receiver, to])),
  ),
  ...named(".zip", zipped),
  ...named(".take", taken),
  ...named(".toByte .toShort .toLong .toUByte .byteValue .intValue", (receiver) =>
    numberIn(receiver) === null ? null : join(receiver, UNKNOWN),
  ),
];
