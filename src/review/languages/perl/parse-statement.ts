import type { Expression, Statement } from "../../code/program.ts";
import { deeper, isDone, matchHere, peek, spanFrom, takeMatch, takes } from "../cursor.ts";
import { opaqueAt, operationAt, statementOf } from "../lowered.ts";
import { asStatement, blockCall } from "./answers.ts";
import { skipSpace } from "./blanks.ts";
import { parseControl } from "./parse-control.ts";
import { parsePackage, parseUse } from "./parse-use.ts";
import { withSelf } from "./parse-sub.ts";
import type { Parser } from "./parser.ts";

/** Statements up to a closing brace, which is passed, or to the end of the text. */
export function parseStatements(parser: Parser, close: "}" | ""): Statement[] {
  const { cursor, notes } = parser;
  const out: Statement[] = [];
  const around = notes.package;
  for (;;) {
    skipSpace(parser);
    if (isDone(cursor)) break;
    const start = cursor.position;
    if (peek(cursor) === "}") {
      cursor.position += 1;
      if (close === "}") {
        notes.package = around;
        return out;
      }
      cursor.recovered = true;
      continue;
    }
    if (matchHere(cursor, /__(?:END|DATA)__\s*$/my) !== null) {
      cursor.position = cursor.text.length;
      break;
    }
    out.push(...deeper(cursor, () => parseStatement(parser)));
    if (cursor.position === start) {
      cursor.position += 1;
      cursor.recovered = true;
    }
  }
  if (close === "}") cursor.recovered = true;
  return out;
}

const HASH = /\{\s*(?:\}\s*[;)}]|(?:\w+|"[^"\n]*"|'[^'\n]*'|\$\w+)\s*(?:=>|,)|%[$\w{])/y;

function parseStatement(parser: Parser): Statement[] {
  const { cursor } = parser;
  const start = cursor.position;
  if (takes(cursor, ";")) return [];
  if (peek(cursor) === "{" && matchHere(cursor, HASH) === null) {
    cursor.position += 1;
    const body = parser.statements("}");
    takeMatch(cursor, /\s*continue\s*(?=\{)/y);
    return [{ kind: "block", body, at: spanFrom(cursor, start) }];
  }
  const label = takeMatch(cursor, /[A-Za-z_]\w*\s*:(?![:=])(?=\s*(?:[a-z{]|$))/my);
  if (label !== null && !/^(?:default)\b/.test(label[0])) return [];
  return (
    parseDefinition(parser) ??
    parsePackage(parser) ??
    parseUse(parser) ??
    parseControl(parser) ?? [parseSimple(parser)]
  );
}

const DEFINES =
  /(sub|method|fun|func)(?:\s+|\s*#[^\n]*\n\s*)((?:::)?[A-Za-z_][\w:']*)(?=\s*[{(:;#])|(BEGIN|END|INIT|CHECK|UNITCHECK|ADJUST|AUTOLOAD|DESTROY)\s*(?=\{)/y;

/** A function with a name, or a block that runs by itself. */
function parseDefinition(parser: Parser): Statement[] | null {
  const { cursor, notes } = parser;
  const start = cursor.position;
  const found = takeMatch(cursor, DEFINES);
  if (found === null) {
    if (takeMatch(cursor, /format\s+\w*\s*=[ \t]*\n/y) === null) return null;
    const end = cursor.text.indexOf("\n.\n", cursor.position - 1);
    cursor.position = end === -1 ? cursor.text.length : end + 3;
    return [];
  }
  const [, word, written, phase] = found;
  if (written === undefined || phase !== undefined) {
    cursor.position += 1;
    const body = parser.statements("}");
    return [statementOf(blockCall(body, spanFrom(cursor, start)))];
  }
  const name = written.replaceAll("'", "::").replace(/^(?:main)?::/, "");
  if (/^(?:BEGIN|END|INIT|CHECK|UNITCHECK)$/.test(name)) return parseDefinition(parser) ?? [];
  const full = name.includes("::") || notes.package === "main" ? name : `${notes.package}::${name}`;
  const colon = full.lastIndexOf("::");
  remember(
    parser,
    colon < 0 ? "main" : full.slice(0, colon),
    full.slice(colon < 0 ? 0 : colon + 2),
    full,
  );
  const node = parser.sub(full, start);
  const own = word === "method" ? withSelf(parser, node) : node;
  return [{ kind: "function", function: own, at: own.at }];
}

function remember({ notes }: Parser, owner: string, name: string, full: string): void {
  const known = notes.methods.get(owner) ?? new Map<string, string>();
  known.set(name, full);
  notes.methods.set(owner, known);
}

const MODIFIER = /(if|unless|while|until|for|foreach|when)\b(?!\s*=>)/y;

/** An expression with what stands behind it: `… if $x`. */
function parseSimple(parser: Parser): Statement {
  const { cursor } = parser;
  const start = cursor.position;
  const value = parser.full();
  skipSpace(parser);
  let statement = asStatement(parser, value);
  const modifier = takeMatch(cursor, MODIFIER)?.[1];
  if (modifier !== undefined)
    statement = modified(parser, statement, modifier, parser.full(), start);
  skipSpace(parser);
  if (!takes(cursor, ";") && peek(cursor) !== "}" && !isDone(cursor)) cursor.recovered = true;
  return statement;
}

function modified(
  parser: Parser,
  statement: Statement,
  word: string,
  test: Expression,
  start: number,
): Statement {
  const at = spanFrom(parser.cursor, start);
  const body = [statement];
  switch (word) {
    case "if":
    case "when":
      return { kind: "branch", test, bodies: [body, []], at };
    case "unless":
      return { kind: "branch", test, bodies: [[], body], at };
    case "while":
    case "until": {
      const doubt = opaqueAt(
        [word === "until" ? operationAt("!", [test], at) : test, opaqueAt([], at)],
        at,
      );
      return { kind: "loop", test: doubt, update: null, each: null, body, at };
    }
    default: {
      const of = operationAt("#list", [test], at);
      const target = { kind: "name" as const, name: "$_", local: false };
      return {
        kind: "loop",
        test: null,
        update: null,
        each: { target, of, keys: false },
        body,
        at,
      };
    }
  }
}
