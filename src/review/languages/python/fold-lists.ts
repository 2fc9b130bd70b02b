import type { Analysis, Fold } from "../../code/analysis.ts";
import type { Span } from "../../../model/span.ts";
import { append, itemsOf } from "../../code/items.ts";
import { readMember } from "../../code/members.ts";
import {
  constant,
  join,
  joinAll,
  list,
  NOTHING,
  only,
  UNKNOWN,
  type Value,
} from "../../code/value.ts";
import { madeFrom, numberOf, textOf } from "../known.ts";
import { isTruthy } from "./operate.ts";

const CAP = 100_000;

/** Methods of lists and dictionaries, and cutting. */
export const LIST_FOLDS: [string, Fold][] = [
  [".#slice", (value, [from, to, step]) => slice(value, from, to, step)],
  ["builtins.#collect", (_, [into, value, ...tests]) => collect(into, value, tests)],
  ["builtins.#collectAll", (_, [into, values]) => collectAll(into, values)],
  ["builtins.#put", (_, [into, key, value, ...tests]) => put(into, key, value, tests)],
  [".append", (value, [item]) => push(value, item)],
  [".appendleft", (value, [item]) => push(value, item)],
  [".add", (value, [item]) => push(value, item)],
  [".extend", (value, [items]) => extend(value, items)],
  [".update", (value, [items]) => update(value, items)],
  [".insert", (value, [at, item]) => insert(value, at, item)],
  [".reverse", (value) => reverse(value)],
  [".pop", (value, [key], analysis, at) => pop(value, key, at, analysis)],
  [".get", (value, [key, other], analysis, at) => get(value, key, other, at, analysis)],
  [".setdefault", (value, [key, other], analysis, at) => get(value, key, other, at, analysis)],
  [".__getitem__", (value, [key], analysis, at) => get(value, key, undefined, at, analysis)],
  [".items", (value) => entries(value, (key, field) => list([constant(key), field]))],
  [".keys", (value) => entries(value, (key) => constant(key))],
  [".values", (value) => entries(value, (_, field) => field)],
  [".copy", (value) => (value.boxes.length === 0 ? null : value)],
];

/** `value[from:to:step]`, with Python's rules for what is left out or negative. */
function slice(
  value: Value,
  from: Value | undefined,
  to: Value | undefined,
  step: Value | undefined,
): Value | null {
  const known = only(value);
  const bounds = [from, to, step].map((each) =>
    each === undefined || only(each) === null ? null : (numberOf(each) ?? undefined),
  );
  const [start, end, stride] = bounds;
  if (start === undefined || end === undefined || stride === undefined || stride === 0) return null;
  if (typeof known === "string") {
    const letters = [...known];
    return madeFrom(
      value,
      indices(letters.length, start, end, stride ?? 1)
        .map((at) => letters[at] ?? "")
        .join(""),
    );
  }
  if (known instanceof Uint8Array) {
    const taken = indices(known.length, start, end, stride ?? 1).map((at) => known[at] ?? 0);
    return madeFrom(value, Uint8Array.from(taken));
  }
  const items = value.boxes.length === 1 ? (value.boxes[0]?.items ?? null) : null;
  if (items === null) return null;
  return list(indices(items.length, start, end, stride ?? 1).flatMap((at) => items[at] ?? []));
}

function indices(length: number, start: number | null, end: number | null, step: number): number[] {
  const down = step < 0;
  const clamp = (at: number) => {
    const place = at < 0 ? at + length : at;
    return Math.min(Math.max(place, down ? -1 : 0), down ? length - 1 : length);
  };
  const first = start === null ? (down ? length - 1 : 0) : clamp(start);
  const last = end === null ? (down ? -1 : length) : clamp(end);
  const out: number[] = [];
  for (let at = first; down ? at > last : at < last; at += step) out.push(at);
  return out;
}

/** What a comprehension or a generator puts into its list; a test that fails keeps it out. */
function collect(
  into: Value | undefined,
  value: Value | undefined,
  tests: readonly Value[],
): Value | null {
  if (into === undefined || tests.some(fails)) return NOTHING;
  push(into, value ?? UNKNOWN);
  return NOTHING;
}

function fails(test: Value): boolean {
  const known = only(test);
  return known !== undefined && test.boxes.length === 0 && !isTruthy(known);
}

function collectAll(into: Value | undefined, values: Value | undefined): Value | null {
  if (into !== undefined) extend(into, values);
  return NOTHING;
}

function put(
  into: Value | undefined,
  key: Value | undefined,
  value: Value | undefined,
  tests: readonly Value[],
): Value | null {
  if (into === undefined || tests.some(fails)) return NOTHING;
  for (const box of into.boxes) setField(box, key, value ?? UNKNOWN);
  return NOTHING;
}

function setField(box: Value["boxes"][number], key: Value | undefined, value: Value): void {
  const name = textOf(key) ?? numberOf(key);
  if (name === null) box.rest = join(box.rest, value);
  else if (box.fields.size < CAP) box.fields.set(String(name), value);
}

function push(value: Value, item: Value | undefined): Value | null {
  for (const box of value.boxes) append(box, item ?? UNKNOWN);
  return value.boxes.length === 0 ? null : NOTHING;
}

function extend(value: Value, given: Value | undefined): Value | null {
  const items = given === undefined ? null : itemsOf(given);
  if (items !== null) for (const item of items) push(value, item);
  else push(value, given);
  return value.boxes.length === 0 ? null : NOTHING;
}

function update(value: Value, given: Value | undefined): Value | null {
  if (value.boxes.length === 0 || given === undefined) return null;
  for (const box of value.boxes) {
    for (const from of given.boxes) {
      for (const [name, field] of from.fields) setField(box, constant(name), field);
    }
    box.rest = join(box.rest, { ...given, boxes: [], known: [] });
  }
  return NOTHING;
}

function insert(value: Value, at: Value | undefined, item: Value | undefined): Value | null {
  const index = numberOf(at);
  for (const box of value.boxes) {
    if (box.items !== null && index !== null && box.items.length < CAP) {
      box.items.splice(index, 0, item ?? UNKNOWN);
    } else box.rest = join(box.rest, item ?? UNKNOWN);
  }
  return value.boxes.length === 0 ? null : NOTHING;
}

function reverse(value: Value): Value | null {
  for (const box of value.boxes) box.items?.reverse();
  return value.boxes.length === 0 ? null : NOTHING;
}

function pop(value: Value, key: Value | undefined, at: Span, analysis: Analysis): Value | null {
  const items = value.boxes.length === 1 ? (value.boxes[0]?.items ?? null) : null;
  if (items === null) return get(value, key, undefined, at, analysis);
  const index = key === undefined ? -1 : numberOf(key);
  if (index === null) return joinAll(items);
  return items.splice(index, 1)[0] ?? UNKNOWN;
}

/** A member under a key; only dictionaries have those, APIs have methods of this name. */
function get(
  value: Value,
  key: Value | undefined,
  other: Value | undefined,
  at: Span,
  analysis: Analysis,
): Value | null {
  if (value.boxes.length === 0 || key === undefined) return null;
  const box = { ...UNKNOWN, boxes: value.boxes };
  const found = readMember(box, key, at, analysis);
  const name = textOf(key);
  const certain = name !== null && value.boxes.some((each) => each.fields.has(name));
  return certain || other === undefined ? found : join(found, other);
}

function entries(value: Value, make: (key: string, field: Value) => Value): Value | null {
  const [box] = value.boxes;
  if (box === undefined || box.items !== null || value.boxes.length > 1) return null;
  const known = [...box.fields].map(([key, field]) => make(key, field));
  return list(box.rest === UNKNOWN ? known : [...known, box.rest]);
}
