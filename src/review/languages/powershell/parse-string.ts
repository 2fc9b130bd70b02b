import type { Expression } from "../../code/program.ts";
import { constantAt } from "../lowered.ts";
import { deeper, matchHere, peek, sees, spanFrom, takeMatch, takes } from "../cursor.ts";
import { type Parser } from "./parser.ts";
import { variableAt } from "./variables.ts";

const VARIABLE = /\$(?:[A-Za-z]\w*:(?!:)\w+|\w+|[$?^])/y;
const BRACED = /\$\{((?:[^{}`]|`[\s\S])*)\}/y;

/** A text in quotes or a here-string; null when none begins here. */
export function parseString(parser: Parser): Expression | null {
  const { cursor } = parser;
  const start = cursor.position;
  const sign = peek(cursor);
  if (sign === "'") return constantAt(singleQuoted(parser), spanFrom(cursor, start));
  if (sign === '"') {
    cursor.position += 1;
    return expandable(parser, start, '"');
  }
  if (sign !== "@" || matchHere(cursor, /@['"][ \t\r]*\n/y) === null) return null;
  const quote = peek(cursor, 1);
  takeMatch(cursor, /@['"][ \t\r]*\n/y);
  if (quote === '"') return expandable(parser, start, '\n"@');
  const end = cursor.text.indexOf("\n'@", cursor.position - 1);
  const stop = end === -1 ? cursor.text.length : end;
  const text = cursor.text.slice(cursor.position, Math.max(stop, cursor.position));
  cursor.position = end === -1 ? stop : end + 3;
  if (end === -1) cursor.recovered = true;
  return constantAt(text.replace(/\r$/, ""), spanFrom(cursor, start));
}

function singleQuoted({ cursor }: Parser): string {
  let text = "";
  cursor.position += 1;
  for (;;) {
    const end = cursor.text.indexOf("'", cursor.position);
    if (end === -1) cursor.recovered = true;
    const stop = end === -1 ? cursor.text.length : end;
    text += cursor.text.slice(cursor.position, stop);
    cursor.position = Math.min(stop + 1, cursor.text.length);
    if (end === -1 || peek(cursor) !== "'") return text;
    text += "'";
    cursor.position += 1;
  }
}

/** The text up to `close`, with the variables and expressions in it. */
function expandable(parser: Parser, start: number, close: '"' | '\n"@'): Expression {
  const { cursor } = parser;
  const parts = createParts(parser, start);
  if (close !== '"' && sees(cursor, '"@')) {
    cursor.position += 2;
    return parts.whole();
  }
  for (;;) {
    const plain = takeMatch(cursor, /[^`$"\n\r]+/y);
    if (plain !== null) parts.add(plain[0]);
    const sign = peek(cursor);
    if (sign === "") {
      cursor.recovered = true;
      return parts.whole();
    }
    if (takes(cursor, close) || takes(cursor, `\r${close}`)) {
      if (close !== '"' || !takes(cursor, '"')) return parts.whole();
      parts.add('"');
    } else if (!expansion(parser, parts)) {
      parts.add(sign);
      cursor.position += 1;
    }
  }
}

/** The pieces of a text that is being put together. */
export interface Parts {
  add(text: string): void;
  put(part: Expression): void;
  whole(): Expression;
  /** Only letters as they stand so far. */
  plain(): boolean;
}

/** Begins a text at `start`. */
export function createParts({ cursor }: Parser, start: number): Parts {
  const parts: Expression[] = [];
  let text = "";
  const flush = () => {
    if (text !== "") parts.push(constantAt(text, spanFrom(cursor, start)));
    text = "";
  };
  return {
    add: (more) => {
      text += more;
    },
    put: (part) => {
      flush();
      parts.push(part);
    },
    plain: () => parts.length === 0,
    whole: () => {
      const at = spanFrom(cursor, start);
      if (parts.length === 0) return constantAt(text, at);
      flush();
      return { kind: "text", parts, at };
    },
  };
}

/** Passes an escape, a variable or an expression inside of a text; false when there is none. */
export function expansion(parser: Parser, parts: Parts): boolean {
  const { cursor } = parser;
  const start = cursor.position;
  if (peek(cursor) === "`") {
    cursor.position += 1;
    parts.add(escaped(parser));
    return true;
  }
  if (peek(cursor) !== "$") return false;
  if (takes(cursor, "$(")) {
    parts.put(deeper(cursor, () => parser.gathered(")", start)));
    return true;
  }
  const name = takeVariable(parser);
  if (name === null) return false;
  parts.put(variableAt(name, spanFrom(cursor, start)));
  return true;
}

/** Passes a variable and answers its name as it is spelt; null when there is none. */
export function takeVariable({ cursor }: Parser): string | null {
  const braced = takeMatch(cursor, BRACED);
  if (braced !== null) return braced[1] ?? "";
  const spelt = takeMatch(cursor, VARIABLE);
  return spelt === null ? null : spelt[0].slice(1);
}

const ESCAPES: Readonly<Record<string, string>> = {
  n: "\n",
  r: "\r",
  t: "\t",
  "0": "\0",
  a: "\u0007",
  b: "\b",
  e: "\u001b",
  f: "\f",
  v: "\v",
};

/** Source: "about_Special_Characters". The cursor stands behind the backtick. */
export function escaped({ cursor }: Parser): string {
  const code = takeMatch(cursor, /u\{([0-9a-fA-F]{1,6})\}/y);
  if (code !== null) {
    const number = Number.parseInt(code[1] ?? "0", 16);
    return number > 0x10ffff ? "\uFFFD" : String.fromCodePoint(number);
  }
  if (takes(cursor, "\r\n") || takes(cursor, "\n")) return "";
  const sign = peek(cursor);
  cursor.position += sign.length;
  return ESCAPES[sign] ?? sign;
}
