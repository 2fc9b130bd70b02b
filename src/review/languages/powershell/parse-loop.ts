import type { Expression, Statement } from "../../code/program.ts";
import { callAt, constantAt } from "../lowered.ts";
import { matchHere, peek, spanFrom, takeMatch, takes } from "../cursor.ts";
import { skipBlanks, skipLines } from "./blanks.ts";
import { type Parser } from "./parser.ts";
import { takeVariable } from "./parse-string.ts";
import { usualVariable } from "./variables.ts";

/** `while`, `for`, `foreach` and `do`; null when the word begins a command of that name. */
export function parseLoop(parser: Parser, word: string, start: number): Statement[] | null {
  const { cursor } = parser;
  if (word === "do") return parseDo(parser, start);
  if (takeMatch(cursor, /\w+(?:\s+-\w+)?\s*(?=\()/y) === null) return null;
  if (word === "foreach") return parseEach(parser, start);
  return word === "for" ? parseFor(parser, start) : parseWhile(parser, start);
}

function block(parser: Parser): Statement[] {
  const { cursor } = parser;
  skipLines(cursor);
  if (takes(cursor, "{")) return parser.statements("}");
  cursor.recovered = true;
  return [];
}

function condition(parser: Parser): Expression {
  const { cursor } = parser;
  skipLines(cursor);
  const start = cursor.position;
  if (takes(cursor, "(")) return parser.gathered(")", start);
  cursor.recovered = true;
  return constantAt(true, spanFrom(cursor, start));
}

function parseWhile(parser: Parser, start: number): Statement[] {
  const test = condition(parser);
  const body = block(parser);
  const at = spanFrom(parser.cursor, start);
  return [{ kind: "loop", test, update: null, each: null, body, at }];
}

function parseDo(parser: Parser, start: number): Statement[] | null {
  const { cursor } = parser;
  if (takeMatch(cursor, /do\s*(?=\{)/iy) === null) return null;
  const body = block(parser);
  const before = cursor.position;
  skipLines(cursor);
  const until = takeMatch(cursor, /while\b|until\b/iy)?.[0].toLowerCase();
  if (until === undefined) {
    cursor.position = before;
    return body;
  }
  const test = condition(parser);
  const at = spanFrom(cursor, start);
  const goesOn: Expression =
    until === "while" ? test : { kind: "operation", operator: "!", operands: [test], at };
  return [{ kind: "loop", test: goesOn, update: null, each: null, body, at }];
}

function parseEach(parser: Parser, start: number): Statement[] {
  const { cursor } = parser;
  takes(cursor, "(");
  skipLines(cursor);
  takeMatch(cursor, /\[[\w.[\]]+\]\s*/y);
  const name = takeVariable(parser) ?? parser.fresh();
  skipLines(cursor);
  takeMatch(cursor, /in\b/iy);
  const from = cursor.position;
  const of = parser.gathered(")", from);
  const body = block(parser);
  const at = spanFrom(cursor, start);
  const target = {
    kind: "name" as const,
    name: usualVariable(name),
    local: parser.output.local,
  };
  const each = { target, of: callAt("#enumerate", [of], at), keys: false };
  return [{ kind: "loop", test: null, update: null, each, body, at }];
}

function parseFor(parser: Parser, start: number): Statement[] {
  const { cursor } = parser;
  takes(cursor, "(");
  const first = clause(parser, ";");
  const test = clause(parser, ";");
  const update = clause(parser, ")");
  const body = block(parser);
  const at = spanFrom(cursor, start);
  const begin: Statement[] = first === null ? [] : [{ kind: "expression", value: first, at }];
  const goesOn = test ?? constantAt(true, at);
  return [...begin, { kind: "loop", test: goesOn, update, each: null, body, at }];
}

function clause(parser: Parser, end: ";" | ")"): Expression | null {
  const { cursor } = parser;
  const start = cursor.position;
  const items: Expression[] = [];
  for (;;) {
    skipLines(cursor);
    if (takes(cursor, end) || peek(cursor) === "" || matchHere(cursor, /[;)]/y) !== null) break;
    const before = cursor.position;
    items.push(parser.pipeline());
    skipBlanks(cursor);
    takes(cursor, ",");
    if (cursor.position === before) cursor.position += 1;
  }
  const [only] = items;
  if (only === undefined) return null;
  return items.length === 1 ? only : { kind: "sequence", items, at: spanFrom(cursor, start) };
}
