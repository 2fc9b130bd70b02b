import type { Expression } from "../../code/program.ts";
import { matchHere, peek, sees, spanFrom, takeMatch, takes } from "../cursor.ts";
import { assignAt, constantAt, nameAt, opaqueAt, operationAt } from "../lowered.ts";
import { skipSpace } from "./blanks.ts";
import { parenthesised } from "./arguments.ts";
import { stepped, targetOf } from "./assign.ts";
import { parseSlice, parseSubscript } from "./parse-variable.ts";
import type { Parser } from "./parser.ts";

/** Subscripts, calls and methods behind a term, and `++`. */
export function parsePostfix(parser: Parser, term: Expression, start: number): Expression {
  const { cursor, notes } = parser;
  let value = term;
  for (;;) {
    const sign = peek(cursor);
    const subscript = sign === "[" || sign === "{" || sign === "(";
    if (subscript && (value.kind === "member" || isAnswer(value, term))) {
      value = sign === "(" ? called(parser, value, start) : parseSubscript(parser, value, start);
      continue;
    }
    if (sign === "[" && (notes.lists.has(value) || notes.grouped.has(value))) {
      value = sliced(parser, value, start);
      continue;
    }
    skipSpace(parser);
    if (sees(cursor, "->") && !sees(cursor, "->>")) value = parseArrow(parser, value, start);
    else if (sees(cursor, "++") || sees(cursor, "--")) {
      const step = peek(cursor);
      cursor.position += 2;
      return stepped(parser, value, step, start);
    } else if (peek(cursor) === "[" && (notes.lists.has(value) || notes.grouped.has(value))) {
      value = sliced(parser, value, start);
    } else return value;
  }
}

/** `f()(1)` is no Perl, but `$x->(1)(2)` and `$x->m->[0]{a}` are. */
function isAnswer(value: Expression, term: Expression): boolean {
  return value !== term && value.kind === "call" && value.callee.kind === "opaque";
}

/** `(list)[1]`. */
function sliced(parser: Parser, list: Expression, start: number): Expression {
  const whole = list.kind === "list" ? list : operationAt("#list", [list], list.at);
  const found = parseSlice(parser, whole, start);
  const [only] = found.kind === "list" ? found.items : [];
  return found.kind === "list" &&
    found.items.length === 1 &&
    only !== undefined &&
    only.spread !== true
    ? only.value
    : found;
}

function parseArrow(parser: Parser, value: Expression, start: number): Expression {
  const { cursor, notes } = parser;
  cursor.position += 2;
  skipSpace(parser);
  const sign = peek(cursor);
  if (sign === "[" || sign === "{") return parseSubscript(parser, value, start);
  if (sign === "(") return called(parser, value, start);
  if (takes(cursor, "$#*")) return operationAt("#last", [value], spanFrom(cursor, start));
  if (takeMatch(cursor, /[$&*]\*/y) !== null) return value;
  if (matchHere(cursor, /[@%]\*/y) !== null) {
    cursor.position += 2;
    const whole = opaqueAt([value], spanFrom(cursor, start));
    notes.several.add(whole);
    return whole;
  }
  if (matchHere(cursor, /[@%][[{]/y) !== null) {
    cursor.position += 1;
    return parseSlice(parser, value, start);
  }
  return parseMethod(parser, value, start);
}

function called(parser: Parser, value: Expression, start: number): Expression {
  const args = parenthesised(parser);
  return {
    kind: "call",
    callee: opaqueAt([value], value.at),
    args,
    at: spanFrom(parser.cursor, start),
  };
}

function parseMethod(parser: Parser, object: Expression, start: number): Expression {
  const { cursor } = parser;
  const property = methodName(parser);
  if (property === null) {
    cursor.recovered = true;
    return opaqueAt([object], spanFrom(cursor, start));
  }
  skipSpace(parser);
  const args = peek(cursor) === "(" ? parenthesised(parser) : [];
  const at = spanFrom(cursor, start);
  const name = property.kind === "constant" ? String(property.value) : "";
  const [first] = args;
  if (name === "can" && first !== undefined) {
    return { kind: "member", object, property: first.value, at };
  }
  if (name === "fdopen" && first !== undefined) {
    const { target } = targetOf(parser, object);
    if (target !== null) return assignAt(target, first.value, at);
  }
  if (name.startsWith("SUPER::")) return inherited(parser, object, name.slice(7), args, at);
  const own = name.includes("::")
    ? constantAt(name.slice(name.lastIndexOf("::") + 2), at)
    : property;
  return { kind: "call", callee: { kind: "member", object, property: own, at }, args, at };
}

function methodName(parser: Parser): Expression | null {
  const { cursor } = parser;
  const start = cursor.position;
  const word = takeMatch(cursor, /[A-Za-z_]\w*(?:::\w+)*/y)?.[0];
  if (word !== undefined) return constantAt(word, spanFrom(cursor, start));
  const variable = takeMatch(cursor, /\$([A-Za-z_]\w*)/y)?.[1];
  if (variable !== undefined) return nameAt(`$${variable}`, spanFrom(cursor, start));
  if (!takes(cursor, "${")) return null;
  const inner = parser.full();
  skipSpace(parser);
  takes(cursor, "}");
  return inner;
}

/** A method of the package that this one is made from, for the same object. */
function inherited(
  parser: Parser,
  object: Expression,
  name: string,
  args: ReturnType<typeof parenthesised>,
  at: Expression["at"],
): Expression {
  const [base] = parser.names.bases.get(parser.notes.package) ?? [];
  const owner = base === undefined ? opaqueAt([], at) : nameAt(`${base}::`, at);
  const method: Expression = { kind: "member", object: owner, property: constantAt(name, at), at };
  const callee =
    base === undefined || !parser.names.packages.has(base) ? method : opaqueAt([method], at);
  return {
    kind: "call",
    callee,
    args: callee === method ? args : [{ value: object }, ...args],
    at,
  };
}
