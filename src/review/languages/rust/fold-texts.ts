import type { Fold } from "../../code/analysis.ts";
import { concatenate } from "../../code/expressions.ts";
import {
  constant,
  join,
  list,
  only,
  onlyText,
  textOrPrefix,
  UNKNOWN,
  type Value,
} from "../../code/value.ts";
import { append } from "../../code/items.ts";
import { listIn, madeOf, numberIn, partOf, repeated, replacedIn, textIn } from "../decoded.ts";
import { bytesIn, charactersOf, ITEMS, itemsIn, said } from "./fold-values.ts";
import { joinTexts } from "./fold-iterators.ts";

type Change = (text: string) => string;

const CHANGES: [string, Change][] = [
  [".trim", (text) => text.trim()],
  [".trim_end", (text) => text.trimEnd()],
  [".trim_start", (text) => text.trimStart()],
  [".to_lowercase", (text) => text.toLowerCase()],
  [".to_uppercase", (text) => text.toUpperCase()],
  [".to_ascii_lowercase", (text) => text.toLowerCase()],
  [".to_ascii_uppercase", (text) => text.toUpperCase()],
];

/** Methods of texts, paths and growing lists. */
export const TEXT_FOLDS: [string, Fold][] = [
  ...CHANGES.map(([name, change]): [string, Fold] => [name, (value) => changed(value, change)]),
  [".replace", (value, [from, by]) => replacing(value, from, by)],
  [".replacen", (value, [from, by]) => replacing(value, from, by)],
  [".repeat", (value, [times]) => manyTimes(value, times)],
  [".split", (value, [separator]) => split(value, separator)],
  [".lines", (value) => split(value, constant("\n"))],
  [
    ".split_whitespace",
    (value) =>
      split(changed(value, (text) => text.trim().replace(/\s+/g, " ")) ?? value, constant(" ")),
  ],
  [".len", (value) => length(value)],
  [".#slice", sliced],
  [
    ".join",
    (value, [part]) => (listIn(value) === null ? path(value, part) : joinTexts(value, part)),
  ],
  [".with_file_name", () => null],
  [".push", (value, [item]) => pushed(value, item)],
  [".push_str", (value, [item]) => added(value, item)],
  [".push_back", (value, [item]) => pushed(value, item)],
  [".extend", (value, [items]) => extended(value, items)],
  [".extend_from_slice", (value, [items]) => extended(value, items)],
  [".append", (value, [items]) => extended(value, items)],
  [".insert", (value, [key, item]) => inserted(value, key, item)],
  [".write_fmt", (value, [text]) => (onlyText(value) === null ? null : added(value, text))],
  [".reverse", reverse],
  [".arg", (value, [item]) => argument(value, item)],
  [".args", (value, [items]) => argumentsOf(value, items)],
];

function changed(value: Value, change: Change): Value | null {
  const text = onlyText(value);
  return text === null ? null : { ...madeOf(change(text), [value]), taints: value.taints };
}

function replacing(value: Value, from: Value | undefined, by: Value | undefined): Value | null {
  const searched = textIn(from);
  const instead = textIn(by);
  return searched === null || instead === null ? null : replacedIn(value, searched, instead);
}

function manyTimes(value: Value, times: Value | undefined): Value | null {
  const items = listIn(value);
  const count = numberIn(times);
  if (items === null) return repeated(value, count);
  if (count === null || count < 0 || items.length * count > ITEMS) return list([]);
  return list(Array.from({ length: count }, () => items).flat());
}

function split(value: Value, separator: Value | undefined): Value | null {
  const text = onlyText(value);
  const between = textIn(separator);
  if (text === null || between === null || between === "") return null;
  return list(
    text.split(between, ITEMS).map((each) => ({ ...constant(each), layers: value.layers })),
  );
}

function length(value: Value): Value | null {
  const known = only(value);
  if (typeof known === "string") return constant(Buffer.byteLength(known));
  const items = itemsIn(value);
  return items === null ? null : constant(items.length);
}

function sliced(value: Value, [from, to]: readonly Value[]): Value | null {
  const start = numberIn(from);
  const end = to === undefined || only(to) === null ? null : numberIn(to);
  if (start === null || (end === null && to !== undefined && only(to) !== null)) return said(value);
  const items = itemsIn(value);
  if (items !== null) return list(items.slice(start, end ?? undefined));
  return partOf(value, start, end === null ? null : Math.max(0, end - start)) ?? said(value);
}

/** Parts of a path with a slash between; an absolute part begins anew. */
function path(value: Value, part: Value | undefined): Value | null {
  if (part === undefined || (textOrPrefix(value) === null && textOrPrefix(part) === null))
    return null;
  if (/^[/~]|^[A-Z]:\\/.test(onlyText(part) ?? "")) return part;
  const before = changed(value, (text) => text.replace(/[/\\]+$/, "")) ?? value;
  return { ...concatenate([before, constant("/"), part]), boxes: [] };
}

/** A character goes to a text's end, a part to a path's, an item to a list's. */
function pushed(value: Value, item: Value | undefined): Value | null {
  if (item === undefined) return null;
  const text = onlyText(value);
  const more = onlyText(item);
  if (text !== null || value.prefix !== null) {
    const partOfPath = more !== null && [...more].length > 1;
    return partOfPath ? path(value, item) : concatenate([value, item]);
  }
  for (const box of value.boxes) if (box.items !== null) append(box, item);
  return value.boxes.length === 0 ? null : value;
}

function added(value: Value, item: Value | undefined): Value | null {
  if (item === undefined || value.boxes.length > 0) return null;
  return concatenate([value, item]);
}

function extended(value: Value, more: Value | undefined): Value | null {
  if (more === undefined) return null;
  const bytes =
    onlyText(more) === null ? more : value.boxes.length > 0 ? bytesIn(more) : charactersOf(more);
  const items = bytes === null ? null : itemsIn(bytes);
  if (onlyText(value) !== null) return concatenate([value, ...(items ?? [more])]);
  for (const box of value.boxes) {
    if (items === null) box.rest = join(box.rest, more);
    else if (box.items !== null) for (const each of items) append(box, each);
  }
  return value.boxes.length === 0 ? null : value;
}

function inserted(value: Value, key: Value | undefined, item: Value | undefined): Value | null {
  const name = key === undefined ? undefined : only(key);
  for (const box of value.boxes) {
    if (box.items !== null && typeof name === "number") box.items.splice(name, 0, item ?? UNKNOWN);
    else if (typeof name === "string") box.fields.set(name, item ?? UNKNOWN);
    else box.rest = join(box.rest, join(key ?? UNKNOWN, item ?? UNKNOWN));
  }
  const text = onlyText(value);
  const at = numberIn(key);
  const more = textIn(item);
  if (text !== null && at !== null && more !== null && item !== undefined) {
    return madeOf(text.slice(0, at) + more + text.slice(at), [value, item]);
  }
  return value.boxes.length === 0 ? null : value;
}

function reverse(value: Value): Value | null {
  value.boxes[0]?.items?.reverse();
  return said(value);
}

/** A program gets one more argument; what nobody knows is kept in its place. */
function argument(value: Value, item: Value | undefined): Value | null {
  for (const { items } of value.boxes)
    if (items !== null && items.length < 1000) items.push(item ?? UNKNOWN);
  return said(value);
}

function argumentsOf(value: Value, given: Value | undefined): Value | null {
  const items = itemsIn(given);
  for (const each of items?.slice(0, 1000) ?? [given ?? UNKNOWN]) argument(value, each);
  return said(value);
}
