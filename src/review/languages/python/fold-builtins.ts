import type { Analysis, Fold } from "../../code/analysis.ts";
import { itemsOf, LOOP_TURNS } from "../../code/items.ts";
import { decodedValue } from "../../code/decoding.ts";
import { readMember } from "../../code/members.ts";
import { loadModule } from "../../code/modules.ts";
import {
  api,
  constant,
  join,
  list,
  only,
  record,
  taintsOf,
  UNKNOWN,
  type Value,
} from "../../code/value.ts";
import { asTextValue, formatted } from "./format.ts";
import { bytesOf, bytesOrText, madeFrom, numberOf, textOf } from "../known.ts";
import { MODULE_SCOPE } from "./lowering.ts";
import { operatePython } from "./operate.ts";

/** Functions that every program has, as far as they are pure or give access to names. */
export const BUILTIN_FOLDS: [string, Fold][] = (
  [
    ["chr", (_, [code], analysis) => characterOf(code, analysis)],
    ["unichr", (_, [code], analysis) => characterOf(code, analysis)],
    ["ord", (_, [letter]) => codeOf(letter)],
    ["int", (_, [value, base]) => integerOf(value, base)],
    ["float", (_, [value]) => fromNumber(value, Number(textOf(value) ?? numberOf(value) ?? NaN))],
    ["hex", (_, [value]) => digitsOf(value, 16, "0x")],
    ["oct", (_, [value]) => digitsOf(value, 8, "0o")],
    ["bin", (_, [value]) => digitsOf(value, 2, "0b")],
    ["abs", (_, [value]) => fromNumber(value, Math.abs(numberOf(value) ?? NaN))],
    ["round", (_, [value]) => fromNumber(value, Math.round(numberOf(value) ?? NaN))],
    ["pow", (_, [a, b]) => (a === undefined || b === undefined ? null : operatePython("**", a, b))],
    ["len", (_, [value]) => lengthOf(value)],
    ["str", (_, [value, codec]) => textFrom(value, codec)],
    ["repr", (_, [value]) => quoted(value)],
    ["ascii", (_, [value]) => quoted(value)],
    [
      "format",
      (_, [value, spec]) => (value === undefined ? null : formatted(value, textOf(spec) ?? "s")),
    ],
    ["bytes", (_, [value], analysis) => bytesFrom(value, analysis)],
    ["bytearray", (_, [value], analysis) => bytesFrom(value, analysis)],
    ["memoryview", (_, [value]) => value ?? null],
    ["#concatenate", (_, parts) => concatenateBytes(parts)],
    ["range", (_, args) => rangeOf(args)],
    ["xrange", (_, args) => rangeOf(args)],
    ["list", (_, [value]) => listOf(value)],
    ["tuple", (_, [value]) => listOf(value)],
    ["set", (_, [value]) => listOf(value)],
    ["iter", (_, [value]) => value ?? null],
    ["next", (_, [value]) => (value === undefined ? null : (itemsOf(value)?.[0] ?? null))],
    ["reversed", (_, [value]) => listFrom(value, (items) => items.reverse())],
    ["sorted", (_, [value]) => listFrom(value, sorted)],
    [
      "enumerate",
      (_, [value]) =>
        listFrom(value, (items) => items.map((item, at) => list([constant(at), item]))),
    ],
    ["zip", (_, args) => zipped(args)],
    ["map", (_, [fn, ...lists], analysis) => mapped(fn, lists, analysis)],
    ["filter", (_, [fn, value], analysis) => filtered(fn, value, analysis)],
    ["sum", (_, [value]) => sumOf(value)],
    ["dict", (_, [value]) => (value === undefined ? record(new Map()) : { ...value, apis: [] })],
    ["vars", (_, [value]) => value ?? api(MODULE_SCOPE)],
    ["globals", () => api(MODULE_SCOPE)],
    ["locals", () => api(MODULE_SCOPE)],
    [
      "getattr",
      (_, [object, name, other], analysis, at) =>
        attributeOf(object, name, other, (from, key) => readMember(from, key, at, analysis)),
    ],
    ["setattr", (_, [object, name, value]) => setAttribute(object, name, value)],
    [
      "__import__",
      (_, [name], analysis, at) =>
        name === undefined ? null : loadModule(topOf(name), at, analysis),
    ],
    // Code that was compiled is run by whatever takes it: the text stands for it.
    ["compile", (_, [source]) => source ?? null],
  ] satisfies [string, Fold][]
).map(([name, fold]): [string, Fold] => [`builtins.${name}`, fold]);

function characterOf(code: Value | undefined, analysis: Analysis): Value | null {
  const known = numberOf(code);
  if (known === null || code === undefined || !(known >= 0 && known <= 0x10ffff)) return null;
  return decodedValue(code, "char-codes", String.fromCodePoint(Math.trunc(known)), analysis);
}

function codeOf(letter: Value | undefined): Value | null {
  const known = letter === undefined ? undefined : only(letter);
  if (letter === undefined) return null;
  if (typeof known === "number") return letter;
  const code = known instanceof Uint8Array ? known[0] : textOf(letter)?.codePointAt(0);
  return code === undefined ? null : madeFrom(letter, code);
}

function integerOf(value: Value | undefined, base: Value | undefined): Value | null {
  const text = textOf(value)?.trim().replaceAll("_", "").toLowerCase() ?? null;
  if (text === null || value === undefined)
    return fromNumber(value, Math.trunc(numberOf(value) ?? NaN));
  const marked = /^([-+]?)0([xob])(\w+)$/.exec(text);
  const radix = numberOf(base) ?? 10;
  const own = { x: 16, o: 8, b: 2 }[marked?.[2] ?? ""];
  const digits =
    marked === null || (radix !== 0 && radix !== own) ? text : `${marked[1]}${marked[3]}`;
  const by = radix === 0 ? (own ?? 10) : radix;
  return by < 2 || by > 36 ? null : fromNumber(value, parseInt(digits, by));
}

function fromNumber(value: Value | undefined, result: number): Value | null {
  return value === undefined || !Number.isFinite(result) ? null : madeFrom(value, result);
}

function digitsOf(value: Value | undefined, base: number, mark: string): Value | null {
  const known = numberOf(value);
  if (known === null || value === undefined) return null;
  return madeFrom(value, `${known < 0 ? "-" : ""}${mark}${Math.abs(known).toString(base)}`);
}

function lengthOf(value: Value | undefined): Value | null {
  if (value === undefined) return null;
  const known = only(value);
  if (typeof known === "string") return constant([...known].length);
  if (known instanceof Uint8Array) return constant(known.length);
  const box = value.boxes.length === 1 ? value.boxes[0] : undefined;
  if (box === undefined || box.rest !== UNKNOWN) return null;
  return constant(box.items?.length ?? box.fields.size);
}

function textFrom(value: Value | undefined, codec: Value | undefined): Value | null {
  if (value === undefined) return constant("");
  const bytes = only(value);
  if (bytes instanceof Uint8Array) {
    const encoding = /latin|8859/.test(textOf(codec) ?? "") ? "latin1" : "utf8";
    return madeFrom(value, Buffer.from(bytes).toString(encoding));
  }
  const text = asTextValue(value);
  return text.known.length > 0 || text.prefix !== null ? text : null;
}

function quoted(value: Value | undefined): Value | null {
  const known = value === undefined ? undefined : only(value);
  if (value === undefined || known === undefined) return null;
  return typeof known === "string"
    ? madeFrom(value, `'${known.replaceAll("'", "\\'")}'`)
    : asTextValue(value);
}

function bytesFrom(value: Value | undefined, analysis: Analysis): Value | null {
  if (value === undefined) return constant(new Uint8Array());
  const length = numberOf(value);
  if (length !== null)
    return length >= 0 && length <= 100_000 ? constant(new Uint8Array(length)) : null;
  const text = textOf(value);
  if (text !== null) return madeFrom(value, new Uint8Array(Buffer.from(text, "utf8")));
  const bytes = bytesOf(value);
  const [first] = value.boxes[0]?.items ?? [];
  if (bytes === null || only(value) instanceof Uint8Array)
    return bytes === null ? null : madeFrom(value, bytes);
  return decodedValue(first ?? value, "char-codes", bytes, analysis);
}

function concatenateBytes(parts: readonly Value[]): Value | null {
  const all = parts.map((part) => bytesOrText(part));
  if (!all.every((part) => part !== null)) return null;
  return constant(new Uint8Array(Buffer.concat(all)));
}

function rangeOf(args: readonly Value[]): Value | null {
  const numbers = args.map(numberOf);
  if (!numbers.every((each) => each !== null) || numbers.length === 0) return null;
  const [first = 0, second, step = 1] = numbers;
  const [from, to] = second === undefined ? [0, first] : [first, second];
  if (step === 0 || Math.abs((to - from) / step) > LOOP_TURNS) return null;
  const out: Value[] = [];
  for (let at = from; step > 0 ? at < to : at > to; at += step) out.push(constant(at));
  return list(out);
}

function listOf(value: Value | undefined): Value | null {
  return value === undefined ? list([]) : listFrom(value, (items) => items);
}

function listFrom(value: Value | undefined, change: (items: Value[]) => Value[]): Value | null {
  const items = value === undefined ? null : itemsOf(value);
  return items === null ? null : list(change([...items]));
}

function sorted(items: Value[]): Value[] {
  const keys = items.map((item) => only(item));
  const comparable =
    keys.every((key) => typeof key === "number") || keys.every((key) => typeof key === "string");
  if (!comparable) return items;
  return items.sort((a, b) => (String(only(a)) < String(only(b)) ? -1 : 1));
}

function zipped(args: readonly Value[]): Value | null {
  const lists = args.map((each) => itemsOf(each));
  if (!lists.every((each) => each !== null) || lists.length === 0) return null;
  const length = Math.min(...lists.map((each) => each.length));
  return list(Array.from({ length }, (_, at) => list(lists.map((each) => each[at] ?? UNKNOWN))));
}

function mapped(fn: Value | undefined, lists: readonly Value[], analysis: Analysis): Value | null {
  const columns = lists.map((each) => itemsOf(each));
  if (fn === undefined || columns.length === 0 || !columns.every((each) => each !== null))
    return null;
  const length = Math.min(...columns.map((each) => each.length));
  if (length > LOOP_TURNS) return null;
  const [closure] = fn.closures;
  const fold = fn.apis
    .map((name) => analysis.traits.folds.get(name))
    .find((each) => each !== undefined);
  if (closure === undefined && fold === undefined) return null;
  const results = Array.from({ length }, (_, row) => {
    const args = columns.map((each) => each[row] ?? UNKNOWN);
    if (closure !== undefined) return analysis.engine.enter(closure, args, null, analysis);
    return (
      fold?.(UNKNOWN, args, analysis, { line: 1, endLine: 1 }) ?? {
        ...UNKNOWN,
        taints: args.flatMap((each) => taintsOf(each)),
      }
    );
  });
  return list(results);
}

function filtered(
  fn: Value | undefined,
  value: Value | undefined,
  analysis: Analysis,
): Value | null {
  const items = value === undefined ? null : itemsOf(value);
  const closure = fn?.closures[0];
  if (items === null || closure === undefined || items.length > LOOP_TURNS) return null;
  return list(
    items.filter((item) => {
      const kept = only(analysis.engine.enter(closure, [item], null, analysis));
      return kept !== false && kept !== 0 && kept !== "";
    }),
  );
}

function sumOf(value: Value | undefined): Value | null {
  const numbers = value === undefined ? undefined : itemsOf(value)?.map(numberOf);
  if (numbers === undefined || !numbers.every((each) => each !== null)) return null;
  return constant(numbers.reduce((total, each) => total + each, 0));
}

function attributeOf(
  object: Value | undefined,
  name: Value | undefined,
  other: Value | undefined,
  read: (object: Value, name: Value) => Value,
): Value | null {
  if (object === undefined || name === undefined) return null;
  const found = read(object, name);
  return other === undefined ? found : join(found, other);
}

function setAttribute(
  object: Value | undefined,
  name: Value | undefined,
  value: Value | undefined,
): Value | null {
  const key = textOf(name);
  if (object === undefined || key === null) return null;
  for (const box of object.boxes) box.fields.set(key, value ?? UNKNOWN);
  return UNKNOWN;
}

/** `__import__("a.b")` answers a. */
function topOf(name: Value): Value {
  const text = textOf(name);
  return text === null ? name : { ...name, known: [text.split(".")[0] ?? text] };
}
