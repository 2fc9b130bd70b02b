import type { Analysis, Fold } from "../../code/analysis.ts";
import {
  constant,
  join,
  list,
  NOTHING,
  only,
  record,
  UNKNOWN,
  type Box,
  type Value,
} from "../../code/value.ts";
import { append } from "../../code/items.ts";
import { madeOf, numberIn } from "../decoded.ts";
import { itemsIn } from "./bytes.ts";
import { description } from "./fold-commands.ts";
import { plainText, REVERSED } from "./fold-texts.ts";

const CAP = 100_000;

/** Arrays, lists, dictionaries and builders. */
export const LIST_FOLDS: [string, Fold][] = [
  ["#length", (_, [value]) => sized(value)],
  ["#list", (_, [items]) => copied(items)],
  ["#array", (_, [size]) => blank(size)],
  ["#new", (_, [made]) => (made === undefined ? null : withFields(made))],
  ["#add", (_, [into, item]) => pushed(into, item)],
  ["#items", (_, [value]) => entriesOf(value, false)],
  ["#pairs", (_, [value]) => entriesOf(value, true)],
  ["#slice", (_, [value, from, to]) => sliced(value, from, to)],
  [
    "StringBuilder",
    (_, [text]) =>
      list(typeof (text && only(text)) === "string" && text !== undefined ? [text] : []),
  ],
  [".Append", (value, [item, times]) => appended(value, item, times)],
  [
    ".AppendLine",
    (value, [item]) => (pushed(value, item) === null ? null : pushed(value, constant("\n"))),
  ],
  [
    ".Add",
    (value, [first, second]) =>
      second === undefined ? pushed(value, first) : put(value, first, second),
  ],
  [".TryAdd", (value, [key, item]) => put(value, key, item)],
  [".Enqueue", (value, [item]) => pushed(value, item)],
  [".Push", (value, [item]) => pushed(value, item)],
  [".AddLast", (value, [item]) => pushed(value, item)],
  [".AddRange", (value, [items]) => extended(value, items)],
  [".WriteByte", (value, [item]) => pushed(value, item)],
  [".Clear", (value) => cleared(value)],
  [".ToArray", (value) => value],
  [".GetBuffer", (value) => value],
  [".ToList", (value) => copied(value)],
  [".AsSpan", (value) => value],
  [".Clone", (value) => copied(value)],
  [".TryGetValue", (value, [key]) => found(value, key)],
  [".GetValueOrDefault", (value, [key]) => found(value, key)],
  ["Array.Reverse", (_, [items]) => reversed(items)],
  ["Array.Copy", (_, args) => blockCopy(args)],
  ["Buffer.BlockCopy", (_, args) => blockCopy(args)],
  ["Array.Empty", () => list([])],
];

function boxOf(value: Value | undefined): Box | null {
  return value?.boxes.length === 1 ? (value.boxes[0] ?? null) : null;
}

function sized(value: Value | undefined): Value | null {
  if (value === undefined) return null;
  const known = only(value);
  if (typeof known === "string" || known instanceof Uint8Array) return constant(known.length);
  const box = boxOf(value);
  if (box === null || value.apis.length > 0) return null;
  return constant(box.items === null ? box.fields.size : box.items.length);
}

function copied(value: Value | undefined): Value | null {
  if (value === undefined) return null;
  const items = itemsIn(value);
  return items === null ? value : { ...list([...items]), layers: value.layers };
}

/** An array of zeros, as long as it is known and bearable. */
function blank(size: Value | undefined): Value {
  const length = numberIn(size) ?? 0;
  if (length < 0 || length > 20_000) return list([]);
  return list(Array.from({ length }, () => constant(0)));
}

/** An object of an API that can be given fields. */
function withFields(made: Value): Value {
  if (made.boxes.length > 0 || made.known.length > 0) return made;
  const fields = new Map<string, Value>();
  if (made.apis.includes("Process()")) fields.set("StartInfo", description([]));
  return join(made, record(fields));
}

function pushed(value: Value | undefined, item: Value | undefined): Value | null {
  const box = boxOf(value);
  if (value === undefined || item === undefined || box === null) return null;
  if (box.items === null) {
    box.rest = join(box.rest, item);
    return value.apis.length > 0 ? null : value;
  }
  append(box, item);
  return value;
}

/** A builder answers itself. */
function appended(value: Value, item: Value | undefined, times: Value | undefined): Value | null {
  const count = times === undefined ? 1 : (numberIn(times) ?? 1);
  if (boxOf(value)?.items === undefined || boxOf(value)?.items === null) return null;
  const text = item === undefined ? null : plainText(item);
  const repeated =
    item !== undefined && text !== null && count > 1 && count <= 1000
      ? madeOf(text.repeat(count), [item])
      : item;
  return pushed(value, repeated);
}

function put(value: Value, key: Value | undefined, item: Value | undefined): Value | null {
  const box = boxOf(value);
  if (box === null || key === undefined || item === undefined) return null;
  const name = plainText(key);
  // Of what an API holds, nobody knows which of the two is the name.
  if (name === null || value.apis.length > 0) box.rest = join(box.rest, join(key, item));
  else box.fields.set(name, item);
  return value.apis.length > 0 ? null : NOTHING;
}

function extended(value: Value, items: Value | undefined): Value | null {
  const box = boxOf(value);
  const more = itemsIn(items);
  if (box === null || box.items === null) return null;
  for (const each of more ?? [items ?? UNKNOWN]) append(box, each);
  return NOTHING;
}

function cleared(value: Value): Value | null {
  const box = boxOf(value);
  if (box === null || box.items === null) return null;
  box.items = [];
  return value;
}

function found(value: Value, key: Value | undefined): Value | null {
  const box = boxOf(value);
  const name = plainText(key);
  if (box === null || name === null) return null;
  return box.fields.get(name) ?? null;
}

/** What a loop goes through: pairs of a dictionary, else the items themselves. */
function entriesOf(value: Value | undefined, pairs: boolean): Value | null {
  const box = boxOf(value);
  if (value === undefined) return null;
  if (box === null || box.items !== null || box.fields.size === 0 || value.apis.length > 0)
    return value;
  const entries = [...box.fields].map(([key, field]) =>
    pairs
      ? list([constant(key), field])
      : record(
          new Map([
            ["Key", constant(key)],
            ["Value", field],
          ]),
        ),
  );
  return list(entries);
}

function sliced(
  value: Value | undefined,
  from: Value | undefined,
  to: Value | undefined,
): Value | null {
  if (value === undefined) return null;
  const bounds = [from, to].map((each) =>
    each === undefined || only(each) === null ? undefined : (numberIn(each) ?? null),
  );
  const [start, end] = bounds;
  if (start === null || end === null) return null;
  const known = only(value);
  if (typeof known === "string") return madeOf(known.slice(start, end), [value]);
  const items = itemsIn(value);
  return items === null ? null : { ...list(items.slice(start, end)), layers: value.layers };
}

/** Turns an array around in its place. */
function reversed(value: Value | undefined): Value | null {
  const box = boxOf(value);
  if (value === undefined || box === null || box.items === null) return null;
  box.items.reverse();
  box.fields.set(REVERSED, UNKNOWN);
  return NOTHING;
}

/** `Copy(from, 0, to, 0, n)` and `Copy(from, to, n)`: all of it, from the beginning. */
function blockCopy(args: readonly Value[]): Value | null {
  const [from, second, third] = args;
  const short = args.length < 5;
  const start = short ? 0 : numberIn(second);
  const place = short ? 0 : numberIn(args[3]);
  const count = numberIn(args.at(-1));
  const box = boxOf(short ? second : third);
  const bytes = from === undefined ? null : (itemsIn(from) ?? null);
  if (box === null || box.items === null || bytes === null) return null;
  if (start === null || place === null || count === null) return null;
  for (const [index, item] of bytes.slice(start, start + count).entries()) {
    if (place + index < CAP) box.items[place + index] = item;
  }
  return NOTHING;
}

/** The receiver's items after a change, or null when they are not known. */
export function mapItems(
  value: Value,
  change: (items: Value[], analysis: Analysis) => Value[] | null,
  analysis: Analysis,
): Value | null {
  const items = itemsIn(value);
  const result = items === null ? null : change(items, analysis);
  return result === null ? null : { ...list(result), layers: value.layers };
}
