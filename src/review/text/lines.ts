import type { Span } from "../../model/span.ts";

/** Finds the line and column of an offset; built once for a text. */
export interface Lines {
  /** The span of the characters from `start` up to, not including, `end`. */
  span: (start: number, end: number) => Span;
  /** Offset of the first character of a line, counted from 1. */
  startOf: (line: number) => number;
  count: number;
}

/** Indexes the lines of a text as git and GitHub count them: by line feeds alone. */
export function linesOf(text: string): Lines {
  const starts = [0];
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  const lineAt = (offset: number) => lastNotAfter(starts, offset) + 1;
  const startOf = (line: number) => starts[line - 1] ?? text.length;
  return {
    count: starts.length,
    startOf,
    span: (start, end) => {
      const line = lineAt(start);
      return {
        line,
        endLine: Math.max(line, lineAt(Math.max(start, end - 1))),
        column: start - startOf(line) + 1,
      };
    },
  };
}

/** Index of the last number that is not greater; the list is sorted and starts with 0. */
function lastNotAfter(sorted: readonly number[], value: number): number {
  let low = 0;
  let high = sorted.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((sorted[middle] ?? 0) <= value) low = middle;
    else high = middle - 1;
  }
  return low;
}
