import type { Analysis, Fold } from "../../code/analysis.ts";
import { concatenate } from "../../code/expressions.ts";
import { constant, list, NOTHING, only, onlyText, UNKNOWN, type Value } from "../../code/value.ts";
import { append } from "../../code/items.ts";
import { isTrue } from "../../code/truth.ts";
import { TEST_FOLDS } from "./test-folds.ts";
import { PATTERN_FOLDS } from "./pattern-folds.ts";

/** Methods of texts, bytes and lists, by name with a dot in front. */
export const METHOD_FOLDS: [string, Fold][] = [
  [".toString", (value, [how]) => toString(value, how)],
  [".split", (value, [separator]) => split(value, separator)],
  [".join", (value, [separator]) => joinItems(value, separator)],
  [".reverse", (value) => reverse(value)],
  [".forEach", (value, [fn], analysis) => (isFound(value) ? mapItems(value, fn, analysis) : null)],
  [".map", (value, [fn], analysis) => mapItems(value, fn, analysis)],
  [".filter", (value, [fn], analysis) => filterItems(value, fn, analysis)],
  [".reduce", (value, [fn, start], analysis) => reduce(value, fn, start, analysis)],
  [".concat", (value, args) => concat(value, args)],
  [".slice", (value, [from, to]) => slice(value, from, to)],
  [".substring", (value, [from, to]) => slice(value, from, to)],
  [".subarray", (value, [from, to]) => slice(value, from, to)],
  [".substr", (value, [from, length]) => substr(value, from, length)],
  [
    ".charAt",
    (value, [index]) => onText(value, (text) => text.charAt(numberOf(index) ?? 0), index),
  ],
  [".charCodeAt", (value, [index]) => codeAt(value, index)],
  [".codePointAt", (value, [index]) => codeAt(value, index)],
  [".at", (value, [index]) => itemAt(value, index)],
  [".trim", (value) => onText(value, (text) => text.trim())],
  [".toLowerCase", (value) => onText(value, (text) => text.toLowerCase())],
  [".toUpperCase", (value) => onText(value, (text) => text.toUpperCase())],
  [
    ".repeat",
    (value, [count]) =>
      onText(value, (text) => text.repeat(Math.min(numberOf(count) ?? 0, 1000)), count),
  ],
  ...PATTERN_FOLDS,
  ...TEST_FOLDS,
  [".push", (value, args) => push(value, args)],
  [".shift", (value) => take(value, "shift")],
  [".pop", (value) => take(value, "pop")],
  [".valueOf", (value) => value],
  [".indexOf", (value, [what]) => indexOf(value, what)],
];

function numberOf(value: Value | undefined): number | null {
  const known = value === undefined ? undefined : only(value);
  return typeof known === "number" ? known : null;
}

function onText(value: Value, map: (text: string) => string, needs?: Value): Value | null {
  const text = onlyText(value);
  if (text === null || (needs !== undefined && numberOf(needs) === null)) return null;
  return { ...value, known: [map(text)] };
}

function toString(value: Value, how: Value | undefined): Value | null {
  const known = only(value);
  if (known === undefined || known === null) return null;
  if (typeof known === "number") return constant(known.toString(radixOf(how)));
  if (!(known instanceof Uint8Array)) return { ...value, known: [String(known)] };
  const encoding = how === undefined ? "utf8" : onlyText(how);
  const bytes = Buffer.from(known);
  if (encoding === "hex" || encoding === "base64")
    return { ...value, known: [bytes.toString(encoding)] };
  const text = bytes.toString(encoding === "latin1" || encoding === "binary" ? "latin1" : "utf8");
  return { ...value, known: [text] };
}

function radixOf(how: Value | undefined): number {
  const radix = numberOf(how) ?? 10;
  return radix >= 2 && radix <= 36 ? radix : 10;
}

function split(value: Value, separator: Value | undefined): Value | null {
  const text = onlyText(value);
  const by = separator === undefined ? null : onlyText(separator);
  if (text === null || by === null || text.length > 1_000_000) return null;
  return list(
    text
      .split(by)
      .map((part) => ({ ...constant(part), layers: value.layers, taints: value.taints })),
  );
}

function itemsOf(value: Value): Value[] | null {
  const bytes = only(value);
  if (bytes instanceof Uint8Array && bytes.length <= 1_000_000)
    return [...bytes].map((byte) => constant(byte));
  return value.boxes.length === 1 ? (value.boxes[0]?.items ?? null) : null;
}

function joinItems(value: Value, separator: Value | undefined): Value | null {
  const items = itemsOf(value);
  const by = separator === undefined ? "," : onlyText(separator);
  if (items === null || by === null) return null;
  if (by === "") return concatenate(items);
  return concatenate(items.flatMap((item, index) => (index === 0 ? [item] : [constant(by), item])));
}

function reverse(value: Value): Value | null {
  const items = itemsOf(value);
  return items === null ? null : list([...items].reverse());
}

function enterEach(value: Value, fn: Value | undefined, analysis: Analysis): Value[] | null {
  const items = itemsOf(value);
  const closure = fn?.closures[0];
  if (items === null || items.length > 20_000) return null;
  if (closure === undefined) return foldEach(items, fn, analysis);
  return items.map((item, index) => {
    return analysis.engine.enter(closure, [item, constant(index), value], null, analysis);
  });
}

/** `list.map(Number)`: a pure function of the library for each item. */
function foldEach(
  items: readonly Value[],
  fn: Value | undefined,
  analysis: Analysis,
): Value[] | null {
  const [pure] = (fn?.apis ?? []).flatMap((name) => analysis.traits.folds.get(name) ?? []);
  const at = analysis.site;
  if (pure === undefined || at === null) return null;
  const results = items.map((item) => pure(UNKNOWN, [item], analysis, at));
  return results.every((result) => result !== null) ? results : null;
}

/** Those items for which a function says yes; all of them, unless it is known for each. */
function filterItems(value: Value, fn: Value | undefined, analysis: Analysis): Value | null {
  const results = enterEach(value, fn, analysis);
  const items = itemsOf(value);
  if (results === null || items === null) return null;
  const kept = results.map((result) => only(result));
  if (kept.some((each) => each === undefined)) return value;
  return list(items.filter((_, index) => isTrue(kept[index] ?? null)));
}

/** A list of files that a pattern finds: of each the same is known. */
function isFound(value: Value): boolean {
  const items = itemsOf(value);
  return items?.length === 1 && items[0]?.prefix?.includes("…") === true;
}

function mapItems(value: Value, fn: Value | undefined, analysis: Analysis): Value | null {
  const results = enterEach(value, fn, analysis);
  return results === null ? null : list(results);
}

function reduce(
  value: Value,
  fn: Value | undefined,
  start: Value | undefined,
  analysis: Analysis,
): Value | null {
  const items = itemsOf(value);
  const closure = fn?.closures[0];
  if (items === null || closure === undefined || items.length > 20_000) return null;
  const [first, ...others] = items;
  const rest = start === undefined ? others : items;
  return rest.reduce(
    (sum, item, index) =>
      analysis.engine.enter(closure, [sum, item, constant(index)], null, analysis),
    start ?? first ?? UNKNOWN,
  );
}

function concat(value: Value, args: readonly Value[]): Value | null {
  const text = onlyText(value);
  if (text !== null) {
    const parts = args.map((each) => onlyText(each));
    return parts.every((part) => part !== null)
      ? { ...value, known: [text + parts.join("")] }
      : null;
  }
  const items = itemsOf(value);
  if (items === null) return null;
  return list([...items, ...args.flatMap((each) => itemsOf(each) ?? [each])]);
}

function slice(value: Value, from: Value | undefined, to: Value | undefined): Value | null {
  const start = from === undefined ? 0 : numberOf(from);
  const end = to === undefined ? undefined : numberOf(to);
  if (start === null || end === null) return null;
  const known = only(value);
  if (typeof known === "string") return { ...value, known: [known.slice(start, end)] };
  if (known instanceof Uint8Array) return { ...value, known: [known.slice(start, end)] };
  const items = itemsOf(value);
  return items === null ? null : list(items.slice(start, end));
}

function substr(value: Value, from: Value | undefined, length: Value | undefined): Value | null {
  const start = numberOf(from);
  const count = length === undefined ? undefined : numberOf(length);
  if (start === null || count === null) return null;
  return onText(value, (text) =>
    text.slice(start, count === undefined ? undefined : start + count),
  );
}

function codeAt(value: Value, index: Value | undefined): Value | null {
  const text = onlyText(value);
  const at = index === undefined ? 0 : numberOf(index);
  if (text === null || at === null) return null;
  const code = text.charCodeAt(at);
  return Number.isNaN(code) ? null : constant(code);
}

function itemAt(value: Value, index: Value | undefined): Value | null {
  const items = itemsOf(value);
  const at = numberOf(index);
  return items === null || at === null ? null : (items.at(at) ?? null);
}

function push(value: Value, args: readonly Value[]): Value | null {
  for (const box of value.boxes) {
    for (const each of args) append(box, each);
  }
  return value.boxes.length === 0 ? null : NOTHING;
}

function take(value: Value, how: "shift" | "pop"): Value | null {
  const items = value.boxes.length === 1 ? value.boxes[0]?.items : null;
  if (items === null || items === undefined) return null;
  return (how === "shift" ? items.shift() : items.pop()) ?? UNKNOWN;
}

function indexOf(value: Value, what: Value | undefined): Value | null {
  const text = onlyText(value);
  const part = what === undefined ? undefined : only(what);
  if (part === undefined) return null;
  if (text !== null) return typeof part === "string" ? constant(text.indexOf(part)) : null;
  const items = itemsOf(value)?.map((item) => only(item));
  return items?.every((item) => item !== undefined) === true ? constant(items.indexOf(part)) : null;
}
