import type { Expression, Statement } from "../../code/program.ts";
import { callAt, nameAt, opaqueAt } from "../lowered.ts";
import { deeper, matchHere, peek, spanFrom, takeMatch, takes } from "../cursor.ts";
import { skipBlanks, skipLines } from "./blanks.ts";
import { given } from "./gather.ts";
import { parseLoop } from "./parse-loop.ts";
import { parseDefinition } from "./parse-definition.ts";
import { type Parser } from "./parser.ts";

const KEYWORD = /([A-Za-z]+)(?![\w:.\\/-])/y;

/** Statements up to a closing sign, which is passed, or to the end of the text. */
export function parseStatements(parser: Parser, close: ")" | "}" | ""): Statement[] {
  const { cursor } = parser;
  const out: Statement[] = [];
  for (;;) {
    skipLines(cursor, true);
    if (peek(cursor) === "") {
      if (close !== "") cursor.recovered = true;
      return out;
    }
    if (close !== "" && takes(cursor, close)) return out;
    const before = cursor.position;
    out.push(...deeper(cursor, () => parseStatement(parser)));
    if (cursor.position === before) {
      // A sign that begins nothing: it is passed over, and reading goes on behind it.
      cursor.recovered = true;
      cursor.position += 1;
    }
  }
}

/** One statement; may answer several, or none. */
export function parseStatement(parser: Parser): Statement[] {
  const { cursor } = parser;
  takeMatch(cursor, /:\w+\s+(?=(?:foreach|for|while|do|switch)\b)/iy);
  const start = cursor.position;
  const word = matchHere(cursor, KEYWORD)?.[1]?.toLowerCase() ?? "";
  const known = parseKeyword(parser, word, start);
  if (known !== null) return known;
  return given(parser.pipeline(), parser);
}

function parseKeyword(parser: Parser, word: string, start: number): Statement[] | null {
  switch (word) {
    case "if":
      return parseIf(parser, start);
    case "while":
    case "for":
    case "foreach":
    case "do":
      return parseLoop(parser, word, start);
    case "switch":
      return parseSwitch(parser, start);
    case "try":
      return parseTry(parser, start);
    case "return":
    case "throw":
    case "exit":
      return parseEnd(parser, word, start);
    case "break":
    case "continue":
      takeMatch(parser.cursor, /\w+(?:[ \t]+\w+)?/y);
      return [{ kind: "jump", to: word, at: spanFrom(parser.cursor, start) }];
    case "process":
      return parseProcess(parser, start);
    case "begin":
    case "end":
    case "clean":
    case "dynamicparam":
    case "trap":
    case "data":
    case "inlinescript":
    case "parallel":
    case "sequence":
      return parseNamed(parser, start);
    default:
      return parseDefinition(parser, word, start);
  }
}

/** `{ … }` as part of a statement: it runs where it stands. */
export function parseBlock(parser: Parser): Statement[] {
  const { cursor } = parser;
  skipLines(cursor);
  if (!takes(cursor, "{")) {
    cursor.recovered = true;
    return [];
  }
  return deeper(cursor, () => parseStatements(parser, "}"));
}

/** The same for a block that may not run: what it gives is one of several values. */
export function perhapsBlock(parser: Parser): Statement[] {
  const { output } = parser;
  const before = output.perhaps;
  output.perhaps = true;
  const body = parseBlock(parser);
  output.perhaps = before;
  return body;
}

/** `( … )` behind a keyword. */
export function parseCondition(parser: Parser): Expression {
  const { cursor } = parser;
  skipLines(cursor);
  const start = cursor.position;
  if (takes(cursor, "(")) return deeper(cursor, () => parser.gathered(")", start));
  cursor.recovered = true;
  return opaqueAt([], spanFrom(cursor, start));
}

function parseIf(parser: Parser, start: number): Statement[] {
  const { cursor } = parser;
  takeMatch(cursor, /if/iy);
  const test = parseCondition(parser);
  const bodies = [perhapsBlock(parser)];
  const before = cursor.position;
  skipLines(cursor);
  if (matchHere(cursor, /elseif\b/iy) !== null) {
    cursor.position += "else".length;
    const inner = cursor.position;
    bodies.push(deeper(cursor, () => parseIf(parser, inner)));
  } else if (takeMatch(cursor, /else\b/iy) !== null) bodies.push(perhapsBlock(parser));
  else {
    cursor.position = before;
    bodies.push([]);
  }
  return [{ kind: "branch", test, bodies, at: spanFrom(cursor, start) }];
}

function parseSwitch(parser: Parser, start: number): Statement[] {
  const { cursor } = parser;
  const name = takeMatch(cursor, /switch\b/iy);
  for (;;) {
    skipBlanks(cursor);
    if (takeMatch(cursor, /-\w+/y) === null) break;
  }
  const subject = peek(cursor) === "(" ? parseCondition(parser) : parser.expression(true);
  skipLines(cursor);
  if (name === null || !takes(cursor, "{")) return [];
  const bodies: Statement[][] = [];
  const tests: Expression[] = [];
  const before = parser.output.perhaps;
  parser.output.perhaps = true;
  for (;;) {
    skipLines(cursor, true);
    if (takes(cursor, "}") || peek(cursor) === "") break;
    const at = cursor.position;
    if (takeMatch(cursor, /default\b/iy) === null) {
      const word = takeMatch(cursor, /[^\s{}()$"'[\];@]+(?=\s*\{)/y);
      if (word === null) tests.push(deeper(cursor, () => parser.expression(true)));
    }
    skipLines(cursor);
    if (peek(cursor) === "{") bodies.push(parseBlock(parser));
    else if (cursor.position === at) cursor.position += 1;
  }
  parser.output.perhaps = before;
  const at = spanFrom(cursor, start);
  const set: Expression = {
    kind: "assign",
    target: { kind: "name", name: "_", local: true },
    value: subject,
    at,
  };
  return [
    { kind: "expression", value: { kind: "sequence", items: [set, ...tests], at }, at },
    { kind: "branch", test: null, bodies: bodies.map(withoutJumps), at },
  ];
}

/** `break` in a case ends the switch and nothing else. */
function withoutJumps(body: Statement[]): Statement[] {
  return body.filter((statement) => statement.kind !== "jump");
}

function parseTry(parser: Parser, start: number): Statement[] {
  const { cursor } = parser;
  takeMatch(cursor, /try\b/iy);
  const body = parseBlock(parser);
  const handlers: Statement[][] = [];
  let last: Statement[] = [];
  for (;;) {
    const before = cursor.position;
    skipLines(cursor);
    if (takeMatch(cursor, /catch\b/iy) !== null) {
      takeMatch(cursor, /[\s\w.,[\]]*(?=\{)/y);
      handlers.push(perhapsBlock(parser));
    } else if (takeMatch(cursor, /finally\b/iy) !== null) last = parseBlock(parser);
    else {
      cursor.position = before;
      break;
    }
  }
  const at = spanFrom(cursor, start);
  // A jump in the body may not happen, so what follows it is read.
  return [
    { kind: "branch", test: null, bodies: [body], at },
    { kind: "branch", test: null, bodies: [...handlers, []], at },
    { kind: "block", body: last, at },
  ];
}

/** `return x` gives x and ends the function; what `exit` and `throw` leave is read anyway. */
function parseEnd(parser: Parser, word: string, start: number): Statement[] {
  const { cursor, output } = parser;
  takeMatch(cursor, /\w+/y);
  skipBlanks(cursor);
  const empty = /^[\n;)}]?$/.test(peek(cursor));
  const value = empty ? null : (parser.gatheredStatement(cursor.position) ?? parser.pipeline());
  const at = spanFrom(cursor, start);
  if (word !== "return") return value === null ? [] : [{ kind: "expression", value, at }];
  const gives = value === null ? [] : given(value, parser);
  if (output.name === null || output.functions === 0) return gives;
  return [
    ...gives,
    { kind: "return", value: callAt("#collect", [nameAt(output.name, at)], at), at },
  ];
}

/** The block of a function that runs once for each thing that is piped in. */
function parseProcess(parser: Parser, start: number): Statement[] | null {
  const { cursor } = parser;
  if (matchHere(cursor, /process\s*\{/iy) === null) return null;
  takeMatch(cursor, /process/iy);
  const body = parseBlock(parser);
  const at = spanFrom(cursor, start);
  const of = callAt("#enumerate", [nameAt("_", at)], at);
  const target = { kind: "name" as const, name: "_", local: true };
  return [{ kind: "loop", test: null, update: null, each: { target, of, keys: false }, body, at }];
}

/** A word in front of a block that runs in its turn: `begin`, `end`, `trap`. */
function parseNamed(parser: Parser, start: number): Statement[] | null {
  const { cursor } = parser;
  const found = takeMatch(cursor, /\w+(?:\s*\[[\w.]+\])?\s*(?=\{)/y);
  if (found === null) return null;
  const body = parseBlock(parser);
  return [{ kind: "block", body, at: spanFrom(cursor, start) }];
}
