import type { Span } from "../../../model/span.ts";

/** Where the reading of a text stands. One cursor is shared by everything that reads it. */
export interface Cursor {
  readonly text: string;
  position: number;
  depth: number;
  readonly limit: number;
  /** Something was not understood and passed over. */
  recovered: boolean;
  readonly lines: readonly number[];
}

/** A cursor at the beginning of a text; `limit` is how deep it may nest. */
export function createCursor(given: string, limit: number): Cursor {
  const text = plainSigns(given);
  const lines = [0];
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) lines.push(at + 1);
  return { text, position: 0, depth: 0, limit, recovered: false, lines };
}

/** PowerShell takes typographic quotes and dashes for plain ones ("about_Quoting_Rules"). */
function plainSigns(text: string): string {
  return text
    .replace(/[\u2018-\u201b]/g, "'")
    .replace(/[\u201c-\u201e]/g, '"')
    .replace(/[\u2013-\u2015]/g, "-")
    .replace(/\u00a0/g, " ");
}

/** The place from `start` to where the cursor stands. */
export function spanFrom(cursor: Cursor, start: number): Span {
  const first = lineOf(cursor, start);
  const last = lineOf(cursor, Math.max(start, cursor.position - 1));
  return { line: first + 1, endLine: last + 1, column: start - (cursor.lines[first] ?? 0) + 1 };
}

function lineOf({ lines }: Cursor, position: number): number {
  let low = 0;
  let high = lines.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((lines[middle] ?? 0) <= position) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** The character under the cursor, or one further on; "" behind the end. */
export function peek(cursor: Cursor, further = 0): string {
  return cursor.text.charAt(cursor.position + further);
}

/** Whether the text goes on with these signs. */
export function sees(cursor: Cursor, signs: string): boolean {
  return cursor.text.startsWith(signs, cursor.position);
}

/** Passes these signs when the text goes on with them. */
export function takes(cursor: Cursor, signs: string): boolean {
  if (!sees(cursor, signs)) return false;
  cursor.position += signs.length;
  return true;
}

/** Passes what a sticky pattern finds here; null when it finds nothing. */
export function takeMatch(cursor: Cursor, pattern: RegExp): RegExpExecArray | null {
  const found = matchHere(cursor, pattern);
  if (found !== null) cursor.position += found[0].length;
  return found;
}

/** What a sticky pattern finds here, without passing it. */
export function matchHere(cursor: Cursor, pattern: RegExp): RegExpExecArray | null {
  pattern.lastIndex = cursor.position;
  return pattern.exec(cursor.text);
}

/** Passes blanks, joined lines and comments, up to the end of the line. */
export function skipBlanks(cursor: Cursor): void {
  for (;;) {
    const sign = peek(cursor);
    if (sign === " " || sign === "\t" || sign === "\r" || sign === "\f" || sign === "\v") {
      cursor.position += 1;
    } else if (
      sign === "`" &&
      /^(?:\r?\n|$)/.test(cursor.text.slice(cursor.position + 1, cursor.position + 3))
    ) {
      cursor.position += peek(cursor, 1) === "\r" ? 3 : 2;
    } else if (sign === "#" && startsComment(cursor)) {
      const end = cursor.text.indexOf("\n", cursor.position);
      cursor.position = end === -1 ? cursor.text.length : end;
    } else if (sign === "<" && peek(cursor, 1) === "#") {
      const end = cursor.text.indexOf("#>", cursor.position + 2);
      cursor.position = end === -1 ? cursor.text.length : end + 2;
    } else return;
  }
}

/** A `#` in the middle of a word is a letter like any other. */
function startsComment(cursor: Cursor): boolean {
  const before = cursor.position === 0 ? " " : cursor.text.charAt(cursor.position - 1);
  return /[\s;(){}|&,=>"'\]]/.test(before);
}

/** Passes blanks, comments and line ends; with `ends`, also what ends statements. */
export function skipLines(cursor: Cursor, ends = false): void {
  for (;;) {
    skipBlanks(cursor);
    const sign = peek(cursor);
    if (sign === "\n" || sign === "\0" || (ends && sign === ";")) cursor.position += 1;
    else return;
  }
}

/** Reads something that stands inside something else. Throws a RangeError when it is too deep. */
export function deeper<T>(cursor: Cursor, read: () => T): T {
  cursor.depth += 1;
  if (cursor.depth > cursor.limit) throw new RangeError(`nests deeper than ${cursor.limit}`);
  const result = read();
  cursor.depth -= 1;
  return result;
}
