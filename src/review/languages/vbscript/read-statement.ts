import type { Expression, Statement } from "../../code/program.ts";
import { nameAt } from "../lowered.ts";
import { readArguments, readBehind, readChain, readExpression } from "./read-expression.ts";
import { BLOCKS } from "./read-block.ts";
import { deeper } from "../cursor.ts";
import {
  accept,
  assignTo,
  isDone,
  isWord,
  peek,
  skipStatement,
  spanFrom,
  targetOf,
  RESULT,
  type Reader,
} from "./reader.ts";

/** Reads statements until one of the words stands next, or the text ends. */
export function readStatements(reader: Reader, ...stops: readonly string[]): Statement[] {
  const out: Statement[] = [];
  for (;;) {
    while (!isDone(reader) && peek(reader).kind === "end") reader.at += 1;
    if (isDone(reader) || isWord(reader, ...stops)) return out;
    const before = reader.at;
    out.push(...deeper(reader, () => readStatement(reader)));
    if (reader.at === before) {
      reader.at += 1;
      reader.recovered = true;
    }
  }
}

const MODIFIERS = ["public", "private", "friend", "static", "default", "global"];
/** Words that begin nothing which matters here. */
const SKIPPED = new Set([
  "option",
  "attribute",
  "declare",
  "type",
  "enum",
  "end",
  "implements",
  "event",
]);

/** Reads one statement; it may be many of the program form. */
export function readStatement(reader: Reader): Statement[] {
  const from = peek(reader);
  while (isWord(reader, ...MODIFIERS) && peek(reader, 1).kind === "name") reader.at += 1;
  const token = peek(reader);
  const block = token.kind === "name" ? BLOCKS.get(token.text) : undefined;
  if (block !== undefined && peek(reader, 1).text !== "=") {
    reader.at += 1;
    return block(reader, from, { statements: readStatements, statement: readStatement });
  }
  if (token.kind === "name" && SKIPPED.has(token.text) && peek(reader, 1).kind === "name") {
    skipStatement(reader);
    return [];
  }
  if (isWord(reader, "dim", "redim", "const") || (reader.at > 0 && isDeclared(reader))) {
    return readDeclaration(reader);
  }
  if (accept(reader, "on")) {
    skipStatement(reader);
    return [];
  }
  if (accept(reader, "exit")) return readExit(reader, from);
  if (isWord(reader, "set", "let") && peek(reader, 1).kind === "name") reader.at += 1;
  else accept(reader, "call");
  return readSimple(reader);
}

/** `Private x`: a variable by its modifier alone. */
function isDeclared(reader: Reader): boolean {
  const before = peek(reader, -1);
  return before.kind === "name" && MODIFIERS.includes(before.text) && peek(reader).kind === "name";
}

function readDeclaration(reader: Reader): Statement[] {
  const out: Statement[] = [];
  const redim = isWord(reader, "redim");
  accept(reader, "dim", "redim", "const");
  const keeps = accept(reader, "preserve");
  accept(reader, "withevents", "const");
  do {
    const token = peek(reader);
    if (token.kind !== "name") break;
    reader.at += 1;
    const at = spanFrom(reader, token);
    let value: Expression | null = null;
    if (accept(reader, "(")) {
      readArguments(reader, ")");
      accept(reader, ")");
      if (!keeps || !redim) value = { kind: "list", items: [], at };
    }
    if (accept(reader, "as")) {
      accept(reader, "new");
      readChain(reader, false);
    }
    if (accept(reader, "=")) value = readExpression(reader);
    const target = targetOf(reader, nameAt(token.text, at));
    if (value !== null && target !== null) out.push(assignTo(target, value, at));
  } while (accept(reader, ","));
  return out;
}

function readExit(reader: Reader, from: ReturnType<typeof peek>): Statement[] {
  const what = peek(reader).text;
  reader.at += 1;
  const at = spanFrom(reader, from);
  if (what === "for" || what === "do" || what === "while")
    return [{ kind: "jump", to: "break", at }];
  return [{ kind: "return", value: reader.within === null ? null : nameAt(RESULT, at), at }];
}

/** An assignment, or a call with or without parentheses. */
function readSimple(reader: Reader): Statement[] {
  const from = peek(reader);
  const value = readChain(reader, true);
  if (accept(reader, "=")) {
    const given = readExpression(reader);
    const at = spanFrom(reader, from);
    const written = value.kind === "choice" ? value.options[0] : value;
    const target = written === undefined ? null : targetOf(reader, written);
    return target === null
      ? [{ kind: "expression", value: given, at }]
      : [assignTo(target, given, at)];
  }
  const next = peek(reader);
  const ends = next.kind === "end" || (next.kind === "name" && next.text === "else");
  if (!ends && value.kind !== "constant") {
    const args =
      value.kind === "call" && next.text === ","
        ? commaArguments(reader)
        : readArguments(reader, null);
    const at = spanFrom(reader, from);
    if (value.kind === "call" && next.text === ",") {
      return [{ kind: "expression", value: { ...value, args: [...value.args, ...args], at }, at }];
    }
    return [{ kind: "expression", value: { kind: "call", callee: value, args, at }, at }];
  }
  const at = spanFrom(reader, from);
  // A name alone is a call without arguments.
  const plain = value.kind === "name" || value.kind === "member";
  const called: Expression = plain ? { kind: "call", callee: value, args: [], at } : value;
  return [{ kind: "expression", value: readBehind(reader, called, from), at }];
}

function commaArguments(reader: Reader): ReturnType<typeof readArguments> {
  accept(reader, ",");
  return readArguments(reader, null);
}
