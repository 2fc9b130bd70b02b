import type { Argument, Expression } from "../../code/program.ts";
import { matchHere, peek, spanFrom, takeMatch, takes } from "../cursor.ts";
import { memberAt, nameAt } from "../lowered.ts";
import { blockFunction } from "./answers.ts";
import { argumentsFrom, parenthesised } from "./arguments.ts";
import { skipSpace } from "./blanks.ts";
import { endsList } from "./ends.ts";
import { functionName } from "./names.ts";
import type { Parser } from "./parser.ts";

/** Begins a term, where a word that is not known stands before it. */
const TERM =
  /["'$@\\]|%[\w$]|&[\w$]|\d|<<["'~A-Z_]|\[|-\w|(?!(?:x|eq|ne|lt|gt|le|ge|cmp|isa|and|or|xor|not|if|unless|while|until|for|foreach)\b)[A-Za-z_]/y;

/** A name that is no word of the language: a function, a class, a handle or a constant. */
export function parseNamed(parser: Parser, word: string, start: number): Expression {
  const { cursor, names, notes } = parser;
  const name = word.replace(/::$/, "");
  const spaced = /\s/.test(peek(cursor));
  skipSpace(parser);
  const at = spanFrom(cursor, start);
  const full = functionName(name, notes.package, names);
  const known = names.subs.has(name) || names.imported.has(name) || full !== name;
  if (/^STD(?:IN|OUT|ERR)$/.test(name)) return nameAt(`*${name}`, at);
  if (
    matchHere(cursor, /->(?!>)/y) !== null &&
    (!known || /^[A-Z]|::/.test(name) || names.packages.has(name))
  )
    return nameAt(`${name}::`, at);
  if (peek(cursor) === "(") {
    const args = parenthesised(parser);
    return { kind: "call", callee: nameAt(full, at), args, at: spanFrom(cursor, start) };
  }
  if (names.constants.has(name)) return nameAt(full, at);
  if (name !== word) return nameAt(`${name}::`, at);
  const made = madeByWord(parser, name, start);
  if (made !== null) return made;
  if (peek(cursor) === "{" && !/^[A-Z]\w*(?:::|$)/.test(name))
    return blockGiven(parser, full, start);
  if (
    spaced &&
    (known || !/^[A-Z]/.test(name) || /::[a-z_]\w*$/.test(name)) &&
    matchHere(cursor, TERM) !== null
  ) {
    const args = argumentsFrom(parser, [parser.list()]);
    return { kind: "call", callee: nameAt(full, at), args, at: spanFrom(cursor, start) };
  }
  if (known || /^[a-z_]\w*$/.test(name))
    return { kind: "call", callee: nameAt(full, at), args: [], at };
  return /^[A-Z_0-9]+$/.test(name) && !names.packages.has(name)
    ? nameAt(`*${name}`, at)
    : nameAt(`${name}::`, at);
}

/** `new Foo(…)`: a method that stands before its object. */
function madeByWord(parser: Parser, name: string, start: number): Expression | null {
  const { cursor } = parser;
  const form =
    name === "new"
      ? /[A-Za-z_]\w*(?:::\w+)*(?![\w:]|\s*(?:=>|,|->))/y
      : /[A-Z]\w*(?:::\w+)+(?![\w:]|\s*(?:=>|,|->|\())/y;
  if (name !== "new" && (parser.names.subs.has(name) || !/^[A-Za-z]\w*$/.test(name))) return null;
  const owner = takeMatch(cursor, form)?.[0];
  if (owner === undefined) return null;
  skipSpace(parser);
  const more = matchHere(cursor, TERM) !== null && name !== "new";
  const args =
    peek(cursor) === "("
      ? parenthesised(parser)
      : more
        ? argumentsFrom(parser, [parser.list()])
        : [];
  const at = spanFrom(cursor, start);
  return { kind: "call", callee: memberAt(nameAt(`${owner}::`, at), name, at), args, at };
}

/** `try { … } catch { … };` and `first { … } @list`: a block comes first. */
function blockGiven(parser: Parser, full: string, start: number): Expression {
  const { cursor } = parser;
  const args: Argument[] = [readBlock(parser)];
  skipSpace(parser);
  takes(cursor, ",");
  skipSpace(parser);
  if (!endsList(parser) && (peek(cursor) === "(" || matchHere(cursor, TERM) !== null))
    args.push(...argumentsFrom(parser, [parser.list()]));
  const at = spanFrom(cursor, start);
  return { kind: "call", callee: nameAt(full, at), args, at };
}

/** A block as the function that it is: the cursor stands on its brace. */
export function readBlock(parser: Parser): Argument {
  const { cursor } = parser;
  const start = cursor.position;
  cursor.position += 1;
  const body = parser.statements("}");
  const at = spanFrom(cursor, start);
  return { value: { kind: "function", function: blockFunction(body, ["$_"], at), at } };
}

/** The arguments of a word of the language, with or without parentheses. */
export function listArguments(parser: Parser): Argument[] {
  const { cursor } = parser;
  skipSpace(parser);
  if (peek(cursor) === "(") return parenthesised(parser);
  if (endsList(parser) || matchHere(cursor, /[=?.|]|&&|<(?![<$A-Za-z_*])|>|\*\s/y) !== null)
    return [];
  return argumentsFrom(parser, [parser.list()]);
}
