import type { Expression } from "../../code/program.ts";
import { deeper, matchHere, peek, sees, spanFrom, takeMatch, takes } from "../cursor.ts";
import { constantAt, nameAt, opaqueAt, operationAt } from "../lowered.ts";
import { argumentsFrom, parenthesised } from "./arguments.ts";
import { stepped } from "./assign.ts";
import { skipSpace } from "./blanks.ts";
import { parseLiteral } from "./parse-quote.ts";
import { parsePostfix } from "./parse-postfix.ts";
import type { Parser } from "./parser.ts";
import { parseFunctionName, parseGlob, parseVariable } from "./parse-variable.ts";
import { parseWord } from "./parse-word.ts";

const NUMBER =
  /0[xX][\da-fA-F_]+|0[bB][01_]+|\d[\d_]*(?:\.(?!\.)[\d_]*)?(?:[eE][+-]?\d+)?|\.\d[\d_]*(?:[eE][+-]?\d+)?/y;
/** Numbers with dots between them are the codes of characters. */
const CODES = /v\d+(?:\.\d+)*(?![\w.])|\d+\.\d+(?:\.\d+)+/y;

/** A term with the signs before and behind it. */
export function parseUnary(parser: Parser): Expression {
  return deeper(parser.cursor, () => {
    const { cursor, notes } = parser;
    skipSpace(parser);
    const start = cursor.position;
    const bound = notes.bound;
    const sign = peek(cursor);
    if (sign === "\\") return parseReference(parser);
    if (sees(cursor, "++") || sees(cursor, "--")) return parseStep(parser);
    if (sign === "!" || sign === "~" || sign === "+") {
      cursor.position += 1;
      const operand = parseUnary(parser);
      return sign === "+" ? operand : operationAt(sign, [operand], spanFrom(cursor, start));
    }
    if (sign === "-" && peek(cursor, 1) !== "-") return parseMinus(parser);
    notes.bound = bound;
    const term = parseTerm(parser);
    notes.bound = false;
    return parsePostfix(parser, term, start);
  });
}

/** `-e $file` asks about a file, `-word` is a text, everything else a number. */
function parseMinus(parser: Parser): Expression {
  const { cursor } = parser;
  const start = cursor.position;
  if (takeMatch(cursor, /-[a-zA-Z](?!\w)(?!\s*(?:=>|[,;)}=?:]|&&|\|\||$))/y) !== null) {
    return opaqueAt([parseUnary(parser)], spanFrom(cursor, start));
  }
  const word = takeMatch(cursor, /-[A-Za-z_]\w*(?!\w|\s*\(|::|\s+["'$@])/y)?.[0];
  if (word !== undefined) return constantAt(word, spanFrom(cursor, start));
  cursor.position += 1;
  return operationAt("-", [parseUnary(parser)], spanFrom(cursor, start));
}

function parseStep(parser: Parser): Expression {
  const { cursor } = parser;
  const start = cursor.position;
  const sign = peek(cursor);
  cursor.position += 2;
  const operand = parseUnary(parser);
  return stepped(parser, operand, sign, start);
}

/** `\@list`, `\&function`: what is meant is the thing itself. */
function parseReference(parser: Parser): Expression {
  const { cursor } = parser;
  const start = cursor.position;
  cursor.position += 1;
  skipSpace(parser);
  if (takes(cursor, "&")) {
    const name = parseFunctionName(parser);
    if (name !== null)
      return parsePostfix(parser, opaqueAt([name], spanFrom(cursor, start)), start);
  }
  return opaqueAt([parseUnary(parser)], spanFrom(cursor, start));
}

function parseTerm(parser: Parser): Expression {
  const { cursor } = parser;
  const start = cursor.position;
  const sign = peek(cursor);
  if (sign === "$" || sign === "@" || sign === "%") {
    const found = parseVariable(parser);
    if (found !== null) return found;
  }
  if (sign === "&" || sign === "*") {
    const found = sign === "&" ? parseAmpersand(parser) : parseGlob(parser);
    if (found !== null) return found;
  }
  if (sign === "(") return parseParentheses(parser);
  if (sign === "[") return parseAnonymousList(parser);
  if (sign === "{") return parseAnonymousHash(parser);
  const codes = takeMatch(cursor, CODES)?.[0];
  if (codes !== undefined) return constantAt(charactersOf(codes), spanFrom(cursor, start));
  const number = takeMatch(cursor, NUMBER)?.[0];
  if (number !== undefined) return constantAt(numberOf(number), spanFrom(cursor, start));
  const literal = parseLiteral(parser);
  if (literal !== null) return literal;
  if (matchHere(cursor, /[A-Za-z_]/y) !== null) return parseWord(parser);
  cursor.recovered = true;
  return opaqueAt([], spanFrom(cursor, start));
}

function charactersOf(codes: string): string {
  return codes
    .replace(/^v/, "")
    .split(".")
    .map((code) => String.fromCodePoint(Math.min(Number(code), 0x10ffff)))
    .join("");
}

function numberOf(text: string): number {
  const plain = text.replaceAll("_", "");
  return /^0[0-7]+$/.test(plain) ? Number.parseInt(plain, 8) : Number(plain);
}

/** `&name(…)`, `&$code(…)`, `&{"name"}(…)`; without parentheses it gets the arguments of here. */
function parseAmpersand(parser: Parser): Expression | null {
  const { cursor } = parser;
  const start = cursor.position;
  cursor.position += 1;
  const name = parseFunctionName(parser);
  if (name === null) {
    cursor.position = start;
    return null;
  }
  skipSpace(parser);
  const callee = name.kind === "name" ? name : opaqueAt([name], name.at);
  const own = { value: nameAt("@_", name.at), spread: true };
  const args = peek(cursor) === "(" ? parenthesised(parser) : [own];
  return { kind: "call", callee, args, at: spanFrom(cursor, start) };
}

function parseParentheses(parser: Parser): Expression {
  const { cursor, notes } = parser;
  const start = cursor.position;
  cursor.position += 1;
  skipSpace(parser);
  if (takes(cursor, ")")) {
    const empty: Expression = { kind: "list", items: [], at: spanFrom(cursor, start) };
    notes.several.add(empty);
    return empty;
  }
  const inner = parser.full();
  skipSpace(parser);
  if (!takes(cursor, ")")) cursor.recovered = true;
  return listed(parser, inner, spanFrom(cursor, start));
}

/** What stands in parentheses is a list where one is wanted, and itself where one value is. */
function listed({ notes }: Parser, inner: Expression, at: Expression["at"]): Expression {
  if (inner.kind === "list") {
    notes.lists.add(inner);
    return inner;
  }
  const place = inner.kind === "name" && (notes.declared.has(inner) || /^[@%$*]/.test(inner.name));
  if (!place && inner.kind !== "member" && inner.kind !== "constant") {
    notes.grouped.add(inner);
    return inner;
  }
  const spread = notes.several.has(inner);
  const value = spread ? operationAt("#list", [inner], at) : inner;
  const list: Expression = { kind: "list", items: [spread ? { value, spread } : { value }], at };
  notes.several.add(list);
  notes.lists.add(list);
  return list;
}

function parseAnonymousList(parser: Parser): Expression {
  const { cursor } = parser;
  const start = cursor.position;
  cursor.position += 1;
  skipSpace(parser);
  if (takes(cursor, "]")) return { kind: "list", items: [], at: spanFrom(cursor, start) };
  const inner = parser.full();
  skipSpace(parser);
  if (!takes(cursor, "]")) cursor.recovered = true;
  const items = argumentsFrom(parser, [inner]);
  return { kind: "list", items, at: spanFrom(cursor, start) };
}

/** `{ a => 1, %more }`. */
export function parseAnonymousHash(parser: Parser): Expression {
  const { cursor } = parser;
  const start = cursor.position;
  cursor.position += 1;
  skipSpace(parser);
  if (takes(cursor, "}")) return { kind: "record", entries: [], at: spanFrom(cursor, start) };
  const inner = parser.full();
  skipSpace(parser);
  if (!takes(cursor, "}")) cursor.recovered = true;
  return recordOf(argumentsFrom(parser, [inner]), spanFrom(cursor, start));
}

function recordOf(items: ReturnType<typeof argumentsFrom>, at: Expression["at"]): Expression {
  const entries: { key: Expression | null; value: Expression }[] = [];
  for (let index = 0; index < items.length; index += 1) {
    const item = items[index];
    const next = items[index + 1];
    if (item === undefined) continue;
    if (item.spread === true)
      entries.push({ key: null, value: operationAt("#hash", [item.value], at) });
    else if (next !== undefined) {
      entries.push({ key: item.value, value: next.value });
      index += 1;
    } else entries.push({ key: null, value: operationAt("#hash", [item.value], at) });
  }
  return { kind: "record", entries, at };
}
