import type { Expression } from "../../code/program.ts";
import { callAt, constantAt, opaqueAt } from "../lowered.ts";
import { deeper, matchHere, peek, spanFrom, takeMatch, takes } from "../cursor.ts";
import { skipBlanks, skipLines } from "./blanks.ts";
import { combined, raised } from "./operators.ts";
import { assignAt, type Parser } from "./parser.ts";
import { parsePostfix } from "./parse-postfix.ts";
import { parsePrimary } from "./parse-primary.ts";
import { targetOf } from "./targets.ts";
import { castTo, takeType } from "./type-names.ts";

const WORD = /-([a-z]+)(?![\w-])/iy;
const SIGN = /\?\?(?!=)|\.\.|[+*/%](?!=)|-(?![=a-zA-Z-])|,/y;

/** How tightly operators bind, weakest first ("about_Operator_Precedence"). */
const LEVELS: readonly RegExp[] = [
  /^\?\?$/,
  /^(?:and|or|xor)$/,
  /^(?:band|bor|bxor)$/,
  /^[ci]?(?:eq|ne|gt|ge|lt|le|like|notlike|match|notmatch|replace|contains|notcontains|in|notin|split|join)$|^(?:is|isnot|as|shl|shr)$/,
  /^[+-]$/,
  /^[*/%]$/,
  /^f$/,
  /^\.\.$/,
  /^,$/,
];

interface Operator {
  name: string;
  level: number;
  length: number;
}

/** An expression with all its operators; without commas where those part arguments. */
export function parseExpression(parser: Parser, commas: boolean): Expression {
  const { cursor } = parser;
  const start = cursor.position;
  const value = deeper(cursor, () => parseLevel(parser, 0, commas));
  skipBlanks(cursor);
  if (matchHere(cursor, /\?(?![?.[])/y) === null) return value;
  return parseTernary(parser, value, start, commas);
}

function parseTernary(
  parser: Parser,
  test: Expression,
  start: number,
  commas: boolean,
): Expression {
  const { cursor } = parser;
  cursor.position += 1;
  skipLines(cursor);
  const yes = deeper(cursor, () => parseExpression(parser, commas));
  skipLines(cursor);
  if (!takes(cursor, ":")) return opaqueAt([test, yes], spanFrom(cursor, start));
  skipLines(cursor);
  const no = deeper(cursor, () => parseExpression(parser, commas));
  return { kind: "choice", test, options: [yes, no], at: spanFrom(cursor, start) };
}

function parseLevel(parser: Parser, level: number, commas: boolean): Expression {
  const { cursor } = parser;
  const start = cursor.position;
  let left = parseUnary(parser, commas);
  for (let length = 0; ; length += 1) {
    skipBlanks(cursor);
    const operator = operatorHere(parser, commas);
    if (operator === null || operator.level < level) return left;
    cursor.position += operator.length;
    skipLines(cursor);
    if (operator.name === ",") {
      left = parseCommas(parser, left, start);
      continue;
    }
    const right = deeper(cursor, () => parseLevel(parser, operator.level + 1, commas));
    const at = spanFrom(cursor, start);
    // A long sum is one list of parts, and nests no deeper than its first.
    const sum = operator.name === "+" ? raised(left, right, at) : null;
    if (sum === null && length > cursor.limit) throw new RangeError("a chain nests too deep");
    left = sum ?? combined(operator.name, left, right, at, parser);
  }
}

function operatorHere({ cursor }: Parser, commas: boolean): Operator | null {
  const word = matchHere(cursor, WORD);
  const found = word ?? matchHere(cursor, SIGN);
  if (found === null) return null;
  const name = (word?.[1] ?? found[0]).toLowerCase();
  if (name === "," && !commas) return null;
  const level = LEVELS.findIndex((pattern) => pattern.test(name));
  return level === -1 ? null : { name, level, length: found[0].length };
}

function parseCommas(parser: Parser, first: Expression, start: number): Expression {
  const { cursor } = parser;
  const items = [first];
  for (;;) {
    items.push(deeper(cursor, () => parseLevel(parser, 9, true)));
    skipBlanks(cursor);
    if (!takes(cursor, ",")) break;
    skipLines(cursor);
  }
  const at = spanFrom(cursor, start);
  return { kind: "list", items: items.map((value) => ({ value })), at };
}

/** What stands before a value, and the value. */
function parseUnary(parser: Parser, commas: boolean): Expression {
  const { cursor } = parser;
  const start = cursor.position;
  const inner = () => {
    skipLines(cursor);
    return deeper(cursor, () => parseUnary(parser, commas));
  };
  const word = takeMatch(cursor, /-(not|bnot|join|[ic]?split)(?![\w-])/iy)?.[1]?.toLowerCase();
  if (word === "join" || word?.endsWith("split") === true) {
    const value = inner();
    const by = constantAt(word === "join" ? "" : "\\s+", value.at);
    return callAt(word === "join" ? "#join" : "#split", [value, by], spanFrom(cursor, start));
  }
  if (word !== undefined || takes(cursor, "!")) {
    const value = inner();
    const operator = word === "bnot" ? "~" : "!";
    return { kind: "operation", operator, operands: [value], at: spanFrom(cursor, start) };
  }
  if (commas && takes(cursor, ",")) {
    const value = inner();
    return { kind: "list", items: [{ value }], at: spanFrom(cursor, start) };
  }
  const step = takeMatch(cursor, /\+\+|--/y)?.[0];
  if (step !== undefined) return changed(parser, inner(), step, start);
  const sign = takeMatch(cursor, /[+-](?=[^a-zA-Z])/y)?.[0];
  if (sign !== undefined) {
    const value = inner();
    return { kind: "operation", operator: sign, operands: [value], at: spanFrom(cursor, start) };
  }
  return parseCast(parser, commas) ?? parsePostfix(parser, parsePrimary(parser), start);
}

/** `[type]value`; a type alone is a value of its own. */
function parseCast(parser: Parser, commas: boolean): Expression | null {
  const { cursor } = parser;
  if (peek(cursor) !== "[") return null;
  const start = cursor.position;
  const type = takeType(cursor);
  if (type === null) return null;
  const behind = cursor.position;
  skipBlanks(cursor);
  if (
    matchHere(cursor, /["'$(@{[\d]|-(?:join|split|not|bnot)\b|[-+!]|\.\d/iy) === null ||
    matchHere(cursor, /[-+]\s/y) !== null
  ) {
    cursor.position = start;
    return null;
  }
  if (type.startsWith("parameter(") && behind === start) return null;
  const value = deeper(cursor, () => parseUnary(parser, commas));
  return castTo(type, value, spanFrom(cursor, start));
}

/** `++$x` and `$x++`. */
export function changed(
  parser: Parser,
  value: Expression,
  step: string,
  start: number,
): Expression {
  const at = spanFrom(parser.cursor, start);
  const by = constantAt(1, at);
  const next: Expression = {
    kind: "operation",
    operator: step.charAt(0),
    operands: [value, by],
    at,
  };
  const target = targetOf(value, parser);
  if (target.kind === "name") return assignAt(target.name, next, at, target.local);
  return { kind: "assign", target, value: next, at };
}
