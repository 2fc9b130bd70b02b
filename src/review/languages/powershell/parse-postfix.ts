import type { Argument, Expression } from "../../code/program.ts";
import { callAt, constantAt } from "../lowered.ts";
import { deeper, matchHere, peek, spanFrom, takeMatch, takes } from "../cursor.ts";
import { skipLines } from "./blanks.ts";
import { methodCall } from "./methods.ts";
import { assignAt, writtenText, type Parser } from "./parser.ts";
import { parseString, takeVariable } from "./parse-string.ts";
import { targetOf } from "./targets.ts";
import { variableAt } from "./variables.ts";

/** Members, items and calls of methods behind a value. */
export function parsePostfix(parser: Parser, value: Expression, start: number): Expression {
  const { cursor } = parser;
  let out = value;
  for (let length = 0; ; length += 1) {
    if (length > cursor.limit) throw new RangeError("a chain nests too deep");
    const next =
      parseMember(parser, out, start) ??
      parseItem(parser, out, start) ??
      parseStep(parser, out, start);
    if (next === null) return out;
    out = next;
  }
}

function parseMember(parser: Parser, object: Expression, start: number): Expression | null {
  const { cursor } = parser;
  const dotted = matchHere(cursor, /\s*(?:\?\.|\.(?!\.)|::)\s*(?=[\w$("'{])/y);
  if (dotted === null) return null;
  // A dot on the next line goes on only when it is certain to be no command.
  if (/^\s+/.test(dotted[0]) && !/^\s*\n\s*\.\w/.test(dotted[0] + peek(cursor, dotted[0].length)))
    return null;
  cursor.position += dotted[0].length;
  const property = parseName(parser);
  const constant = parser.cursor;
  if (peek(constant) === "(") {
    cursor.position += 1;
    const args = deeper(cursor, () => parseArguments(parser));
    return methodCall(object, property, args, spanFrom(cursor, start), parser);
  }
  if (peek(cursor) === "{" && /^(?:foreach|where)$/i.test(writtenText(property) ?? "")) {
    const block = parser.expression(false);
    return methodCall(object, property, [{ value: block }], spanFrom(cursor, start), parser);
  }
  return { kind: "member", object, property, at: spanFrom(cursor, start) };
}

/** The name of a member: a word, a text, or whatever gives one. */
function parseName(parser: Parser): Expression {
  const { cursor } = parser;
  const start = cursor.position;
  const word = takeMatch(cursor, /[\w`]+/y);
  if (word !== null) {
    return constantAt(word[0].replaceAll("`", "").toLowerCase(), spanFrom(cursor, start));
  }
  const text = parseString(parser);
  const written = writtenText(text ?? undefined);
  if (text !== null && written !== null) return constantAt(written.toLowerCase(), text.at);
  const name = text ?? takenVariable(parser) ?? parser.expression(false);
  return callAt("#small", [name], spanFrom(cursor, start));
}

function takenVariable(parser: Parser): Expression | null {
  const start = parser.cursor.position;
  if (peek(parser.cursor, 1) === "(") return null;
  const name = takeVariable(parser);
  return name === null ? null : variableAt(name, spanFrom(parser.cursor, start));
}

/** The values in the parentheses of a method: the cursor stands behind the opening one. */
function parseArguments(parser: Parser): Argument[] {
  const { cursor } = parser;
  const args: Argument[] = [];
  for (;;) {
    skipLines(cursor);
    if (takes(cursor, ")") || peek(cursor) === "") return args;
    const before = cursor.position;
    args.push({ value: parser.expression(false) });
    skipLines(cursor);
    if (takes(cursor, ",")) continue;
    if (peek(cursor) === ")") continue;
    // Whatever stands here is no argument: it is read as one, so that nothing is lost.
    cursor.recovered = true;
    if (cursor.position === before) cursor.position += 1;
  }
}

function parseItem(parser: Parser, object: Expression, start: number): Expression | null {
  const { cursor } = parser;
  if (!takes(cursor, "?[") && !takes(cursor, "[")) return null;
  skipLines(cursor);
  const index = deeper(cursor, () => parser.expression(true));
  skipLines(cursor);
  if (!takes(cursor, "]")) cursor.recovered = true;
  const at = spanFrom(cursor, start);
  const written = writtenText(index);
  const property = written === null ? index : constantAt(written.toLowerCase(), index.at);
  const several = index.kind === "list" || index.kind === "call";
  return several ? callAt("#items", [object, index], at) : { kind: "member", object, property, at };
}

/** `$x++`: what it was before does not matter. */
function parseStep(parser: Parser, value: Expression, start: number): Expression | null {
  const { cursor } = parser;
  const step = matchHere(cursor, /\+\+|--(?!\w)/y);
  if (step === null || (value.kind !== "name" && value.kind !== "member")) return null;
  cursor.position += 2;
  const at = spanFrom(cursor, start);
  const target = targetOf(value, parser);
  const operands = [value, constantAt(1, at)];
  const next: Expression = { kind: "operation", operator: step[0].charAt(0), operands, at };
  if (target.kind === "name") return assignAt(target.name, next, at, target.local);
  return { kind: "assign", target, value: next, at };
}
