import type { Analysis, Fold } from "../../code/analysis.ts";
import { itemsOf } from "../../code/items.ts";
import {
  constant,
  join,
  joinAll,
  list,
  NOTHING,
  only,
  record,
  UNKNOWN,
  type Value,
} from "../../code/value.ts";
import { characterOf, codeOf, listIn, numberIn, textIn } from "../decoded.ts";
import { bytesOf } from "../known.ts";
import { usualType } from "./type-names.ts";
import { characters } from "./fold-bytes.ts";
import { asText, concatenated } from "./text-of.ts";

/** Lists longer than this are not put together. */
const ITEMS = 20_000;

const entries: [string, Fold][] = [
  ["#output", () => list([])],
  ["#emit", (_, [out, value]) => emit(out, value)],
  ["#collect", (_, [out]) => collect(out)],
  ["#nothing", () => NOTHING],
  ["#unknown", () => NOTHING],
  ["#given", () => NOTHING],
  ["#piped", () => NOTHING],
  ["#array", (_, [value]) => enumerated(value)],
  ["#enumerate", (_, [value]) => enumerated(value)],
  ["#items", (_, [value, places]) => chosen(value, places)],
  ["#plus", (_, args) => sum(args)],
  ["#range", (_, [from, to]) => range(from, to)],
  ["#cast", (_, [type, value], analysis) => cast(textIn(type) ?? "", value, analysis)],
  ["#small", (_, [value]) => changed(value, (text) => text.toLowerCase())],
  ["#type-name", (_, [value]) => changed(value, (text) => `[${usualType(text)}]`)],
  ["#com", (_, [value]) => changed(value, (text) => `[com.${text.toLowerCase()}]`)],
  [".add", add],
  ["array.reverse", reverse],
  ["io.streamwriter", (_, [stream]) => (stream?.apis.length ? stream : null)],
  ["net.security.sslstream", (_, [stream]) => (stream?.apis.length ? stream : null)],
  ["io.binarywriter", (_, [stream]) => (stream?.apis.length ? stream : null)],
];

/** What this reader's own functions do. */
export const CORE_FOLDS: readonly [string, Fold][] = entries;

function emit(out: Value | undefined, value: Value | undefined): Value {
  const items = out?.boxes[0]?.items;
  if (items === null || items === undefined || value === undefined) return UNKNOWN;
  if (value === UNKNOWN || isVoid(value) || items.length >= ITEMS) return UNKNOWN;
  items.push(...(listIn(value) ?? [value]).slice(0, ITEMS));
  return UNKNOWN;
}

/** Methods and functions that give nothing. */
const VOID =
  /^(?:#(?:nothing|unknown|piped|given)|array\.reverse|console\.\w+|write-(?:host|verbose|debug|warning|error|information|progress)|start-sleep|out-null)\(\)$/;

function isVoid(value: Value): boolean {
  if (value === NOTHING) return true;
  const other =
    value.known.length + value.taints.length + value.closures.length + value.boxes.length;
  return other === 0 && value.apis.length > 0 && value.apis.every((name) => VOID.test(name));
}

/** One value is that value, several are a list. */
function collect(out: Value | undefined): Value | null {
  const box = out?.boxes[0];
  if (box === undefined) return null;
  const items = box.items ?? [];
  const [only] = items;
  if (items.length === 0 || only === undefined) return box.rest;
  if (items.length === 1) return join(only, box.rest);
  return list(box.rest === UNKNOWN ? [...items] : [...items, box.rest]);
}

/** A list is its items; everything else, also a text, is one item. */
export function enumerated(value: Value | undefined): Value {
  if (value === undefined) return list([]);
  const known = only(value);
  if (known instanceof Uint8Array) return list(itemsOf(value) ?? [value]);
  const isList = value.boxes.some((box) => box.items !== null);
  return isList ? value : list(value === UNKNOWN ? [UNKNOWN] : [value]);
}

function itemsIn(value: Value | undefined): Value[] | null {
  if (value === undefined) return null;
  return listIn(value) ?? itemsOf(value);
}

/** `$x[1,3,5]` and `$x[2..9]`: texts give letters. */
function chosen(value: Value | undefined, places: Value | undefined): Value | null {
  const items = itemsIn(value);
  const numbers = listIn(places)?.map(numberIn);
  if (value === undefined) return null;
  if (items === null || numbers === undefined) {
    const one = numberIn(places);
    if (items === null || one === null) return null;
    return items[one < 0 ? items.length + one : one] ?? null;
  }
  const indexes = numbers
    .slice(0, ITEMS)
    .map((at) => (at !== null && at < 0 ? items.length + at : at));
  const found = indexes.map((at) => items[at ?? -1] ?? UNKNOWN);
  const [first, second] = indexes;
  const backwards =
    first !== null &&
    first !== undefined &&
    second !== null &&
    second !== undefined &&
    second < first;
  return list(backwards ? turned(found) : found);
}

/** The left side decides: numbers add, lists grow, everything else is a text. */
function sum(args: readonly Value[]): Value {
  return args.slice(1).reduce<Value>((left, right) => plus(left, right), args[0] ?? UNKNOWN);
}

function plus(left: Value, right: Value): Value {
  const items = listIn(left);
  if (items !== null) {
    const more = listIn(right) ?? [right];
    return items.length + more.length > ITEMS ? left : list([...items, ...more]);
  }
  const a = only(left);
  const b = numberIn(right);
  if (typeof a === "number" && b !== null && typeof only(right) !== "string")
    return constant(a + b);
  if (a === null && left.known.length === 1) return right;
  if (left.boxes.length > 0 && right.boxes.length > 0 && asText(left) === null) {
    const fields = [...left.boxes, ...right.boxes].flatMap((box) => [...box.fields]);
    return record(
      new Map(fields),
      joinAll([...left.boxes, ...right.boxes].map(({ rest }) => rest)),
    );
  }
  return concatenated([left, right]);
}

function range(from: Value | undefined, to: Value | undefined): Value | null {
  const letters = [textIn(from), textIn(to)];
  const code = (value: Value | undefined, text: string | null | undefined) =>
    numberIn(value) ?? (text?.length === 1 ? text.charCodeAt(0) : null);
  const start = code(from, letters[0]);
  const end = code(to, letters[1]);
  if (start === null || end === null || Math.abs(end - start) > ITEMS) return null;
  const step = end < start ? -1 : 1;
  const length = Math.abs(end - start) + 1;
  const text = numberIn(from) === null;
  return list(
    Array.from({ length }, (_, index) => {
      const at = start + index * step;
      return constant(text ? String.fromCharCode(at) : at);
    }),
  );
}

function cast(type: string, value: Value | undefined, analysis: Analysis): Value | null {
  if (value === undefined) return null;
  switch (type) {
    case "char":
      return typeof only(value) === "string" && numberIn(value) === null
        ? value
        : (characterOf(value, analysis) ?? value);
    case "char[]":
      return characters(value, analysis) ?? value;
    case "code":
      return codeOf(value) ?? value;
    case "int":
    case "int32":
    case "int64":
    case "long":
    case "byte":
    case "uint32":
    case "double":
      return number(value) ?? value;
    case "byte[]":
    case "int[]":
      return whole(value);
    case "string": {
      const text = asText(value);
      return text === null ? value : { ...constant(text), layers: value.layers };
    }
    default:
      return value;
  }
}

function number(value: Value): Value | null {
  const known = numberIn(value);
  const text = textIn(value);
  if (known !== null) return { ...constant(known), layers: value.layers };
  if (text === null) return null;
  if (/^0x[0-9a-f]{1,8}$/i.test(text)) return { ...constant(Number(text)), layers: value.layers };
  return text.length === 1 ? codeOf(value) : null;
}

function whole(value: Value): Value {
  const items = listIn(value);
  if (items === null) return bytesOf(value) === null ? value : value;
  return list(items.map((each) => number(each) ?? each));
}

function changed(value: Value | undefined, change: (text: string) => string): Value | null {
  const text = textIn(value);
  return value === undefined || text === null
    ? null
    : { ...constant(change(text)), layers: value.layers };
}

/** `$list.Add($x)` and `$table.Add("key", $x)` put something in. */
function add(receiver: Value, [first, second]: readonly Value[]): Value | null {
  const box = receiver.boxes[0];
  if (box === undefined || first === undefined) return null;
  if (second !== undefined) box.fields.set((textIn(first) ?? "").toLowerCase(), second);
  else if (box.items !== null && box.items.length < ITEMS) box.items.push(first);
  else box.rest = join(box.rest, first);
  return NOTHING;
}

/** Letters that were turned around remember it, as a layer that was taken off. */
function turned(items: readonly Value[]): Value[] {
  const letters = items.map((each) => only(each));
  if (!letters.every((each) => typeof each === "string")) return [...items];
  const layer = { codec: "reversed", text: letters.join("").slice(0, 2000) };
  return items.map((each) => ({ ...each, layers: [...each.layers, layer] }));
}

/** `[Array]::Reverse($x)` turns the list itself around. */
function reverse(_: Value, [value]: readonly Value[]): Value | null {
  const items = value?.boxes[0]?.items;
  if (items === null || items === undefined) return null;
  items.reverse();
  items.splice(0, items.length, ...turned(items));
  return NOTHING;
}
