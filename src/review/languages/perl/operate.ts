import { itemsOf } from "../../code/items.ts";
import {
  constant,
  join,
  joinAll,
  list,
  only,
  record,
  UNKNOWN,
  type Value,
} from "../../code/value.ts";
import { combine } from "../arithmetic.ts";
import { listIn, madeOf, numberIn, repeated, textIn } from "../decoded.ts";

/** Lists longer than this are not put together. */
const ITEMS = 20_000;

/** Combines known values as Perl does; null when the result is not known. */
export function operatePerl(operator: string, a: Value, b: Value | null): Value | null {
  if (operator.startsWith("#")) return SHAPES.get(operator)?.(a, b) ?? null;
  if (b === null) return operator === "!" ? combine("!", a, null) : numeric(operator, a, null);
  switch (operator) {
    case "x":
      return repeated(a, numberIn(b));
    case "eq":
    case "ne":
      return compared(operator === "eq" ? "==" : "!=", a, b);
    case "..":
    case "...":
      return ranged(a, b);
    case "^":
    case "^.":
      return xored(a, b) ?? numeric("^", a, b);
    default:
      return numeric(operator, a, b);
  }
}

function compared(operator: string, a: Value, b: Value): Value | null {
  const [left, right] = [only(a), only(b)];
  return left === undefined || right === undefined
    ? null
    : combine(operator, constant(String(left)), constant(String(right)));
}

/** Texts that are numbers count as these. */
function numeric(operator: string, a: Value, b: Value | null): Value | null {
  const left = numberIn(a) ?? listIn(a)?.length ?? null;
  const right = b === null ? null : (numberIn(b) ?? listIn(b)?.length ?? null);
  if (left === null || (b !== null && right === null)) return null;
  const sources = b === null ? [a] : [a, b];
  const known = combine(operator, constant(left), right === null ? null : constant(right));
  const value = known === null ? undefined : only(known);
  return known === null || value === undefined || value === null || value instanceof Uint8Array
    ? known
    : madeOf(value, sources);
}

/** Texts are combined letter by letter; the key is repeated by the program, not by Perl. */
function xored(a: Value, b: Value): Value | null {
  const [left, right] = [only(a), only(b)];
  if (typeof left !== "string" || typeof right !== "string") return null;
  const length = Math.max(left.length, right.length);
  const codes = Array.from(
    { length },
    (_, at) => (left.charCodeAt(at) || 0) ^ (right.charCodeAt(at) || 0),
  );
  const text = codes.map((code) => String.fromCharCode(code)).join("");
  return {
    ...madeOf(text, [a, b]),
    layers: [...a.layers, { codec: "xor", text: text.slice(0, 2000) }],
  };
}

function ranged(a: Value, b: Value): Value | null {
  const [first, last] = [numberIn(a), numberIn(b)];
  if (first !== null && last !== null) {
    if (last - first > ITEMS) return null;
    return list(
      Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => constant(first + index)),
    );
  }
  const [from, to] = [textIn(a), textIn(b)];
  if (from?.length !== 1 || to?.length !== 1) return null;
  const length = Math.max(0, to.charCodeAt(0) - from.charCodeAt(0) + 1);
  return list(
    Array.from({ length }, (_, index) => constant(String.fromCharCode(from.charCodeAt(0) + index))),
  );
}

type Shape = (a: Value, b: Value | null) => Value | null;

/** What contexts make of values: operators that only the reader knows. */
const SHAPES: ReadonlyMap<string, Shape> = new Map<string, Shape>([
  ["#list", (a) => asList(a)],
  ["#hash", (a) => asHash(a)],
  ["#pairs", (a) => pairs(a)],
  ["#count", (a) => (listIn(a) === null ? null : constant(listIn(a)?.length ?? 0))],
  ["#last", (a) => (listIn(a) === null ? null : constant((listIn(a)?.length ?? 0) - 1))],
  ["#from", (a, b) => rest(a, numberIn(b ?? UNKNOWN) ?? 0)],
  ["#shift", (a) => listIn(a)?.shift() ?? null],
  ["#pop", (a) => listIn(a)?.pop() ?? null],
  ["#push", (a, b) => put(a, b, true)],
  ["#unshift", (a, b) => put(a, b, false)],
  ["#made", (a) => made(a)],
  ["#bless", (a, b) => join(a, b ?? UNKNOWN)],
  ["#times", (a, b) => times(a, numberIn(b ?? UNKNOWN))],
  ["#words", (a) => words(a)],
  ["#mode", (a) => modeOf(a)],
  ["#spec", (a) => specOf(a)],
  ["#way", (a, b) => wayOf(a, b ?? UNKNOWN)],
  ["#readline", (a) => a],
  ["#lines", (a) => linesOf(a)],
  ["#known", () => null],
  ["#glob", (a) => a],
]);

function asList(value: Value): Value | null {
  const box = value.boxes.length === 1 ? value.boxes[0] : undefined;
  if (box === undefined) {
    const plain = value.known.length > 0 && value.apis.length + value.closures.length === 0;
    return plain && value.boxes.length === 0 ? list([value]) : null;
  }
  if (box.items !== null) return box.rest === UNKNOWN ? list([...box.items]) : value;
  if (box.rest !== UNKNOWN || box.fields.size === 0 || box.fields.size > ITEMS) return null;
  return list([...box.fields].flatMap(([key, each]) => [constant(key), each]));
}

/** Every two items are a name and a value; the whole stays what it is when it is none. */
function asHash(value: Value): Value | null {
  const items = listIn(value);
  if (items === null) return value.boxes.length > 0 ? value : null;
  const fields = new Map<string, Value>();
  let left = UNKNOWN;
  for (let index = 0; index < items.length; index += 2) {
    const key = textIn(items[index]);
    const each = items[index + 1] ?? UNKNOWN;
    const inner = items[index]?.boxes[0];
    if (key !== null) fields.set(key, each);
    else if (inner?.items === null)
      for (const [name, field] of inner.fields) fields.set(name, field);
    else left = joinAll([left, items[index] ?? UNKNOWN, each]);
  }
  return record(fields, left);
}

function pairs(value: Value): Value | null {
  const items = listIn(asList(value) ?? UNKNOWN);
  if (items === null) return null;
  return list(
    items.flatMap((each, index) =>
      index % 2 === 0 ? [list([each, items[index + 1] ?? UNKNOWN])] : [],
    ),
  );
}

function rest(value: Value, from: number): Value | null {
  const items = listIn(value);
  return items === null ? null : list(items.slice(from));
}

/** The list itself is changed: whoever else holds it sees that. */
function put(value: Value, more: Value | null, behind: boolean): Value {
  const added = more === null ? [] : (itemsOf(more) ?? [more]);
  const box = value.boxes.find((each) => each.items !== null);
  if (box?.items === null || box === undefined)
    return list(behind ? [value, ...added].filter((each) => each !== UNKNOWN) : added);
  if (box.items.length + added.length <= ITEMS) {
    if (behind) box.items.push(...added);
    else box.items.unshift(...added);
  }
  return value;
}

/** What had nothing in it becomes a hash when something is put into it. */
function made(value: Value): Value {
  const something = value.boxes.length + value.apis.length + value.closures.length > 0;
  const known = only(value);
  return something || (known !== undefined && known !== "" && known !== null)
    ? value
    : { ...record(new Map()), taints: value.taints };
}

function times(value: Value, count: number | null): Value | null {
  const items = listIn(value);
  if (items === null || count === null || items.length * count > ITEMS || count < 0) return null;
  return list(Array.from({ length: count }, () => items).flat());
}

/** A list of one word is a line for the shell. */
function words(value: Value): Value | null {
  const items = listIn(value);
  return items?.length === 1 ? (items[0] ?? null) : value;
}

/** `<:encoding(UTF-8)` is `<`. */
function modeOf(value: Value): Value | null {
  const mode = /^\s*(\+?>>?|\+?<|-\||\|-?)/.exec(textIn(value) ?? "")?.[1];
  return mode === undefined ? null : constant(mode === "|" ? "|-" : mode.replace("+", ""));
}

/** How a file is opened, and which; a list is a program with its arguments. */
function wayOf(how: Value, name: Value): Value {
  const mode = only(modeOf(how) ?? UNKNOWN);
  const command = textIn(name);
  const piped = mode === "|-" && command !== null ? pipeTo(command) : mode;
  const fields = new Map([["name", name]]);
  if (typeof piped === "string") fields.set("mode", constant(piped));
  return record(fields);
}

/** How a file is opened and which, in one text. Source: perlfunc, "open". */
function specOf(value: Value): Value | null {
  const text = textIn(value) ?? value.prefix;
  if (text === null) return record(new Map([["name", value]]));
  const of = (mode: string, name: string): Value => {
    const kept =
      value.known.length === 0
        ? { ...UNKNOWN, prefix: name, taints: value.taints }
        : { ...constant(name), taints: value.taints };
    return record(
      new Map([
        ["mode", constant(mode)],
        ["name", { ...kept, layers: value.layers }],
      ]),
    );
  };
  const plain = text.trim();
  if (plain.startsWith("|")) return of(pipeTo(plain.slice(1).trim()), plain.slice(1).trim());
  if (plain.endsWith("|")) return of("-|", plain.slice(0, -1).trim());
  const sign = /^\+?(?:>>?|<)/.exec(plain)?.[0] ?? "";
  return of(sign === "" ? "<" : sign.replace("+", ""), plain.slice(sign.length).trim());
}

/** What is printed into a shell is run by it. */
function pipeTo(command: string): string {
  const program =
    /^(?:\S*\/)?((?:ba|da|z|k|a)?sh|perl|python3?)(?:\s+-s?)?$/.exec(command)?.[1] ?? "";
  if (program.endsWith("sh")) return "|sh";
  return program === "" ? "|-" : `|${program.slice(0, 4)}`;
}

function linesOf(value: Value): Value | null {
  const items = listIn(value);
  if (items !== null) return value;
  const text = textIn(value);
  if (text === null) return null;
  const lines = text.split(/(?<=\n)/, ITEMS);
  return list(lines.map((line) => ({ ...madeOf(line, [value]), taints: value.taints })));
}
