import type { Expression, FunctionNode, Statement } from "../../code/program.ts";
import { callAt, constantAt, nameAt } from "../lowered.ts";
import { deeper, matchHere, peek, spanFrom, takeMatch, takes } from "../cursor.ts";
import { skipBlanks, skipLines } from "./blanks.ts";
import { begun, inOutput } from "./gather.ts";
import { assignAt, type Parser } from "./parser.ts";
import { takeVariable } from "./parse-string.ts";
import { takeType } from "./type-names.ts";
import { usualVariable } from "./variables.ts";

/** One parameter as it is declared. */
export interface Parameter {
  name: string;
  fallback: Expression | null;
  /** Takes what is piped in. */
  piped: boolean;
  /** What its attributes do when it is bound, such as scripts that check it. */
  checks: Expression[];
}

/** The parameters up to the closing parenthesis, which is passed. */
export function parseParameters(parser: Parser): Parameter[] {
  const { cursor } = parser;
  const out: Parameter[] = [];
  let piped = false;
  let checks: Expression[] = [];
  for (;;) {
    skipLines(cursor);
    if (takes(cursor, ")") || peek(cursor) === "") return out;
    if (takes(cursor, ",")) continue;
    const before = cursor.position;
    if (peek(cursor) === "[") {
      const found = parseAttribute(parser);
      checks.push(...found);
      piped ||= /ValueFromPipeline/i.test(cursor.text.slice(before, cursor.position));
      continue;
    }
    const name = takeVariable(parser);
    if (name === null) {
      cursor.recovered = true;
      cursor.position += 1;
      continue;
    }
    skipLines(cursor);
    const fallback = takes(cursor, "=") ? parseFallback(parser) : null;
    out.push({ name: usualVariable(name), fallback, piped, checks });
    piped = false;
    checks = [];
  }
}

function parseFallback(parser: Parser): Expression {
  skipLines(parser.cursor);
  return deeper(parser.cursor, () => parser.expression(false));
}

/** `[type]`, or `[Attribute(…)]` with the scripts that it runs. */
function parseAttribute(parser: Parser): Expression[] {
  const { cursor } = parser;
  if (takeType(cursor) !== null) return [];
  const found: Expression[] = [];
  if (takeMatch(cursor, /\[\s*[\w.]+\s*\(/y) === null) {
    cursor.position += 1;
    return found;
  }
  for (;;) {
    skipLines(cursor);
    if (takes(cursor, ")") || /^\]?$/.test(peek(cursor))) break;
    if (takes(cursor, ",") || takeMatch(cursor, /\w+\s*(?==|,|\))/y) !== null || takes(cursor, "="))
      continue;
    const value = deeper(cursor, () => parser.expression(false));
    if (value.kind === "function")
      found.push({ kind: "call", callee: value, args: [], at: value.at });
  }
  skipLines(cursor);
  takes(cursor, "]");
  return found;
}

interface Head {
  name: string | null;
  parameters: Parameter[];
  start: number;
  /** What it assigns belongs to it; a block of a pipeline shares what is around it. */
  function: boolean;
}

/** The function whose body begins behind the opening brace that was passed. */
export function functionFrom(parser: Parser, head: Head): FunctionNode {
  const { cursor } = parser;
  const out = parser.fresh();
  const own = parseHead(parser);
  const parameters = own ?? head.parameters;
  const inner = {
    name: out,
    perhaps: false,
    local: head.function || parser.output.local || own !== null,
    functions: parser.output.functions + 1,
  };
  // A block without parameters is part of what is around it: it shares the variables.
  if (!head.function) inner.local = false;
  const body = inOutput(parser, inner, () => parser.statements("}"));
  const at = spanFrom(cursor, head.start);
  const first: Expression = {
    kind: "member",
    object: nameAt("args", at),
    property: constantAt(0, at),
    at,
  };
  return {
    name: head.name,
    parameters: [...parameters.map(({ name }) => name), "args"],
    defaults: [...parameters.map(({ fallback }) => fallback), null],
    rest: true,
    keywords: [{ name: "_", fallback: head.function ? null : first, rest: false }],
    self: null,
    body: [
      { kind: "expression", value: begun(out, at), at },
      ...parameters.flatMap((each) => bound(each, at)),
      ...body,
      { kind: "return", value: callAt("#collect", [nameAt(out, at)], at), at },
    ],
    at,
  };
}

/** `param(…)` at the beginning of a body, with the attributes before it; null without one. */
function parseHead(parser: Parser): Parameter[] | null {
  const { cursor } = parser;
  for (;;) {
    skipLines(cursor, true);
    if (
      matchHere(
        cursor,
        /\[\s*[\w.]+\s*\([^()]*(?:\([^()]*\)[^()]*)*\)\s*\]\s*(?=[[#]|param\b)/iy,
      ) === null
    )
      break;
    parseAttribute(parser);
  }
  if (takeMatch(cursor, /param\s*\(/iy) === null) return null;
  return deeper(cursor, () => parseParameters(parser));
}

function bound({ name, piped, checks }: Parameter, at: Expression["at"]): Statement[] {
  const out: Statement[] = checks.map((value) => ({ kind: "expression", value, at }));
  if (!piped) return out;
  const either: Expression = {
    kind: "choice",
    test: null,
    options: [nameAt(name, at), nameAt("_", at)],
    at,
  };
  return [...out, { kind: "expression", value: assignAt(name, either, at, true), at }];
}

/** `{ … }` as a value: the cursor stands behind the opening brace. */
export function parseScriptBlock(parser: Parser, start: number): Expression {
  const node = functionFrom(parser, { name: null, parameters: [], start, function: false });
  skipBlanks(parser.cursor);
  return { kind: "function", function: node, at: node.at };
}
