import type { Analysis, Fold } from "../../code/analysis.ts";
import type { Span } from "../../../model/span.ts";
import { constant, list, only, onlyText, UNKNOWN, type Value } from "../../code/value.ts";
import { joinedBy, listIn, numberIn } from "../decoded.ts";
import {
  bytesIn,
  charactersFrom,
  charactersOf,
  ITEMS,
  itemsIn,
  said,
  textFrom,
} from "./fold-values.ts";

/** Calls a function value; functions of the library are looked up by name. */
export type CallValue = (fn: Value, args: Value[], analysis: Analysis, at: Span) => Value;

/** Methods by which something becomes items. */
const ITERATING: [string, Fold][] = [
  [".chars", (value) => charactersOf(value)],
  [".bytes", (value) => bytesIn(value)],
  [".as_bytes", (value) => bytesIn(value)],
  [".into_bytes", (value) => bytesIn(value)],
  [".iter", asList],
  [".into_iter", asList],
  [".to_vec", asList],
  [
    ".char_indices",
    (value) => {
      const all = charactersOf(value);
      return all === null
        ? null
        : changed(all, (items) => items.map((each, at) => list([constant(at), each])));
    },
  ],
];

/** Methods of iterators, slices and options. `call` calls what they are given. */
export function iteratorFolds(call: CallValue): [string, Fold][] {
  const mapped: Fold = (value, [fn], analysis, at) => mapWith(value, fn, call, analysis, at);
  return [
    [".map", mapped],
    [".and_then", mapped],
    [".filter_map", mapped],
    [".then", mapped],
    [
      ".inspect",
      (value, [fn], analysis, at) => (mapWith(value, fn, call, analysis, at), said(value)),
    ],
    [".for_each", mapped],
    [".flat_map", (value, [fn], analysis, at) => flatten(mapWith(value, fn, call, analysis, at))],
    [".filter", (value, [fn], analysis, at) => filtered(value, fn, call, analysis, at)],
    [".fold", (value, [first, fn], analysis, at) => folded(value, first, fn, call, analysis, at)],
    [".flatten", (value) => flatten(value)],
    [
      ".enumerate",
      (value) => changed(value, (items) => items.map((each, at) => list([constant(at), each]))),
    ],
    [".zip", (value, [other]) => zipped(value, other)],
    [".cycle", cycled],
    [".rev", (value) => reversed(value)],
    [".skip", (value, [count]) => changed(value, (items) => items.slice(numberIn(count) ?? 0))],
    [
      ".take",
      (value, [count]) =>
        changed(value, (items) => items.slice(0, numberIn(count) ?? items.length)),
    ],
    [".step_by", (value, [count]) => stepped(value, numberIn(count) ?? 1)],
    [".chunks", (value, [count]) => chunked(value, numberIn(count) ?? 0)],
    [".chunks_exact", (value, [count]) => chunked(value, numberIn(count) ?? 0)],
    [".chain", (value, [other]) => joined(value, other)],
    [
      ".collect",
      (value, [kind], analysis) =>
        collected(value, kind === undefined ? null : onlyText(kind), analysis),
    ],
    [".concat", (value) => charactersFrom(value) ?? flatten(value)],
    [".nth", (value, [at]) => item(value, numberIn(at))],
    [".get", (value, [at]) => item(value, numberIn(at))],
    [".first", (value) => item(value, 0)],
    [".last", (value) => itemsIn(value)?.at(-1) ?? null],
    ...ITERATING,
  ];
}

function asList(value: Value): Value | null {
  const items = value.boxes.length === 0 ? itemsIn(value) : null;
  return items === null ? said(value) : list(items);
}

function changed(value: Value, change: (items: Value[]) => Value[]): Value | null {
  const items = itemsIn(value);
  return items === null || items.length > ITEMS ? null : list(change(items));
}

/** Every item of a list, or the value of an option or a result. */
function mapWith(
  value: Value,
  fn: Value | undefined,
  call: CallValue,
  analysis: Analysis,
  at: Span,
): Value | null {
  if (fn === undefined || (fn.closures.length === 0 && fn.apis.length === 0)) return null;
  const items = itemsIn(value);
  if (items !== null && items.length <= ITEMS) {
    return list(items.map((each) => call(fn, [each], analysis, at)));
  }
  return said(value) === null ? null : call(fn, [value], analysis, at);
}

function filtered(
  value: Value,
  fn: Value | undefined,
  call: CallValue,
  analysis: Analysis,
  at: Span,
): Value | null {
  if (fn === undefined) return null;
  return changed(value, (items) =>
    items.filter((each) => only(call(fn, [each], analysis, at)) !== false),
  );
}

function folded(
  value: Value,
  first: Value | undefined,
  fn: Value | undefined,
  call: CallValue,
  analysis: Analysis,
  at: Span,
): Value | null {
  const items = itemsIn(value);
  if (items === null || first === undefined || fn === undefined) return null;
  return items.reduce((before, each) => call(fn, [before, each], analysis, at), first);
}

function flatten(value: Value | null): Value | null {
  if (value === null) return null;
  return changed(value, (items) => items.flatMap((each) => itemsIn(each) ?? [each])) ?? said(value);
}

/** A list that begins anew at its end is marked by a field that no program can name. */
const ENDLESS = "#endless";

function cycled(value: Value): Value | null {
  const made = changed(value, (items) => items);
  made?.boxes[0]?.fields.set(ENDLESS, UNKNOWN);
  return made;
}

function zipped(value: Value, other: Value | undefined): Value | null {
  const left = itemsIn(value);
  const right = itemsIn(other);
  if (left === null || right === null || other === undefined) return null;
  const again = (from: Value) => from.boxes[0]?.fields.has(ENDLESS) === true;
  const length = again(value)
    ? right.length
    : again(other)
      ? left.length
      : Math.min(left.length, right.length);
  if (length > ITEMS || left.length === 0 || right.length === 0) return null;
  return list(
    Array.from({ length }, (_, at) =>
      list([left[at % left.length] ?? UNKNOWN, right[at % right.length] ?? UNKNOWN]),
    ),
  );
}

/** What is turned around says so, so that a text made of it is known to have been hidden. */
function reversed(value: Value): Value | null {
  return changed(value, (items) =>
    items
      .reverse()
      .map((each) =>
        onlyText(each) === null
          ? each
          : { ...each, layers: [...each.layers, { codec: "reversed", text: "" }] },
      ),
  );
}

function stepped(value: Value, by: number): Value | null {
  return by < 1 ? null : changed(value, (items) => items.filter((_, at) => at % by === 0));
}

function chunked(value: Value, by: number): Value | null {
  if (by < 1) return null;
  return changed(value, (items) =>
    Array.from({ length: Math.ceil(items.length / by) }, (_, at) =>
      list(items.slice(at * by, at * by + by)),
    ),
  );
}

function joined(value: Value, other: Value | undefined): Value | null {
  const more = itemsIn(other);
  return more === null ? null : changed(value, (items) => [...items, ...more]);
}

function item(value: Value, at: number | null): Value | null {
  const items = itemsIn(value);
  return items === null || at === null ? null : (items[at] ?? UNKNOWN);
}

/** A text where the program says so, or where nothing but characters comes together. */
function collected(value: Value, kind: string | null, analysis: Analysis): Value | null {
  if (kind === "list") return said(value);
  const items = listIn(value);
  const letters =
    items !== null &&
    items.length > 1 &&
    items.every((each) => [...(onlyText(each) ?? "")].length === 1);
  if (kind === "text" || letters)
    return charactersFrom(value) ?? textFrom(value, analysis) ?? said(value);
  return said(value);
}

/** Puts a list's texts together with another between them. */
export function joinTexts(value: Value, separator: Value | undefined): Value | null {
  const between = separator === undefined ? "" : onlyText(separator);
  return between === null ? null : joinedBy(value, between);
}
