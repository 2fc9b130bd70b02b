import type { Span } from "../../../model/span.ts";

/** A text with a place in it, and what decides how the signs that follow are read. */
export interface Source {
  readonly text: string;
  /** Where each line begins. */
  readonly starts: readonly number[];
  at: number;
  /** What is read ends here. */
  readonly end: number;
  /** Nesting so far, and where it is too much. */
  depth: number;
  readonly limit: number;
  /** Open parentheses: only inside of them does `)` end a command. */
  parens: number;
  /** `!name!` is a variable. */
  readonly delayed: boolean;
  /** The letters of the loops around this place: `%%i` is a variable only there. */
  loops: string;
  /** A caret before an operator was needed to bring it here: the operator counts. */
  readonly escaped: boolean;
  /** Command lines inside of one another. */
  readonly inner: number;
}

/**
 * What a line that is put together at run time begins with when it is read again: the letters
 * of the loops around it, and whether `!name!` is a variable.
 */
export const AGAIN = "\u0001";

/** Starts reading a whole text. */
export function createSource(given: string, limit: number): Source {
  const text = given.replace(/\r\n?/g, "\n");
  const mark = text.startsWith(AGAIN) ? text.slice(1, text.indexOf("\n")) : null;
  return {
    text,
    starts: lineStarts(text),
    at: mark === null ? 0 : mark.length + 2,
    end: text.length,
    depth: 0,
    limit,
    parens: 0,
    delayed:
      mark === null ? /enabledelayedexpansion|\/v(?::on)?\b/i.test(text) : mark.startsWith("!"),
    loops: mark === null ? "" : mark.slice(1),
    escaped: false,
    inner: 0,
  };
}

/** A part of the same text that is a command line of its own. */
export function partOf(source: Source, from: number, end: number): Source {
  return { ...source, at: from, end, parens: 0, escaped: true, inner: source.inner + 1 };
}

/** Counts one level of nesting; throws a RangeError when it is too much. */
export function nested<T>(source: Source, read: () => T): T {
  source.depth += 1;
  if (source.depth > source.limit) throw new RangeError(`nests deeper than ${source.limit}`);
  const result = read();
  source.depth -= 1;
  return result;
}

function lineStarts(text: string): number[] {
  const out = [0];
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) out.push(at + 1);
  return out;
}

/** The lines between two places. */
export function spanOf(source: Source, from: number, to: number): Span {
  const line = lineOf(source, from);
  return {
    line: line + 1,
    endLine: lineOf(source, Math.max(from, to - 1)) + 1,
    column: from - (source.starts[line] ?? 0) + 1,
  };
}

function lineOf({ starts }: Source, at: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= at) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** The sign at the place that is read next; empty at the end. */
export function signAt(source: Source, ahead = 0): string {
  const at = source.at + ahead;
  return at < source.end ? source.text.charAt(at) : "";
}

/** Matches a sticky pattern at the place that is read next, and goes behind it. */
export function take(source: Source, pattern: RegExp): RegExpExecArray | null {
  pattern.lastIndex = source.at;
  const found = pattern.exec(source.text);
  if (found === null || source.at + found[0].length > source.end) return null;
  source.at += found[0].length;
  return found;
}

/** Goes over blanks, and over line ends that a caret takes away. */
export function skipBlanks(source: Source): void {
  take(source, /(?:[ \t\v\f\u00a0]|\^\n)*/y);
}
