import type { Span } from "../../model/span.ts";

/** Where the reading of a text stands. One cursor is shared by everything that reads it. */
export interface Cursor {
  readonly text: string;
  position: number;
  depth: number;
  readonly limit: number;
  /** Something was not understood and passed over. */
  recovered: boolean;
  readonly lines: readonly number[];
  /** Where everything stands when the text is a part of a literal. */
  readonly outer: Span | null;
}

/** A cursor at the beginning of a text; `limit` is how deep it may nest. */
export function createCursor(text: string, limit: number, outer: Span | null = null): Cursor {
  const lines = [0];
  if (outer === null) {
    for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) {
      lines.push(at + 1);
    }
  }
  return { text, position: 0, depth: 0, limit, recovered: false, lines, outer };
}

/** The place from `start` to where the cursor stands. */
export function spanFrom(cursor: Cursor, start: number): Span {
  if (cursor.outer !== null) return cursor.outer;
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

/** Whether all was read. */
export function isDone(cursor: Cursor): boolean {
  return cursor.position >= cursor.text.length;
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

/** Reads something that stands inside something else. Throws a RangeError when it is too deep. */
export function deeper<T>(reader: { depth: number; readonly limit: number }, read: () => T): T {
  reader.depth += 1;
  if (reader.depth > reader.limit) throw new RangeError(`nests deeper than ${reader.limit}`);
  const result = read();
  reader.depth -= 1;
  return result;
}
