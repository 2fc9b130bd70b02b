/** A place in a file: lines count from 1, columns from 1; both ends are inside. */
export interface Span {
  line: number;
  endLine: number;
  column?: number;
}

/** A place in a named file of one commit. */
export interface Place extends Span {
  path: string;
}
