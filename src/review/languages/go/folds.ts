import type { Span } from "../../../model/span.ts";
import type { Analysis, Fold } from "../../code/analysis.ts";
import { decodedValue } from "../../code/decoding.ts";
import { anyItem } from "../../code/items.ts";
import { constant, list, NOTHING, only, record, UNKNOWN, type Value } from "../../code/value.ts";
import {
  changeable,
  characterOf,
  codes,
  itemsIn,
  madeFrom,
  numberIn,
  origin,
  plain,
  textIn,
} from "./bytes.ts";
import { BUFFER_FOLDS } from "./fold-buffers.ts";
import { DECODING_FOLDS } from "./fold-decoding.ts";
import { TEXT_FOLDS } from "./fold-texts.ts";

/** Longer lists are not made. */
const ITEMS = 20_000;

const language: [string, Fold][] = [
  ["string", (_, [value], analysis) => asString(value, analysis)],
  ["byte", (_, [value]) => asNumber(value, 255)],
  ["uint8", (_, [value]) => asNumber(value, 255)],
  ...["rune", "int", "int32", "int64", "uint", "uint16", "uint32", "uint64"].map(
    (name): [string, Fold] => [name, (_, [value]) => asNumber(value, null)],
  ),
  ["len", (_, [value]) => lengthOf(value)],
  ["append", (_, args) => appended(args)],
  ["copy", (_, args) => copied(args)],
  ["#bytes", (_, [value]) => (value === undefined ? null : changeable(value))],
  ["#runes", (_, [value]) => (value === undefined ? null : runes(value))],
  ["#zeros", (_, [count]) => zeros(count)],
  ["#slice", (_, args) => sliced(args)],
  ["#sequence", (_, [value]) => (value === undefined ? null : runes(plain(value)))],
  ["#items", (_, [value]) => (value === undefined ? null : itemsOf(value))],
  ["#keys", (_, [value]) => (value === undefined ? null : keysOf(value))],
  ["os.UserHomeDir", () => constant("~")],
  ["os.TempDir", () => constant("/tmp")],
  ["os.CreateTemp", temporary],
  ["io/ioutil.TempFile", temporary],
  ["os.MkdirTemp", () => constant("/tmp/…")],
  ["io/ioutil.TempDir", () => constant("/tmp/…")],
  ["#C.CString", (_, [value]) => value ?? null],
  ["os/user.Current", () => record(new Map([["HomeDir", constant("~")]]))],
  ["reflect.ValueOf", (_, [value]) => value ?? null],
  ["slices.Reverse", (_, [value]) => reversed(value)],
];

/** The pure functions of Go's library that matter for reading hidden text. */
export const GO_FOLDS: ReadonlyMap<string, Fold> = new Map([
  ...language,
  ...TEXT_FOLDS,
  ...DECODING_FOLDS,
  ...BUFFER_FOLDS,
]);

/** Each place that makes a file for a while makes another one. */
function temporary(_: Value, __: readonly Value[], ___: Analysis, at: Span): Value {
  return { ...UNKNOWN, subject: `/tmp/made-${at.line}` };
}

/** `string(x)`: of a number its character, of codes their text, of a text itself. */
function asString(value: Value | undefined, analysis: Analysis): Value | null {
  if (value === undefined) return null;
  const inner = plain(value);
  const known = only(inner);
  if (typeof known === "number") {
    return decodedValue(inner, "char-codes", characterOf(known), analysis);
  }
  const text = textIn(inner);
  if (text === null || typeof known === "string") return inner;
  const made = madeFrom(text, [inner]);
  const literal = made.layers.length === 0 && text !== "" && itemsIn(inner) !== null;
  // Codes that stand one by one in the program are an encoding as well.
  return literal ? decodedValue(origin([inner]), "char-codes", text, analysis) : made;
}

function asNumber(value: Value | undefined, mask: number | null): Value | null {
  const known = numberIn(value);
  if (value === undefined || known === null) return value ?? null;
  return madeFrom(mask === null ? Math.trunc(known) : Math.trunc(known) & mask, [value]);
}

function lengthOf(value: Value | undefined): Value | null {
  if (value === undefined) return null;
  const inner = plain(value);
  const known = only(inner);
  if (typeof known === "string" || known instanceof Uint8Array) return constant(known.length);
  const items = itemsIn(inner);
  return items === null ? { ...UNKNOWN, taints: inner.taints } : constant(items.length);
}

function appended([head, ...added]: readonly Value[]): Value | null {
  if (head === undefined) return null;
  const items =
    itemsIn(changeable(head)) ?? (only(head) === null ? [] : (itemsOf(head).boxes[0]?.items ?? []));
  return items.length + added.length > ITEMS ? head : list([...items, ...added]);
}

/** `copy(to, from)` puts what is in one list into another. */
function copied([to, from]: readonly Value[]): Value | null {
  const items = itemsIn(to);
  if (items === null || from === undefined) return null;
  const given = itemsIn(changeable(from)) ?? [origin([from])];
  if (given.length <= ITEMS) items.splice(0, given.length, ...given);
  return NOTHING;
}

/** The codes of a text's characters. */
function runes(value: Value): Value {
  const known = only(value);
  if (typeof known !== "string" || known.length > ITEMS) return value;
  return codes(
    [...known].map((letter) => letter.codePointAt(0) ?? 0),
    value,
  );
}

function zeros(count: Value | undefined): Value | null {
  const length = numberIn(count);
  if (length === null || length < 0 || length > ITEMS) return list([]);
  return list(Array.from({ length }, () => constant(0)));
}

function sliced([value, start, end]: readonly Value[]): Value | null {
  if (value === undefined) return null;
  const inner = plain(value);
  const from = numberIn(start) ?? 0;
  const to = numberIn(end) ?? undefined;
  if (end !== undefined && only(end) === undefined) return inner;
  const known = only(inner);
  if (typeof known === "string") return madeFrom(known.slice(from, to), [inner]);
  const items = itemsIn(inner);
  return items === null ? inner : list(items.slice(from, to));
}

/** What `range` gives: the items of a list, the values of a map, the numbers up to one. */
function itemsOf(value: Value): Value {
  const inner = plain(value);
  const number = only(inner);
  if (typeof number === "number") return counted(number);
  const codesOf = runes(inner);
  if (codesOf.boxes.length === 0 || itemsIn(codesOf) !== null) return codesOf;
  return list([...inner.boxes.flatMap((box) => [...box.fields.values()]), anyItem(inner)]);
}

/** What `range` gives first: places, names or numbers. */
function keysOf(value: Value): Value {
  const inner = plain(value);
  const number = only(inner);
  if (typeof number === "number") return counted(number);
  if (typeof number === "string") return counted(number.length);
  const items = itemsIn(inner);
  if (items !== null) return counted(items.length);
  const names = inner.boxes.flatMap((box) => [...box.fields.keys()]);
  return names.length === 0 ? origin([inner]) : list(names.map((name) => constant(name)));
}

function counted(length: number): Value {
  if (length > ITEMS || length < 0) return UNKNOWN;
  return list(Array.from({ length: Math.trunc(length) }, (_, index) => constant(index)));
}

function reversed(value: Value | undefined): Value | null {
  const items = itemsIn(value);
  items?.reverse();
  return items === null ? null : NOTHING;
}
