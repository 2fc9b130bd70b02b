import type { Expression } from "../../code/program.ts";
import { callAt, constantAt, nameAt, opaqueAt } from "../lowered.ts";
import { lowerCommand, type CommandHead } from "./commands.ts";
import { matchHere, peek, spanFrom, takeMatch, takes } from "../cursor.ts";
import { skipBlanks, skipLines } from "./blanks.ts";
import { writtenText, type Parser } from "./parser.ts";
import { parsePieces, parseRedirect, parseWord } from "./parse-argument.ts";
import { targetOf } from "./targets.ts";

const ASSIGNMENT = /(\?\?|[-+*/%])?=(?!=)/y;
const VALUE =
  /[$("'@{[!,]|[-+](?=[\d.$(])|-(?:not|bnot|join|[ci]?split)(?![\w-])|\+\+|--(?=\$)|(?:0x[\da-f]+|\d+(?:\.\d+)?)(?:[ysl]|[kmgtp]b)?(?![\w.:\\/-])|\d+\.\.|\.\d/iy;
const INVOCATION = /&(?![&\d])|\.(?=[ \t\r\n$("'{&])/y;

/** Commands and expressions with pipes between them, or an assignment. */
export function parsePipeline(parser: Parser): Expression {
  const { cursor } = parser;
  const start = cursor.position;
  let value = parseElement(parser, null, true);
  for (;;) {
    skipBlanks(cursor);
    if (matchHere(cursor, /(?:[ \t\r]*\n)+[ \t]*\|(?!\|)/y) !== null) skipLines(cursor);
    if (matchHere(cursor, /\|\||&&/y) !== null) {
      cursor.position += 2;
      skipLines(cursor);
      const next = parsePipeline(parser);
      return opaqueAt([value, next], spanFrom(cursor, start));
    }
    if (takes(cursor, "|")) {
      skipLines(cursor);
      value = parseElement(parser, value, false);
      continue;
    }
    takeMatch(cursor, /&(?!&)(?=[ \t\r]*(?:[\n;)}]|$))/y);
    return value;
  }
}

function parseElement(parser: Parser, input: Expression | null, first: boolean): Expression {
  const { cursor } = parser;
  skipBlanks(cursor);
  const start = cursor.position;
  if (matchHere(cursor, VALUE) !== null) {
    const value = parser.expression(true);
    skipBlanks(cursor);
    const assigned = first ? parseAssignment(parser, value, start) : null;
    if (assigned !== null) return assigned;
    const out = input === null ? value : opaqueAt([input, value], spanFrom(cursor, start));
    return redirected(parser, out, start);
  }
  const invoked = takeMatch(cursor, INVOCATION);
  if (invoked !== null) skipBlanks(cursor);
  const head = parseHead(parser, invoked?.[0] ?? null);
  const redirects: Expression[] = [];
  const pieces = parsePieces(parser, () => {
    const redirect = parseRedirect(parser);
    if (redirect === null) return false;
    if (redirect !== "joined") redirects.push(redirect.to);
    return true;
  });
  const call = lowerCommand({ head, pieces, input, at: spanFrom(cursor, start) }, parser);
  return written(redirects, call);
}

function parseHead(parser: Parser, invoked: string | null): CommandHead {
  const word = parseWord(parser);
  const text = writtenText(word.value);
  const name = word.value.kind === "constant" && text === null ? word.raw : text;
  const joined = name === null && invoked !== null ? joinedText(word.value) : null;
  if (joined !== null) return { name: joined, value: constantAt(joined, word.value.at), invoked };
  return { name: name === "" ? null : name, value: word.value, invoked };
}

/** A name that is written in pieces, `('Invoke-Web' + 'Request')`; null for all others. */
function joinedText(value: Expression): string | null {
  if (value.kind === "constant") return typeof value.value === "string" ? value.value : null;
  const parts =
    value.kind === "text"
      ? value.parts
      : value.kind === "call" && value.callee.kind === "name" && value.callee.name === "#plus"
        ? value.args.map((each) => each.value)
        : [];
  const texts = parts.map(joinedText);
  return texts.length === 0 || texts.includes(null) ? null : texts.join("") || null;
}

/** `$x = …`, with any of the operators that assign. */
function parseAssignment(parser: Parser, left: Expression, start: number): Expression | null {
  const { cursor } = parser;
  const sign = takeMatch(cursor, ASSIGNMENT);
  if (sign === null) return null;
  skipLines(cursor);
  const from = cursor.position;
  const given = parser.gatheredStatement(from) ?? parsePipeline(parser);
  const at = spanFrom(cursor, start);
  const value = changedBy(sign[1] ?? "", left, given, at);
  return { kind: "assign", target: targetOf(left, parser), value, at };
}

function changedBy(
  operator: string,
  left: Expression,
  given: Expression,
  at: Expression["at"],
): Expression {
  const before = left.kind === "call" ? (left.args[1]?.value ?? left) : left;
  if (operator === "") return left.kind === "call" ? recast(left, given) : given;
  if (operator === "+") return callAt("#plus", [before, given], at);
  if (operator === "*") return callAt("#times", [before, given], at);
  if (operator === "??") return { kind: "choice", test: null, options: [before, given], at };
  return { kind: "operation", operator, operands: [before, given], at };
}

/** `[char]$x = 65`: the value is cast before it is kept. */
function recast(cast: Extract<Expression, { kind: "call" }>, value: Expression): Expression {
  const [type] = cast.args;
  if (cast.callee.kind !== "name" || cast.callee.name !== "#cast" || type === undefined)
    return value;
  return { ...cast, args: [type, { value }] };
}

function redirected(parser: Parser, value: Expression, start: number): Expression {
  const { cursor } = parser;
  const to: Expression[] = [];
  for (;;) {
    skipBlanks(cursor);
    if (!/[>\d*]/.test(peek(cursor))) break;
    const redirect = parseRedirect(parser);
    if (redirect === null) break;
    if (redirect !== "joined") to.push(redirect.to);
  }
  if (to.length === 0) return value;
  return written(to, { ...value, at: spanFrom(cursor, start) });
}

/** What is redirected into files is written to them. */
function written(files: readonly Expression[], value: Expression): Expression {
  return files.reduce<Expression>((inner, file) => {
    if (file.kind === "constant" && (file.value === null || file.value === "nul")) return inner;
    return {
      kind: "call",
      callee: nameAt("&out-file", value.at),
      args: [{ value: file }],
      input: inner,
      at: value.at,
    };
  }, value);
}
