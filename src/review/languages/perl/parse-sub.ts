import type { Expression, FunctionNode, Statement } from "../../code/program.ts";
import { matchHere, peek, spanFrom, takeMatch, takes } from "../cursor.ts";
import { statementOf, nameAt } from "../lowered.ts";
import { answering } from "./answers.ts";
import { assigned } from "./assign.ts";
import { skipSpace } from "./blanks.ts";
import { readQuoted } from "./quotes.ts";
import type { Parser } from "./parser.ts";

/** A function: its arguments are a list, the object of a method being the first. */
export function parseSub(parser: Parser, name: string | null, start: number): FunctionNode {
  const { cursor, notes } = parser;
  const given = readParameters(parser);
  notes.within += 1;
  const body = peek(cursor) === "{" ? bodyOf(parser) : [];
  notes.within -= 1;
  const at = spanFrom(cursor, start);
  return {
    name,
    parameters: ["@_"],
    defaults: [null],
    rest: true,
    self: null,
    body: answering([...given, ...body]),
    at,
  };
}

function bodyOf(parser: Parser): Statement[] {
  parser.cursor.position += 1;
  return parser.statements("}");
}

/** Prototypes say nothing; signatures name the arguments. Attributes say nothing either. */
function readParameters(parser: Parser): Statement[] {
  const { cursor } = parser;
  const out: Statement[] = [];
  skipSpace(parser);
  for (let turn = 0; turn < 20; turn += 1) {
    if (takeMatch(cursor, /:\s*[A-Za-z_]\w*(?:\([^)]*\))?\s*/y) === null) {
      if (peek(cursor) !== "(") break;
      out.push(...signature(parser));
    }
    skipSpace(parser);
  }
  return out;
}

const PARAMETER = /\s*([$@%]\w*)\s*(?:\/\/=|\|\|=|=)?\s*/y;

function signature(parser: Parser): Statement[] {
  const { cursor } = parser;
  const start = cursor.position;
  if (matchHere(cursor, /\(\s*[$@%&*;\\[\]+_\s]*\)/y) !== null) {
    readQuoted(cursor);
    return [];
  }
  cursor.position += 1;
  const names: Expression[] = [];
  const fallbacks: Statement[] = [];
  for (;;) {
    const found = takeMatch(cursor, PARAMETER);
    if (found === null) break;
    const at = spanFrom(cursor, start);
    const name = nameAt(found[1] === "$" ? parser.fresh() : (found[1] ?? "$_"), at);
    parser.notes.declared.add(name);
    names.push(name);
    if (/=\s*$/.test(found[0]) && !/[,)]/.test(peek(cursor))) {
      fallbacks.push(statementOf(assigned(parser, name, "||=", parser.item(), at)));
      skipSpace(parser);
    }
    if (!takes(cursor, ",")) break;
    skipSpace(parser);
  }
  skipSpace(parser);
  if (!takes(cursor, ")")) cursor.recovered = true;
  const at = spanFrom(cursor, start);
  const list: Expression = { kind: "list", items: names.map((value) => ({ value })), at };
  return [statementOf(assigned(parser, list, "=", nameAt("@_", at), at)), ...fallbacks];
}

/** The first argument of a method of newer Perl is there without being named. */
export function withSelf(parser: Parser, node: FunctionNode): FunctionNode {
  const { at } = node;
  const self = nameAt("$self", at);
  parser.notes.declared.add(self);
  const value: Expression = {
    kind: "operation",
    operator: "#shift",
    operands: [nameAt("@_", at)],
    at,
  };
  return { ...node, body: [statementOf(assigned(parser, self, "=", value, at)), ...node.body] };
}
