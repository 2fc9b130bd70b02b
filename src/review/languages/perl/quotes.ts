import { peek, takeMatch, type Cursor } from "../cursor.ts";
import { skipSpace } from "./blanks.ts";
import type { Parser } from "./parser.ts";

const CLOSING: ReadonlyMap<string, string> = new Map([
  ["(", ")"],
  ["[", "]"],
  ["{", "}"],
  ["<", ">"],
]);

/** A part of a text between signs, as it is written. */
export interface Quoted {
  raw: string;
  open: string;
}

/** What stands between the sign under the cursor and the one that closes it. */
export function readQuoted(cursor: Cursor): Quoted {
  const open = peek(cursor);
  const close = CLOSING.get(open) ?? open;
  const start = cursor.position + 1;
  let depth = 1;
  let at = start;
  for (; at < cursor.text.length; at += 1) {
    const sign = cursor.text.charAt(at);
    if (sign === "\\") at += 1;
    else if (sign === close) {
      depth -= 1;
      if (depth === 0) break;
    } else if (sign === open) depth += 1;
  }
  if (at >= cursor.text.length) cursor.recovered = true;
  cursor.position = Math.min(at + 1, cursor.text.length);
  return { raw: cursor.text.slice(start, at), open };
}

/** The second half of `s{…}{…}`, or of `s/…/…/`. */
export function readSecond(parser: Parser, first: Quoted): Quoted {
  const { cursor } = parser;
  if (CLOSING.has(first.open)) {
    skipSpace(parser);
    return readQuoted(cursor);
  }
  cursor.position -= 1;
  return readQuoted(cursor);
}

/** A text that begins on the next line, its mark being under the cursor; null for none. */
export function readHeredoc(parser: Parser): { raw: string; plain: boolean } | null {
  const { cursor } = parser;
  const mark = takeMatch(cursor, /<<(~?)(?:\s*"([^"\n]*)"|\s*'([^'\n]*)'|\\?([A-Za-z_]\w*))/y);
  if (mark === null) return null;
  const [whole, indented, double, single, bare] = mark;
  const end = double ?? single ?? bare ?? "";
  const body = readBody(parser, end, indented === "~");
  return { raw: body, plain: single !== undefined || whole.includes("\\") };
}

function readBody(parser: Parser, end: string, indented: boolean): string {
  const { cursor, notes } = parser;
  const { text } = cursor;
  if (notes.heredocLine < cursor.position) {
    const found = text.indexOf("\n", cursor.position);
    notes.heredocLine = found === -1 ? text.length : found;
  }
  const line = notes.heredocLine;
  const start = notes.heredocs.get(line) ?? line + 1;
  const lines: string[] = [];
  let at = start;
  let closed = false;
  while (at < text.length && !closed) {
    const next = text.indexOf("\n", at);
    const stop = next === -1 ? text.length : next;
    const content = text.slice(at, stop).replace(/\r$/, "");
    closed = (indented ? content.trimStart() : content) === end;
    if (!closed) lines.push(content);
    at = stop + 1;
  }
  if (!closed) cursor.recovered = true;
  notes.heredocs.set(line, Math.min(at, text.length));
  return (indented ? unindented(lines) : lines).map((each) => `${each}\n`).join("");
}

function unindented(lines: readonly string[]): string[] {
  const widths = lines
    .filter((each) => each.trim() !== "")
    .map((each) => /^\s*/.exec(each)?.[0].length ?? 0);
  const least = widths.reduce((a, b) => Math.min(a, b), Number.MAX_SAFE_INTEGER);
  return lines.map((each) => each.slice(Math.min(least, each.length)));
}

/** The texts in single quotes know two escapes; other signs lose none. */
export function plainText({ raw, open }: Quoted): string {
  const close = CLOSING.get(open) ?? open;
  return raw.replace(/\\([^])/g, (whole, sign: string) =>
    sign === "\\" || sign === open || sign === close ? sign : whole,
  );
}
