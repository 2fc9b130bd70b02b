import type { Expression } from "../../code/program.ts";
import { matchHere, peek, spanFrom, takeMatch, type Cursor } from "../cursor.ts";
import { callAt, constantAt, nameAt, operationAt } from "../lowered.ts";
import { skipSpace } from "./blanks.ts";
import { interpolated } from "./interpolate.ts";
import { matched } from "./match.ts";
import type { Parser } from "./parser.ts";
import { plainText, readHeredoc, readQuoted, readSecond, type Quoted } from "./quotes.ts";

/** `"…"`, `'…'`, `` `…` ``, `/…/`, `<…>` and texts that begin on the next line; null for none. */
export function parseLiteral(parser: Parser): Expression | null {
  const { cursor } = parser;
  const start = cursor.position;
  switch (peek(cursor)) {
    case '"':
      return textOf(parser, readQuoted(cursor), start);
    case "'":
      return constantAt(plainText(readQuoted(cursor)), spanFrom(cursor, start));
    case "`":
      return callAt(
        "readpipe",
        [textOf(parser, readQuoted(cursor), start)],
        spanFrom(cursor, start),
      );
    case "/":
      return hasEnd(cursor) ? pattern(parser, readQuoted(cursor), start) : null;
    case "<":
      return heredoc(parser) ?? readLine(parser);
    default:
      return null;
  }
}

/** A slash that nothing closes divides. */
function hasEnd(cursor: Cursor): boolean {
  const next = cursor.text.indexOf("/", cursor.position + 1);
  return next !== -1 && next - cursor.position < 5000;
}

function textOf(parser: Parser, { raw, open }: Quoted, start: number): Expression {
  const at = spanFrom(parser.cursor, start);
  return open === "'" ? constantAt(raw, at) : interpolated(raw, parser, at);
}

function heredoc(parser: Parser): Expression | null {
  const start = parser.cursor.position;
  const found = readHeredoc(parser);
  if (found === null) return null;
  const at = spanFrom(parser.cursor, start);
  return found.plain ? constantAt(found.raw, at) : interpolated(found.raw, parser, at);
}

/** `<$fh>`, `<STDIN>`, `<<>>` and `<*.txt>`. */
function readLine(parser: Parser): Expression | null {
  const { cursor, names, notes } = parser;
  const start = cursor.position;
  const found = takeMatch(cursor, /<(?:<>>|(\$?)([\w:]*)>|([^<>\n=;]{1,200})>)/y);
  if (found === null) return null;
  const at = spanFrom(cursor, start);
  const [, sign, name = "", files] = found;
  if (files !== undefined) return callAt("glob", [interpolated(files, parser, at)], at);
  const handle =
    sign === "$"
      ? nameAt(`$${name}`, at)
      : name === "DATA" && names.data !== null
        ? constantAt(names.data, at)
        : nameAt(`*${name === "" ? "STDIN" : name}`, at);
  const out = operationAt("#readline", [handle], at);
  notes.several.add(out);
  return out;
}

const QUOTES = /(?:q[qwrx]?|[msy]|tr)(?!\w)/y;

/** A word that begins a quote: `qw(…)`, `s{…}{…}e`. Null where it is only a word. */
export function parseQuoteWord(parser: Parser): Expression | null {
  const { cursor } = parser;
  const start = cursor.position;
  const word = matchHere(cursor, QUOTES)?.[0];
  if (word === undefined) return null;
  const behind = cursor.text.slice(start + word.length, start + word.length + 80);
  // Before an arrow, a comma or a closing sign it is the key of a hash, or a name.
  if (/^\s*=>/.test(behind)) return null;
  if (
    !parser.notes.bound &&
    !(/^(?:m|q[qw]?|tr)$/.test(word) && /^,[^\s,]/.test(behind)) &&
    isName(behind)
  )
    return null;
  cursor.position += word.length;
  if (/\s/.test(peek(cursor))) skipSpace(parser);
  if (peek(cursor) === "") {
    cursor.position = start;
    return null;
  }
  return quoted(parser, word, start);
}

function isName(behind: string): boolean {
  if (/^\s*(?:[,;)}]|$)/.test(behind) || /^\s+=/.test(behind) || /^=[\s=~]/.test(behind))
    return true;
  return /^\s+#/.test(behind);
}

function quoted(parser: Parser, word: string, start: number): Expression {
  const { cursor, notes } = parser;
  const { bound } = notes;
  notes.bound = false;
  const first = readQuoted(cursor);
  switch (word) {
    case "q":
      return constantAt(plainText(first), spanFrom(cursor, start));
    case "qq":
      return textOf(parser, first, start);
    case "qx":
      return callAt("readpipe", [textOf(parser, first, start)], spanFrom(cursor, start));
    case "qw": {
      const at = spanFrom(cursor, start);
      const words = first.raw.split(/\s+/).filter((each) => each !== "");
      const items = words.map((each) => ({ value: constantAt(each, at) }));
      const list: Expression = { kind: "list", items, at };
      notes.several.add(list);
      notes.lists.add(list);
      return list;
    }
    case "qr":
      takeMatch(cursor, /[a-z]*/y);
      return interpolated(first.raw, parser, spanFrom(cursor, start), true);
    case "m":
      notes.bound = bound;
      return pattern(parser, first, start);
    default:
      return replacing(parser, word, first, start, bound);
  }
}

/** A pattern; what nothing else is matched against it, `$_` is. */
function pattern(parser: Parser, first: Quoted, start: number): Expression {
  const { cursor, notes } = parser;
  const flags = takeMatch(cursor, /[a-z]*/y)?.[0] ?? "";
  const at = spanFrom(cursor, start);
  const source =
    first.open === "'" ? constantAt(first.raw, at) : interpolated(first.raw, parser, at, true);
  const { bound } = notes;
  notes.bound = false;
  const raw = callAt("#match", [source, constantAt(flags, at)], at);
  return bound ? raw : matched(parser, nameAt("$_", at), raw, at);
}

function replacing(
  parser: Parser,
  word: string,
  first: Quoted,
  start: number,
  bound: boolean,
): Expression {
  const { cursor } = parser;
  const second = readSecond(parser, first);
  const flags = takeMatch(cursor, /[a-z]*/y)?.[0] ?? "";
  const at = spanFrom(cursor, start);
  const raw =
    word === "s"
      ? callAt(
          "#subst",
          [
            interpolated(first.raw, parser, at, true),
            replacement(parser, second, flags, at),
            constantAt(flags, at),
          ],
          at,
        )
      : callAt(
          "#tr",
          [constantAt(first.raw, at), constantAt(second.raw, at), constantAt(flags, at)],
          at,
        );
  return bound ? raw : matched(parser, nameAt("$_", at), raw, at);
}

/** With `e` it is code, with `ee` code that makes code. */
function replacement(
  parser: Parser,
  second: Quoted,
  flags: string,
  at: Expression["at"],
): Expression {
  const value = flags.includes("e")
    ? parser.inside(second.raw, at).full()
    : second.open === "'"
      ? constantAt(second.raw, at)
      : interpolated(second.raw, parser, at);
  const body = flags.includes("ee") ? callAt("eval", [value], at) : value;
  const parameters = Array.from({ length: 9 }, (_, index) => `$${index + 1}`);
  return {
    kind: "function",
    function: {
      name: null,
      parameters: ["$&", ...parameters],
      defaults: parameters.map(() => null),
      rest: false,
      self: null,
      inline: true,
      body: [{ kind: "return", value: body, at }],
      at,
    },
    at,
  };
}
