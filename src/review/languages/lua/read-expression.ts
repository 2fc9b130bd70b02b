import type { Argument, Expression } from "../../code/program.ts";
import { assignAt, constantAt, memberAt, nameAt, opaqueAt, operationAt } from "../lowered.ts";
import { deeper } from "../cursor.ts";
import {
  accept,
  acceptName,
  expect,
  fresh,
  isNext,
  peek,
  spanFrom,
  type Reader,
} from "./reader.ts";
import { called, dotted, keyOf } from "./calls.ts";
import type { Token } from "./tokens.ts";

/** How statements are read: those who read expressions call back through it. */
export type ReadFunction = (reader: Reader, from: Token, self: boolean) => Expression;

const BINDS: ReadonlyMap<string, readonly [number, number]> = new Map([
  ["or", [1, 1]],
  ["and", [2, 2]],
  ["<", [3, 3]],
  [">", [3, 3]],
  ["<=", [3, 3]],
  [">=", [3, 3]],
  ["~=", [3, 3]],
  ["==", [3, 3]],
  ["|", [4, 4]],
  ["~", [5, 5]],
  ["&", [6, 6]],
  ["<<", [7, 7]],
  [">>", [7, 7]],
  ["..", [9, 8]],
  ["+", [10, 10]],
  ["-", [10, 10]],
  ["*", [11, 11]],
  ["/", [11, 11]],
  ["//", [11, 11]],
  ["%", [11, 11]],
  ["^", [14, 13]],
]);
const UNARY = 12;

/** One expression. Source of what binds how: Lua 5.4 Reference Manual, 3.4.8. */
export function readExpression(reader: Reader, fn: ReadFunction, least = 0): Expression {
  return deeper(reader, () => {
    const from = peek(reader);
    let left = readUnary(reader, fn);
    for (;;) {
      const token = peek(reader);
      const binds =
        token.kind === "text" || token.kind === "number" ? undefined : BINDS.get(token.text);
      if (binds === undefined || binds[0] <= least) return left;
      reader.at += 1;
      if (token.text === "..") {
        left = readChain(reader, fn, left, from);
        continue;
      }
      const right = readExpression(reader, fn, binds[1]);
      left = combined(token.text, left, right, spanFrom(reader, from));
    }
  });
}

/** Long texts are put together from very many parts: they are one text. */
function readChain(reader: Reader, fn: ReadFunction, first: Expression, from: Token): Expression {
  const parts = [first, readExpression(reader, fn, 9)];
  while (accept(reader, "..")) parts.push(readExpression(reader, fn, 9));
  return { kind: "text", parts, at: spanFrom(reader, from) };
}

function combined(
  operator: string,
  left: Expression,
  right: Expression,
  at: Expression["at"],
): Expression {
  if (operator === "and" || operator === "or")
    return { kind: "choice", test: null, options: [left, right], at };
  return operationAt(operator, [left, right], at);
}

function readUnary(reader: Reader, fn: ReadFunction): Expression {
  const from = peek(reader);
  if (from.kind !== "text" && accept(reader, "not", "-", "#", "~")) {
    const operand = readExpression(reader, fn, UNARY);
    const operator = from.text === "not" ? "!" : from.text === "#" ? "#length" : from.text;
    return operationAt(operator, [operand], spanFrom(reader, from));
  }
  return readSuffixed(reader, fn);
}

function readPrimary(reader: Reader, fn: ReadFunction): Expression | null {
  const token = peek(reader);
  const at = spanFrom(reader, token);
  if (token.kind === "text" || token.kind === "number") {
    reader.at += 1;
    return constantAt(token.kind === "text" ? token.text : Number(token.text), at);
  }
  switch (token.text) {
    case "nil":
    case "true":
    case "false":
      reader.at += 1;
      return constantAt(token.text === "nil" ? null : token.text === "true", at);
    case "function":
      reader.at += 1;
      return fn(reader, token, false);
    case "...":
      reader.at += 1;
      return nameAt("...", at);
    case "(": {
      reader.at += 1;
      const inner = readExpression(reader, fn);
      expect(reader, ")");
      return opaqueAt([inner], spanFrom(reader, token));
    }
    case "{":
      return readTable(reader, fn);
    default:
      if (token.kind !== "name" || RESERVED.has(token.text)) return null;
      reader.at += 1;
      return nameAt(token.text, at);
  }
}

const RESERVED = new Set(
  "and break do else elseif end for goto if in local not or repeat return then until while".split(
    " ",
  ),
);

/** Whether a word can begin nothing but a statement. */
export function isReserved(text: string): boolean {
  return RESERVED.has(text);
}

/** A value with what is read from it and called of it. */
export function readSuffixed(reader: Reader, fn: ReadFunction): Expression {
  const from = peek(reader);
  let value = readPrimary(reader, fn);
  if (value === null) {
    reader.recovered = true;
    return opaqueAt([], spanFrom(reader, from));
  }
  for (;;) {
    if (accept(reader, ".")) {
      const name = acceptName(reader) ?? "";
      value = memberAt(value, name, spanFrom(reader, from));
    } else if (accept(reader, "[")) {
      const key = readExpression(reader, fn);
      expect(reader, "]");
      value = { kind: "member", object: value, property: keyOf(key), at: spanFrom(reader, from) };
    } else if (isNext(reader, ":") && peek(reader, 1).kind === "name") {
      reader.at += 1;
      const name = acceptName(reader) ?? "";
      const callee = memberAt(value, name, spanFrom(reader, from));
      const args = readArguments(reader, fn) ?? [];
      value = { kind: "call", callee, args, at: spanFrom(reader, from) };
    } else {
      const args = readArguments(reader, fn);
      if (args === null) return value;
      value = called(reader, value, args, spanFrom(reader, from));
    }
  }
}

/** Arguments; null where none stand. */
function readArguments(reader: Reader, fn: ReadFunction): Argument[] | null {
  const token = peek(reader);
  if (token.kind === "text") {
    reader.at += 1;
    return [{ value: constantAt(token.text, spanFrom(reader, token)) }];
  }
  if (isNext(reader, "{")) return [{ value: readTable(reader, fn) }];
  if (!accept(reader, "(")) return null;
  if (accept(reader, ")")) return [];
  const items = readList(reader, fn).map(asArgument);
  expect(reader, ")");
  return items;
}

/** Expressions with commas between them. */
export function readList(reader: Reader, fn: ReadFunction): Expression[] {
  const out = [readExpression(reader, fn)];
  while (accept(reader, ",")) out.push(readExpression(reader, fn));
  return out;
}

function asArgument(value: Expression): Argument {
  const rest = value.kind === "name" && value.name === "...";
  const unpacks = value.kind === "call" && /^(?:table\.)?unpack$/.test(dotted(value.callee));
  const [given] = unpacks ? value.args : [];
  if (given !== undefined) return { value: given.value, spread: true };
  return rest ? { value, spread: true } : { value };
}

/** `{ 1, 2, name = 3, [key] = 4 }`. */
export function readTable(reader: Reader, fn: ReadFunction): Expression {
  const from = peek(reader);
  reader.at += 1;
  const items: Argument[] = [];
  const entries: { key: Expression; value: Expression }[] = [];
  while (!isNext(reader, "}") && peek(reader).kind !== "end") {
    const before = reader.at;
    readField(reader, fn, items, entries);
    if (!accept(reader, ",", ";") && !isNext(reader, "}")) {
      reader.recovered = true;
      if (reader.at === before) reader.at += 1;
    }
  }
  expect(reader, "}");
  const at = spanFrom(reader, from);
  if (items.length === 0 && entries.length > 0) return { kind: "record", entries, at };
  const list: Expression = { kind: "list", items, at };
  return entries.length === 0 ? list : withFields(reader, list, entries, at);
}

function readField(
  reader: Reader,
  fn: ReadFunction,
  items: Argument[],
  entries: { key: Expression; value: Expression }[],
): void {
  const token = peek(reader);
  if (token.kind === "name" && peek(reader, 1).text === "=" && peek(reader, 1).kind === "sign") {
    reader.at += 2;
    const key = constantAt(token.text, spanFrom(reader, token));
    entries.push({ key, value: readExpression(reader, fn) });
  } else if (accept(reader, "[")) {
    const key = keyOf(readExpression(reader, fn));
    expect(reader, "]");
    expect(reader, "=");
    entries.push({ key, value: readExpression(reader, fn) });
  } else items.push(asArgument(readExpression(reader, fn)));
}

/** A list that has names as well. */
function withFields(
  reader: Reader,
  list: Expression,
  entries: readonly { key: Expression; value: Expression }[],
  at: Expression["at"],
): Expression {
  const name = fresh(reader);
  const object = nameAt(name, at);
  const given = entries.map(({ key, value }) =>
    assignAt({ kind: "member", object, property: key }, value, at),
  );
  const first = assignAt({ kind: "name", name, local: true }, list, at);
  return { kind: "sequence", items: [first, ...given, object], at };
}
