import type { Expression } from "../../code/program.ts";
import { deeper, matchHere, peek, spanFrom, takeMatch, takes } from "../cursor.ts";
import { opaqueAt, operationAt } from "../lowered.ts";
import { skipSpace } from "./blanks.ts";
import { argumentsFrom } from "./arguments.ts";
import { endsList } from "./ends.ts";
import { assigned } from "./assign.ts";
import { matched } from "./match.ts";
import type { Parser } from "./parser.ts";
import { parseUnary } from "./parse-term.ts";

/** How tight an operator binds; those of one line are equal. Source: perlop. */
const LEVELS: readonly (readonly string[])[] = [
  ["..", "..."],
  ["||", "//"],
  ["&&"],
  ["|", "^", "|.", "^."],
  ["&", "&."],
  ["==", "!=", "<=>", "eq", "ne", "cmp", "~~"],
  ["<", ">", "<=", ">=", "lt", "gt", "le", "ge", "isa"],
  ["<<", ">>"],
  ["+", "-", "."],
  ["*", "/", "%", "x"],
  ["=~", "!~"],
  ["**"],
];
const BINDS = new Map(
  LEVELS.flatMap((level, index) => level.map((name): [string, number] => [name, index])),
);
const RANGE = 0;
/** The operand of `lc` and its kin goes up to what compares. */
const NAMED = 7;

const OPERATOR =
  /\.\.\.?|\|\||\/\/|&&|<=>|==|!=|=~|!~|~~|<=|>=|<<|>>|\*\*|[|^&]\.?|[<>+\-.*/%]|(?:eq|ne|cmp|lt|gt|le|ge|isa|x)\b|x(?=\d)/y;
const ASSIGNS = /(?:\*\*|\|\||&&|\/\/|<<|>>|[-+*/.%&|^x])?=(?![=~>])/y;

/** Commas, and the words that bind least. */
export function parseFull(parser: Parser): Expression {
  return deeper(parser.cursor, () => parseOr(parser));
}

function parseOr(parser: Parser): Expression {
  let left = parseAnd(parser);
  for (;;) {
    skipSpace(parser);
    if (takeMatch(parser.cursor, /(?:or|xor)\b(?!\s*=>)/y) === null) return left;
    left = either(parser, "or", left, parseAnd(parser));
  }
}

function parseAnd(parser: Parser): Expression {
  let left = parseNot(parser);
  for (;;) {
    skipSpace(parser);
    if (takeMatch(parser.cursor, /and\b(?!\s*=>)/y) === null) return left;
    left = either(parser, "and", left, parseNot(parser));
  }
}

function parseNot(parser: Parser): Expression {
  skipSpace(parser);
  const start = parser.cursor.position;
  if (takeMatch(parser.cursor, /not\b(?!\s*(?:=>|\())/y) === null) return parseList(parser);
  const operand = deeper(parser.cursor, () => parseNot(parser));
  return operationAt("!", [operand], spanFrom(parser.cursor, start));
}

/** One of two, the second of them perhaps never reached. */
function either(
  parser: Parser,
  operator: "and" | "or",
  left: Expression,
  right: Expression,
): Expression {
  const at = { ...left.at, endLine: Math.max(left.at.endLine, right.at.endLine) };
  const out: Expression = { kind: "choice", test: null, options: [left, right], at };
  parser.notes.tests.set(out, { operator, left, right });
  return out;
}

/** Items with commas between them; a single one is itself. */
export function parseList(parser: Parser): Expression {
  const { cursor, notes } = parser;
  skipSpace(parser);
  const start = cursor.position;
  const first = parseItem(parser);
  skipSpace(parser);
  if (!isComma(parser)) return first;
  const items: Expression[] = [first];
  while (isComma(parser)) {
    takeMatch(cursor, /,|=>/y);
    skipSpace(parser);
    if (endsList(parser)) break;
    if (!isComma(parser)) items.push(parseItem(parser));
    skipSpace(parser);
  }
  const list: Expression = {
    kind: "list",
    items: argumentsFrom(parser, items),
    at: spanFrom(cursor, start),
  };
  notes.several.add(list);
  return list;
}

function isComma({ cursor }: Parser): boolean {
  return peek(cursor) === "," || (peek(cursor) === "=" && peek(cursor, 1) === ">");
}

/** An item of a list: an assignment, a choice, or what binds tighter. */
export function parseItem(parser: Parser): Expression {
  return deeper(parser.cursor, () => {
    const { cursor } = parser;
    skipSpace(parser);
    const start = cursor.position;
    const left = parseBinary(parser, RANGE);
    skipSpace(parser);
    if (takes(cursor, "?")) return parseChoice(parser, left, start);
    const operator = takeMatch(cursor, ASSIGNS)?.[0];
    if (operator === undefined) return left;
    const right = parseItem(parser);
    return assigned(parser, left, operator, right, spanFrom(cursor, start));
  });
}

function parseChoice(parser: Parser, test: Expression, start: number): Expression {
  const { cursor, notes } = parser;
  const first = parseItem(parser);
  skipSpace(parser);
  if (!takes(cursor, ":")) {
    cursor.recovered = true;
    return opaqueAt([test, first], spanFrom(cursor, start));
  }
  const second = parseItem(parser);
  const at = spanFrom(cursor, start);
  const out: Expression = { kind: "choice", test, options: [first, second], at };
  if (notes.several.has(first) && notes.several.has(second)) notes.several.add(out);
  return out;
}

/** The operand of a named operator. */
export function parseOperand(parser: Parser): Expression {
  return deeper(parser.cursor, () => parseBinary(parser, NAMED));
}

function parseBinary(parser: Parser, least: number): Expression {
  const { cursor } = parser;
  skipSpace(parser);
  const start = cursor.position;
  let left = parseUnary(parser);
  for (;;) {
    skipSpace(parser);
    if (matchHere(cursor, ASSIGNS) !== null) return left;
    const operator = matchHere(cursor, OPERATOR)?.[0];
    const level = operator === undefined ? undefined : BINDS.get(operator);
    if (operator === undefined || level === undefined || level < least) return left;
    if (
      /^\w/.test(operator) &&
      /^\w+\s*=>/.test(cursor.text.slice(cursor.position, cursor.position + 40))
    )
      return left;
    cursor.position += operator.length;
    parser.notes.bound = operator === "=~" || operator === "!~";
    const right = deeper(cursor, () => parseBinary(parser, operator === "**" ? level : level + 1));
    left = combined(parser, operator, left, right, start);
  }
}

function combined(
  parser: Parser,
  operator: string,
  left: Expression,
  right: Expression,
  start: number,
): Expression {
  const { notes } = parser;
  const at = spanFrom(parser.cursor, start);
  if (operator === ".") return dotted(parser, left, right, at);
  if (operator === "&&") return either(parser, "and", left, right);
  if (operator === "||" || operator === "//") return either(parser, "or", left, right);
  if (operator === "=~" || operator === "!~") return matched(parser, left, right, at);
  if (operator === "x" && notes.lists.has(left)) {
    const out = operationAt("#times", [left, right], at);
    notes.several.add(out);
    return out;
  }
  const out = operationAt(operator, [left, right], at);
  if (operator.startsWith("..")) notes.several.add(out);
  return out;
}

/** Long texts are put together from very many parts: they are one text. */
function dotted(
  { notes }: Parser,
  left: Expression,
  right: Expression,
  at: Expression["at"],
): Expression {
  if (left.kind === "text" && notes.chains.has(left)) {
    left.parts.push(right);
    return left;
  }
  const out: Expression = { kind: "text", parts: [left, right], at };
  notes.chains.add(out);
  return out;
}
