import type { Expression } from "../../code/program.ts";
import { matchHere, peek, sees, spanFrom, takeMatch, takes } from "../cursor.ts";
import { constantAt, nameAt, opaqueAt, operationAt } from "../lowered.ts";
import { skipSpace } from "./blanks.ts";
import { functionName, variableName } from "./names.ts";
import type { Parser } from "./parser.ts";

const NAME = /(?:::)?[A-Za-z_]\w*(?:(?:::|'(?=[A-Za-z_]))\w+)*(?:::)?|\d+/y;
const BRACED = /\{\s*(\^?\w+)\s*\}/y;
/** Source: perlvar. */
const PUNCTUATION = /\^[A-Z]|[&`'+!@/\\,;.^~=%:?<>()[\]|"$-]/y;

/** A variable, an item of one, or several items: the cursor stands on its sign. */
export function parseVariable(parser: Parser): Expression | null {
  const { cursor } = parser;
  const start = cursor.position;
  if (takes(cursor, "$#")) {
    const of = lastIndex(parser, start);
    if (of !== null) return of;
    cursor.position = start;
  }
  const sign = peek(cursor);
  cursor.position += 1;
  if (sign === "$") return parseScalar(parser, start);
  if (sign === "@" || sign === "%") return parseSeveral(parser, sign, start);
  cursor.position = start;
  return null;
}

function lastIndex(parser: Parser, start: number): Expression | null {
  const { cursor } = parser;
  const inner = peek(cursor) === "{" || peek(cursor) === "$" ? referred(parser) : null;
  const name = inner === null ? takeMatch(cursor, NAME)?.[0] : undefined;
  if (inner === null && name === undefined) return null;
  const at = spanFrom(cursor, start);
  const list = inner ?? nameAt(variableName("@", name ?? "", parser.names), at);
  return operationAt("#last", [list], at);
}

function parseScalar(parser: Parser, start: number): Expression {
  const { cursor } = parser;
  const inner = referred(parser);
  if (inner !== null) {
    const sign = peek(cursor);
    return sign === "[" || sign === "{" ? parseSubscript(parser, inner, start) : inner;
  }
  const braced = takeMatch(cursor, BRACED)?.[1];
  const name = braced ?? takeMatch(cursor, NAME)?.[0] ?? takeMatch(cursor, PUNCTUATION)?.[0];
  const at = spanFrom(cursor, start);
  if (name === undefined) {
    cursor.recovered = true;
    return opaqueAt([], at);
  }
  const sign = peek(cursor);
  if (sign === "[" && (/^\w/.test(name) || /^[-+]$/.test(name)))
    return parseSubscript(parser, nameAt(variableName("@", name, parser.names), at), start);
  if (sign === "{" && /^[\w:+!^-]/.test(name))
    return parseSubscript(parser, nameAt(variableName("%", name, parser.names), at), start);
  if (name === "^X") return constantAt("perl", at);
  return nameAt(variableName("$", name, parser.names), at);
}

/** What stands behind a second sign, or in a block: `$$x`, `@{ … }`. */
function referred(parser: Parser): Expression | null {
  const { cursor } = parser;
  if (peek(cursor) === "$" && /[\w${:]/.test(peek(cursor, 1))) {
    const start = cursor.position;
    cursor.position += 1;
    const inner = referred(parser);
    if (inner !== null) return inner;
    const name = takeMatch(cursor, BRACED)?.[1] ?? takeMatch(cursor, NAME)?.[0] ?? "_";
    return nameAt(variableName("$", name, parser.names), spanFrom(cursor, start));
  }
  if (peek(cursor) !== "{" || matchHere(cursor, BRACED) !== null) return null;
  cursor.position += 1;
  const inner = parser.full();
  skipSpace(parser);
  if (!takes(cursor, "}")) {
    // A block of several statements: the last of them counts.
    const more = parser.statements("}");
    const last = more.at(-1);
    return last?.kind === "expression" ? opaqueAt([inner, last.value], inner.at) : inner;
  }
  return inner;
}

function parseSeveral(parser: Parser, sign: "@" | "%", start: number): Expression | null {
  const { cursor, notes } = parser;
  const inner = referred(parser);
  const braced = inner === null ? takeMatch(cursor, BRACED)?.[1] : undefined;
  const name = inner === null ? (braced ?? takeMatch(cursor, NAME)?.[0]) : undefined;
  if (inner === null && name === undefined && !takes(cursor, sign === "%" ? "+" : "-")) {
    cursor.position = start;
    return null;
  }
  const at = spanFrom(cursor, start);
  const next = peek(cursor);
  if (sign === "@" && (next === "[" || next === "{")) {
    const kind = next === "[" ? "@" : "%";
    const of = inner ?? nameAt(variableName(kind, name ?? "-", parser.names), at);
    return parseSlice(parser, of, start);
  }
  const whole =
    inner === null
      ? nameAt(variableName(sign, name ?? "+", parser.names), at)
      : opaqueAt([inner], at);
  notes.several.add(whole);
  return whole;
}

/** `@x[0, 1]` and `@h{qw(a b)}`: some items of something. */
export function parseSlice(parser: Parser, of: Expression, start: number): Expression {
  const { cursor, notes } = parser;
  const close = peek(cursor) === "[" ? "]" : "}";
  cursor.position += 1;
  const keys = parser.full();
  skipSpace(parser);
  takes(cursor, close);
  const at = spanFrom(cursor, start);
  const wanted = keys.kind === "list" ? keys.items : [{ value: keys }];
  const items = wanted.map(({ value }) => ({
    value: {
      kind: "member" as const,
      object: of,
      property: notes.several.has(value) ? opaqueAt([value, opaqueAt([], at)], at) : value,
      at,
    },
  }));
  const list: Expression = { kind: "list", items, at };
  notes.lists.add(list);
  notes.several.add(list);
  return list;
}

/** `[…]` or `{…}` behind something. */
export function parseSubscript(parser: Parser, object: Expression, start: number): Expression {
  const { cursor } = parser;
  const hash = peek(cursor) === "{";
  cursor.position += 1;
  skipSpace(parser);
  const word = hash ? takeMatch(cursor, /(-?[A-Za-z_]\w*)\s*\}/y)?.[1] : undefined;
  if (word !== undefined) {
    const at = spanFrom(cursor, start);
    return { kind: "member", object, property: constantAt(word, at), at };
  }
  const property = sees(cursor, "}") ? opaqueAt([], spanFrom(cursor, start)) : parser.full();
  skipSpace(parser);
  if (!takes(cursor, hash ? "}" : "]")) cursor.recovered = true;
  return { kind: "member", object, property, at: spanFrom(cursor, start) };
}

/** A function behind `&`, by its name or by what holds it; null where none is. */
export function parseFunctionName(parser: Parser): Expression | null {
  const { cursor } = parser;
  const start = cursor.position;
  const inner = referred(parser);
  if (inner !== null) return inner;
  if (peek(cursor) === "$") return parseVariable(parser);
  const name = takeMatch(cursor, NAME)?.[0];
  if (name === undefined) return null;
  const { names, notes } = parser;
  return nameAt(functionName(name, notes.package, names), spanFrom(cursor, start));
}

/** `*name` and `*{"name"}`: everything that has a name. */
export function parseGlob(parser: Parser): Expression | null {
  const { cursor } = parser;
  const start = cursor.position;
  cursor.position += 1;
  const inner = referred(parser);
  const name = inner === null ? takeMatch(cursor, NAME)?.[0] : undefined;
  if (inner === null && name === undefined) {
    cursor.position = start;
    return null;
  }
  // `*name{IO}` is one of the things of that name.
  takeMatch(cursor, /\{\s*["']?(?:\w+|\$\w+)["']?\s*\}/y);
  if (inner !== null || name === undefined)
    return operationAt("#glob", inner === null ? [] : [inner], spanFrom(cursor, start));
  return nameAt(`*${name.replace(/^(?:main)?::/, "")}`, spanFrom(cursor, start));
}
