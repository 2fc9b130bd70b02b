import type { Expression } from "../../code/program.ts";
import { matchHere, peek, sees, spanFrom, takeMatch, takes } from "../cursor.ts";
import { assignAt, constantAt, opaqueAt, operationAt } from "../lowered.ts";
import { blockCall, specialWord } from "./answers.ts";
import { skipSpace } from "./blanks.ts";
import { callBuiltin, isBuiltin } from "./builtins.ts";
import { parseNamed } from "./parse-call.ts";
import { parseQuoteWord } from "./parse-quote.ts";
import type { Parser } from "./parser.ts";
import { endsList } from "./ends.ts";

const WORD = /[A-Za-z_]\w*(?:::\w+)*(?:::)?/y;

/** What a word begins: a declaration, a block, a call, a quote, or a name. */
export function parseWord(parser: Parser): Expression {
  const { cursor } = parser;
  const start = cursor.position;
  const quote = parseQuoteWord(parser);
  if (quote !== null) return quote;
  const word = takeMatch(cursor, WORD)?.[0] ?? "";
  if (isKey(parser)) return constantAt(word, spanFrom(cursor, start));
  const plain = word.replace(/^CORE::(?:GLOBAL::)?/, "");
  const special = specialWord(parser, plain, spanFrom(cursor, start));
  if (special !== null) {
    takeMatch(cursor, /\s*\(\s*\)/y);
    return special;
  }
  switch (plain) {
    case "my":
    case "our":
    case "state":
      return parseDeclaration(parser, plain !== "our", start);
    case "not":
      return operationAt("!", [parser.item()], spanFrom(cursor, start));
    case "local":
      return parser.operand();
    case "sub":
      return { kind: "function", function: parser.sub(null, start), at: spanFrom(cursor, start) };
    case "do":
    case "eval":
      return parseBlockOrText(parser, plain, start);
    case "return":
    case "last":
    case "next":
    case "redo":
      return parseJump(parser, plain, start);
    default:
      return isBuiltin(plain) ? callBuiltin(parser, plain, start) : parseNamed(parser, word, start);
  }
}

function isKey(parser: Parser): boolean {
  return matchHere(parser.cursor, /\s*=>/y) !== null;
}

/** Variables that begin to be: empty, unless something is put into them at once. */
function parseDeclaration(parser: Parser, local: boolean, start: number): Expression {
  const { cursor, notes } = parser;
  skipSpace(parser);
  takeMatch(cursor, /[A-Z]\w*(?:::\w+)*\s+(?=[$@%(])/y);
  if (sees(cursor, "sub")) return parser.item();
  const several = peek(cursor) === "(";
  const names: Expression[] = [];
  takeMatch(cursor, /\(/y);
  do {
    skipSpace(parser);
    const found = takeMatch(cursor, /[$@%]\s*\w+(?:::\w+)*|undef\b/y)?.[0];
    if (found === undefined) break;
    const at = spanFrom(cursor, start);
    const name: Expression = {
      kind: "name",
      name: found === "undef" ? parser.fresh() : found.replace(/\s+/, ""),
      at,
    };
    if (local) notes.declared.add(name);
    if (/^[@%]/.test(found)) notes.several.add(name);
    names.push(name);
    skipSpace(parser);
  } while (several && takes(cursor, ","));
  if (several) takes(cursor, ")");
  takeMatch(cursor, /\s*:\s*\w+(?:\([^)\n]*\))?/y);
  const at = spanFrom(cursor, start);
  const given = matchHere(cursor, /\s*=(?![=~>])/y) !== null;
  const [first] = names;
  if (first === undefined) return opaqueAt([], at);
  if (given) return several ? listOf(parser, names, at) : first;
  if (!several) return local ? empty(first, at) : first;
  return local
    ? { kind: "sequence", items: names.map((each) => empty(each, at)), at }
    : listOf(parser, names, at);
}

function listOf({ notes }: Parser, names: Expression[], at: Expression["at"]): Expression {
  const list: Expression = { kind: "list", items: names.map((value) => ({ value })), at };
  notes.several.add(list);
  notes.lists.add(list);
  return list;
}

function empty(name: Expression, at: Expression["at"]): Expression {
  const text = name.kind === "name" ? name.name : "";
  const value: Expression = text.startsWith("@")
    ? { kind: "list", items: [], at }
    : text.startsWith("%")
      ? { kind: "record", entries: [], at }
      : constantAt("", at);
  return assignAt({ kind: "name", name: text, local: true }, value, at);
}

function parseBlockOrText(parser: Parser, word: string, start: number): Expression {
  const { cursor } = parser;
  skipSpace(parser);
  if (takes(cursor, "{")) {
    const body = parser.statements("}");
    return blockCall(body, spanFrom(cursor, start));
  }
  return callBuiltin(parser, word, start);
}

/** Jumps stand where expressions may: what reads them as a statement finds them in the notes. */
function parseJump(parser: Parser, word: string, start: number): Expression {
  const { cursor, notes } = parser;
  skipSpace(parser);
  if (word !== "return")
    takeMatch(cursor, /(?!(?:if|unless|while|until|for|foreach|and|or)\b)[A-Za-z_]\w*/y);
  const value = word === "return" && !endsList(parser) ? parser.list() : null;
  const at = spanFrom(cursor, start);
  const out = opaqueAt(value === null ? [] : [value], at);
  notes.jumps.set(
    out,
    word === "return"
      ? { kind: "return", value, at }
      : { kind: "jump", to: word === "last" ? "break" : "continue", at },
  );
  return out;
}
