import type { Span } from "../../../model/span.ts";

/** A form of Clojure as it stands in the text. */
export type Form =
  | { kind: "list" | "vector" | "map" | "set" | "lambda"; items: Form[]; at: Span }
  | { kind: "text" | "symbol" | "keyword"; text: string; at: Span }
  | { kind: "number"; value: number | null; at: Span };

const CLOSES: Readonly<Record<string, string>> = { "(": ")", "[": "]", "{": "}" };
const WORD = /[^\s,()[\]{}"';`~^@]+/y;
const TEXT = /"((?:[^"\\]|\\[^])*)"?/y;
const CHARACTER = /\\(?:newline|space|tab|return|u[0-9a-fA-F]{4}|[^])/y;
const NAMED: Readonly<Record<string, string>> = {
  newline: "\n",
  space: " ",
  tab: "\t",
  return: "\r",
};

interface Cursor {
  text: string;
  at: number;
  line: number;
  lineStart: number;
  deepest: number;
}

/** The forms of a text. Linear; throws a RangeError for what nests deeper than `deepest`. */
export function formsOf(text: string, deepest: number): Form[] {
  const cursor = { text, at: 0, line: 1, lineStart: 0, deepest };
  const out: Form[] = [];
  while (cursor.at < text.length) {
    const before = cursor.at;
    const form = next(cursor, 0);
    if (form !== null) out.push(form);
    // A bracket that closes nothing is passed over.
    if (cursor.at === before) cursor.at += 1;
  }
  return out;
}

function skipBlank(cursor: Cursor): void {
  const blank = /(?:[\s,\0]+|;[^\n]*)+/y;
  blank.lastIndex = cursor.at;
  const found = blank.exec(cursor.text)?.[0] ?? "";
  pass(cursor, found);
}

/** Goes on behind a piece of the text, and counts its lines. */
function pass(cursor: Cursor, piece: string): void {
  for (let at = piece.indexOf("\n"); at >= 0; at = piece.indexOf("\n", at + 1)) {
    cursor.line += 1;
    cursor.lineStart = cursor.at + at + 1;
  }
  cursor.at += piece.length;
}

/** The next form; null at the end, before a closing bracket, and for what is left out. */
function next(cursor: Cursor, depth: number): Form | null {
  if (depth > cursor.deepest) throw new RangeError(`nests deeper than ${cursor.deepest}`);
  skipBlank(cursor);
  const { text, line } = cursor;
  const at: Span = { line, endLine: line, column: cursor.at - cursor.lineStart + 1 };
  const sign = text.charAt(cursor.at);
  if (sign === "" || /[)\]}]/.test(sign)) return null;
  if (/[([{]/.test(sign)) {
    const kind = sign === "(" ? "list" : sign === "[" ? "vector" : "map";
    return { kind, items: items(cursor, sign, depth), at };
  }
  if (sign === '"') return { kind: "text", text: unescaped(taken(cursor, TEXT)), at };
  if (sign === "\\") return { kind: "text", text: characterOf(taken(cursor, CHARACTER)), at };
  if (sign === "#") return dispatched(cursor, at, depth);
  if (/['`~@]/.test(sign)) {
    cursor.at += sign === "~" && text.charAt(cursor.at + 1) === "@" ? 2 : 1;
    return next(cursor, depth + 1);
  }
  if (sign === "^") {
    cursor.at += 1;
    next(cursor, depth + 1);
    return next(cursor, depth + 1);
  }
  return wordOf(taken(cursor, WORD), at);
}

function items(cursor: Cursor, open: string, depth: number): Form[] {
  cursor.at += 1;
  const out: Form[] = [];
  for (;;) {
    skipBlank(cursor);
    const sign = cursor.text.charAt(cursor.at);
    if (sign === "" || /[)\]}]/.test(sign)) break;
    const before = cursor.at;
    const form = next(cursor, depth + 1);
    if (form !== null) out.push(form);
    else if (cursor.at === before) break;
  }
  if (cursor.text.charAt(cursor.at) === CLOSES[open]) cursor.at += 1;
  return out;
}

/** `#(…)`, `#{…}`, `#"…"`, `#_x`, `#?(:clj x)`, `#'x`, `#tag x`. */
function dispatched(cursor: Cursor, at: Span, depth: number): Form | null {
  cursor.at += 1;
  const sign = cursor.text.charAt(cursor.at);
  if (sign === "(") return { kind: "lambda", items: items(cursor, "(", depth), at };
  if (sign === "{") return { kind: "set", items: items(cursor, "{", depth), at };
  if (sign === '"') return { kind: "text", text: taken(cursor, TEXT).slice(1, -1), at };
  if (sign === "_") {
    cursor.at += 1;
    next(cursor, depth + 1);
    return null;
  }
  if (sign === "?") {
    cursor.at += cursor.text.charAt(cursor.at + 1) === "@" ? 2 : 1;
    const choice = next(cursor, depth + 1);
    if (choice === null || choice.kind !== "list") return choice;
    const values = choice.items.filter((_, index) => index % 2 === 1);
    return { kind: "list", items: [{ kind: "symbol", text: "do", at }, ...values], at };
  }
  if (sign === "'" || sign === "^") cursor.at += 1;
  else taken(cursor, WORD);
  return next(cursor, depth + 1);
}

/** What a pattern finds here; at least one letter is taken. */
function taken(cursor: Cursor, pattern: RegExp): string {
  pattern.lastIndex = cursor.at;
  const found = pattern.exec(cursor.text)?.[0] ?? cursor.text.charAt(cursor.at);
  pass(cursor, found);
  return found;
}

function wordOf(word: string, at: Span): Form {
  if (word.startsWith(":")) return { kind: "keyword", text: word.replace(/^:+/, ""), at };
  if (/^[-+]?\d/.test(word)) {
    const plain = word.replace(/[NM]$/, "").replace(/^([-+]?)(\d+)r(\w+)$/, "$3");
    const base = /^[-+]?(\d{1,2})r/.exec(word)?.[1];
    const value = base === undefined ? Number(plain) : Number.parseInt(plain, Number(base));
    return { kind: "number", value: Number.isFinite(value) ? value : null, at };
  }
  return { kind: "symbol", text: word, at };
}

const SIMPLE: Readonly<Record<string, string>> = { n: "\n", t: "\t", r: "\r", b: "\b", f: "\f" };

function unescaped(text: string): string {
  const inner = text.slice(1, text.length > 1 && text.endsWith('"') ? -1 : undefined);
  return inner.replace(
    /\\(?:u([0-9a-fA-F]{4})|([0-7]{1,3})|([^]))/g,
    (_, unicode?: string, octal?: string, simple: string = "") => {
      if (unicode !== undefined) return String.fromCharCode(Number.parseInt(unicode, 16));
      if (octal !== undefined) return String.fromCharCode(Number.parseInt(octal, 8));
      return SIMPLE[simple] ?? simple;
    },
  );
}

function characterOf(text: string): string {
  const name = text.slice(1);
  if (/^u[0-9a-fA-F]{4}$/.test(name)) {
    return String.fromCharCode(Number.parseInt(name.slice(1), 16));
  }
  return NAMED[name] ?? name;
}
