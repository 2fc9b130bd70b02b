import type { Argument, Expression } from "../../code/program.ts";
import { matchHere, peek, spanFrom, takeMatch, takes } from "../cursor.ts";
import { assignAt, callAt, memberAt, nameAt, operationAt } from "../lowered.ts";
import { targetOf } from "./assign.ts";
import { skipSpace } from "./blanks.ts";
import { listArguments } from "./parse-call.ts";
import type { Parser } from "./parser.ts";

/**
 * `open`: how a file is opened is the name of a member, so that it may be put together like
 * any other. With two arguments the second one holds both the way and the name.
 */
export function openedBy(
  parser: Parser,
  args: readonly Argument[],
  at: Expression["at"],
): Expression | null {
  const [handle, how, ...more] = args;
  if (handle === undefined || how === undefined) return null;
  const copied = copiedHandle(how.value, more[0]?.value, at);
  if (copied !== null) {
    const { target } = targetOf(parser, handle.value);
    return target === null ? copied : assignAt(target, copied, at);
  }
  const before: Expression[] = [];
  let mode: Expression = operationAt("#mode", [how.value], at);
  let given: readonly Argument[] = more;
  if (more.length < 2) {
    const name = parser.fresh();
    const parts = [how, ...more].map(({ value }) => value);
    const spec = operationAt(more.length === 0 ? "#spec" : "#way", parts, at);
    before.push(assignAt({ kind: "name", name, local: true }, spec, at));
    mode = memberAt(nameAt(name, at), "mode", at);
    given = [{ value: memberAt(nameAt(name, at), "name", at) }];
  }
  const words =
    given.length > 1
      ? [{ value: operationAt("#words", [{ kind: "list", items: [...given], at }], at) }]
      : given;
  const callee: Expression = { kind: "member", object: nameAt("#open", at), property: mode, at };
  const value: Expression = { kind: "call", callee, args: [...words], at };
  const place = targetOf(parser, handle.value);
  const whole = place.target === null ? value : assignAt(place.target, value, at);
  const items = [...before, ...place.before, whole];
  return items.length === 1 ? whole : { kind: "sequence", items, at };
}

/** `open(STDIN, "<&S")`: the one is from now on the other. */
function copiedHandle(
  how: Expression,
  of: Expression | undefined,
  at: Expression["at"],
): Expression | null {
  const first = how.kind === "text" ? how.parts[0] : how;
  const text = first?.kind === "constant" ? String(first.value) : "";
  const found = /^\s*\+?[<>]{1,2}&=?\s*([A-Za-z_]\w*)?/.exec(text);
  if (found === null) return null;
  if (found[1] !== undefined) return nameAt(`*${found[1]}`, at);
  return of ?? (how.kind === "text" ? how : null);
}

const HANDLE =
  /\{|(?:[A-Z_][A-Z0-9_]*|STDOUT|STDERR)(?=\s+(?:[^\s,;()=.<>?+*/|&-]|<<["'~A-Z_]|\()|\s*;)(?!\s*(?:=>|->|::))|\$\w+(?=\s+(?!x\b|eq\b|ne\b|lt\b|gt\b|le\b|ge\b|cmp\b|and\b|or\b|if\b|unless\b|for\b|foreach\b|while\b|until\b)(?:["'$@\\\w(]|<<["'~A-Z_]))/y;

/** `print FH …`: what is printed into a file, into a connection, or for people. */
export function printedBy(parser: Parser, word: string, start: number): Expression {
  const { cursor } = parser;
  const open = takes(cursor, "(");
  skipSpace(parser);
  const handle = readHandle(parser);
  const args = open ? insideOf(parser) : listArguments(parser);
  const at = spanFrom(cursor, start);
  if (args.length === 0) args.push({ value: nameAt("$_", at) });
  if (handle === null) return { kind: "call", callee: nameAt(word, at), args, at };
  const items: Expression = { kind: "list", items: args, at };
  const content =
    word === "printf"
      ? { kind: "call" as const, callee: nameAt("sprintf", at), args, at }
      : callAt("join", [{ kind: "constant", value: "", at }, items], at);
  return { kind: "call", callee: memberAt(handle, "print", at), args: [{ value: content }], at };
}

function insideOf(parser: Parser): Argument[] {
  const { cursor } = parser;
  const args = listArguments(parser);
  skipSpace(parser);
  takes(cursor, ")");
  return args;
}

function readHandle(parser: Parser): Expression | null {
  const { cursor, names } = parser;
  const start = cursor.position;
  if (matchHere(cursor, HANDLE) === null) return null;
  if (peek(cursor) === "{") {
    cursor.position += 1;
    const value = parser.full();
    skipSpace(parser);
    if (!takes(cursor, "}")) cursor.recovered = true;
    return value;
  }
  const word = takeMatch(cursor, HANDLE)?.[0] ?? "";
  if (names.constants.has(word) || names.subs.has(word)) {
    cursor.position = start;
    return null;
  }
  const at = spanFrom(cursor, start);
  if (/^(?:STDOUT|STDERR)$/.test(word)) return null;
  return word.startsWith("$") ? nameAt(word, at) : nameAt(`*${word}`, at);
}
