import type { Analysis, Fold } from "../../code/analysis.ts";
import { anyItem } from "../../code/items.ts";
import { constant, joinAll, list, only, UNKNOWN, type Value } from "../../code/value.ts";
import { numberIn } from "../decoded.ts";
import { itemsIn } from "./bytes.ts";
import { mapItems } from "./fold-lists.ts";
import { REVERSED } from "./fold-texts.ts";

const ITEMS = 20_000;

/** Queries over lists, arrays and texts (System.Linq). */
export const QUERY_FOLDS: [string, Fold][] = [
  [".Select", (value, [fn], analysis) => mapped(value, fn, analysis)],
  [".SelectMany", (value, [fn], analysis) => mapped(value, fn, analysis)],
  [".ConvertAll", (value, [fn], analysis) => mapped(value, fn, analysis)],
  ["Array.ConvertAll", (_, [value, fn], analysis) => mapped(value ?? UNKNOWN, fn, analysis)],
  [".Where", (value, [fn], analysis) => filtered(value, fn, analysis)],
  [".Reverse", (value, _, analysis) => turned(value, analysis)],
  [".Cast", (value) => value],
  [".OfType", (value) => value],
  [".AsEnumerable", (value) => value],
  [
    ".Concat",
    (value, [more], analysis) =>
      mapItems(value, (items) => joinedItems(items, itemsIn(more)), analysis),
  ],
  [
    ".Skip",
    (value, [count], analysis) => cut(value, count, (items, at) => items.slice(at), analysis),
  ],
  [
    ".Take",
    (value, [count], analysis) => cut(value, count, (items, at) => items.slice(0, at), analysis),
  ],
  [
    ".Prepend",
    (value, [item], analysis) =>
      mapItems(value, (items) => (item === undefined ? null : [item, ...items]), analysis),
  ],
  [".First", (value) => itemsIn(value)?.[0] ?? null],
  [".FirstOrDefault", (value, args) => (args.length > 0 ? null : (itemsIn(value)?.[0] ?? null))],
  [".Last", (value) => itemsIn(value)?.at(-1) ?? null],
  [".ElementAt", (value, [index]) => itemsIn(value)?.[numberIn(index) ?? -1] ?? null],
  [".Zip", (value, [other, fn], analysis) => zipped(value, other, fn, analysis)],
  [".Aggregate", (value, args, analysis) => aggregated(value, args, analysis)],
  [".ForEach", (value, [fn], analysis) => mapped(value, fn, analysis)],
  ["Enumerable.Range", (_, [from, count]) => ranged(from, count)],
  ["Enumerable.Repeat", (_, [item, count]) => repeatedItems(item, count)],
  [
    "Enumerable.Reverse",
    (_, [value], analysis) => (value === undefined ? null : turned(value, analysis)),
  ],
];

/** Calls a function that a program gives: its own, or one of the library. */
function applied(fn: Value, args: Value[], analysis: Analysis): Value {
  const own = fn.closures.map((closure) => analysis.engine.enter(closure, args, null, analysis));
  const library = fn.apis.flatMap((name) => {
    const fold = analysis.traits.folds.get(name);
    return fold === undefined ? [] : (fold(UNKNOWN, args, analysis, PLACE) ?? []);
  });
  return joinAll([...own, ...library]);
}

const PLACE = { line: 1, endLine: 1 };

function mapped(value: Value, fn: Value | undefined, analysis: Analysis): Value | null {
  if (fn === undefined || fn.closures.length + fn.apis.length === 0) return null;
  const items = itemsIn(value);
  if (items === null || items.length > ITEMS) {
    if (value.boxes.length === 0) return null;
    return list([applied(fn, [anyItem(value)], analysis)]);
  }
  return list(items.map((item, index) => applied(fn, [item, constant(index)], analysis)));
}

/** What a test that is known does not let through is left out. */
function filtered(value: Value, fn: Value | undefined, analysis: Analysis): Value | null {
  if (fn === undefined || fn.closures.length === 0) return null;
  return mapItems(
    value,
    (items) =>
      items.length > ITEMS
        ? null
        : items.filter(
            (item, index) => only(applied(fn, [item, constant(index)], analysis)) !== false,
          ),
    analysis,
  );
}

function joinedItems(items: Value[], more: Value[] | null): Value[] | null {
  return more === null || items.length + more.length > ITEMS * 5 ? null : [...items, ...more];
}

function cut(
  value: Value,
  count: Value | undefined,
  how: (items: Value[], at: number) => Value[],
  analysis: Analysis,
): Value | null {
  const at = numberIn(count);
  return at === null ? null : mapItems(value, (items) => how(items, at), analysis);
}

function zipped(
  value: Value,
  other: Value | undefined,
  fn: Value | undefined,
  analysis: Analysis,
): Value | null {
  const more = itemsIn(other);
  if (fn === undefined || more === null) return null;
  return mapItems(
    value,
    (items) =>
      items
        .slice(0, Math.min(more.length, ITEMS))
        .map((item, index) => applied(fn, [item, more[index] ?? UNKNOWN], analysis)),
    analysis,
  );
}

function aggregated(value: Value, args: readonly Value[], analysis: Analysis): Value | null {
  const items = itemsIn(value);
  const fn = args.find((each) => each.closures.length > 0);
  if (items === null || fn === undefined || items.length > ITEMS) return null;
  const [first] = args;
  const seeded = args.length > 1 && first !== undefined;
  const start = seeded ? first : (items[0] ?? UNKNOWN);
  return (seeded ? items : items.slice(1)).reduce(
    (before, item) => applied(fn, [before, item], analysis),
    start,
  );
}

function ranged(from: Value | undefined, count: Value | undefined): Value | null {
  const start = numberIn(from);
  const length = numberIn(count);
  if (start === null || length === null || length < 0 || length > ITEMS) return null;
  return list(Array.from({ length }, (_, index) => constant(start + index)));
}

function repeatedItems(item: Value | undefined, count: Value | undefined): Value | null {
  const length = numberIn(count);
  if (item === undefined || length === null || length < 0 || length > ITEMS) return null;
  return list(Array.from({ length }, () => item));
}

/** Items in the opposite order; put together again they are a text that was turned around. */
function turned(value: Value, analysis: Analysis): Value | null {
  const result = mapItems(value, (items) => [...items].reverse(), analysis);
  result?.boxes[0]?.fields.set(REVERSED, UNKNOWN);
  return result;
}
