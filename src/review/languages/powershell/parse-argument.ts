import type { Expression } from "../../code/program.ts";
import { constantAt } from "../lowered.ts";
import { deeper, matchHere, peek, sees, spanFrom, takeMatch } from "../cursor.ts";
import { skipBlanks, skipLines } from "./blanks.ts";
import { type Parser } from "./parser.ts";
import { createParts, expansion, parseString, takeVariable } from "./parse-string.ts";
import { parsePostfix } from "./parse-postfix.ts";
import { variableAt } from "./variables.ts";
import type { Piece, Word } from "./word.ts";

const END = /^[\s;|&)}]?$/;

/** What a command is given, up to its end. Redirections are left to `redirect`. */
export function parsePieces(parser: Parser, redirect: () => boolean): Piece[] {
  const { cursor } = parser;
  const pieces: Piece[] = [];
  for (;;) {
    skipBlanks(cursor);
    if (matchHere(cursor, /[\n;|)}]|$|&(?!\d)/y) !== null) return pieces;
    if (redirect()) continue;
    const verbatim = takeMatch(cursor, /--%([^\n|]*)/y);
    if (verbatim !== null) {
      const at = spanFrom(cursor, cursor.position - verbatim[0].length);
      for (const raw of (verbatim[1] ?? "").split(/\s+/).filter((each) => each !== "")) {
        pieces.push({ kind: "value", word: { value: constantAt(raw, at), raw } });
      }
      continue;
    }
    pieces.push(parsePiece(parser));
  }
}

function parsePiece(parser: Parser): Piece {
  const { cursor } = parser;
  const start = cursor.position;
  const splat = takeMatch(cursor, /@(\w+)(?=[\s;|)}]|$)/y);
  if (splat !== null) {
    return {
      kind: "splat",
      value: variableAt(splat[1] ?? "", spanFrom(cursor, start)),
      raw: splat[0],
    };
  }
  const parameter = takeMatch(cursor, /-([A-Za-z_?][\w?`]*)(?::(?=\S|[ \t])|(?=[\s;|&)},]|$))/y);
  if (parameter === null) return { kind: "value", word: parseWords(parser) };
  const colon = parameter[0].endsWith(":");
  if (colon) skipBlanks(cursor);
  const name = (parameter[1] ?? "").replaceAll("`", "").toLowerCase();
  const raw = parameter[0].replaceAll("`", "");
  return { kind: "parameter", name, raw, value: colon ? parseWords(parser) : null };
}

/** A word, or several with commas between them: a list. */
function parseWords(parser: Parser): Word {
  const { cursor } = parser;
  const start = cursor.position;
  const first = parseWord(parser);
  const words = [first];
  for (;;) {
    if (matchHere(cursor, /[ \t]*,/y) === null) break;
    takeMatch(cursor, /[ \t]*,/y);
    skipLines(cursor);
    if (END.test(peek(cursor)) && !sees(cursor, "@")) break;
    words.push(parseWord(parser));
  }
  if (words.length === 1) return first;
  const at = spanFrom(cursor, start);
  const items = words.map(({ value }) => ({ value }));
  return { value: { kind: "list", items, at }, raw: words.map(({ raw }) => raw).join(",") };
}

/** One word of a command line; passes at least one sign. */
export function parseWord(parser: Parser): Word {
  const { cursor } = parser;
  const start = cursor.position;
  const spelt = (value: Expression): Word => ({
    value,
    raw: cursor.text.slice(start, cursor.position),
  });
  if (matchHere(cursor, /[({]|@[({]/y) !== null) {
    return spelt(deeper(cursor, () => parser.expression(false)));
  }
  const text = matchHere(cursor, /['"]|@['"]/y) === null ? null : parseString(parser);
  if (text !== null && END.test(peek(cursor))) return spelt(text);
  if (text !== null && peek(cursor) === ",") return spelt(text);
  const parts = createParts(parser, start);
  if (text !== null) parts.put(text);
  if (peek(cursor) === "$" && !sees(cursor, "$(")) {
    const name = takeVariable(parser);
    if (name !== null) {
      const variable = variableAt(name, spanFrom(cursor, start));
      const value = parsePostfix(parser, variable, start);
      if (END.test(peek(cursor)) || peek(cursor) === ",") return spelt(value);
      parts.put(value);
    }
  }
  return parseBare(parser, parts, start);
}

/** The rest of a word that is not in quotes. */
function parseBare(parser: Parser, parts: ReturnType<typeof createParts>, start: number): Word {
  const { cursor } = parser;
  const from = cursor.position;
  for (;;) {
    const plain = takeMatch(cursor, /[^\s`$"'{}();,|&<>]+/y);
    if (plain !== null) {
      parts.add(plain[0]);
      continue;
    }
    const sign = peek(cursor);
    if (sign === "'" || sign === '"') {
      const text = parseString(parser);
      if (text?.kind === "constant") parts.add(String(text.value));
      else if (text !== null) parts.put(text);
      continue;
    }
    // In a word a letter behind a backtick is that letter: Windows PowerShell knows no other.
    const letter = takeMatch(cursor, /`([A-Za-z])/y)?.[1];
    if (letter !== undefined) {
      parts.add(letter);
      continue;
    }
    if (expansion(parser, parts)) continue;
    const empty = cursor.position === from && from === start;
    if (sign === "" || (!empty && sign !== "$")) break;
    // A sign that can stand in no word: it is passed over, so that reading goes on.
    cursor.recovered ||= sign !== "$";
    parts.add(sign);
    cursor.position += 1;
    if (empty && sign !== "$") break;
  }
  const raw = cursor.text.slice(start, cursor.position);
  const value = parts.whole();
  const number = /^-?(?:\d{1,15}|0x[0-9a-f]{1,8})$/i.test(raw) ? Number(raw) : null;
  return { value: number === null ? unwrapped(value) : constantAt(number, value.at), raw };
}

/** A word that is one expression is that expression. */
function unwrapped(value: Expression): Expression {
  const only = value.kind === "text" && value.parts.length === 1 ? value.parts[0] : undefined;
  return only ?? value;
}

/** Passes a file that something is written to or read from. */
export function parseRedirect(parser: Parser): { to: Expression } | "joined" | null {
  const { cursor } = parser;
  if (takeMatch(cursor, /[*\d]?>>?&\d/y) !== null) return "joined";
  if (takeMatch(cursor, /[*\d]?>>?/y) === null) return null;
  skipBlanks(cursor);
  return { to: parseWord(parser).value };
}
