/**
 * Something wrong with a request or a file that a person wrote. A value, not an error: all
 * problems of one input are listed together, each with what would be right.
 */
export interface Problem {
  /** Where: a field, `path:line:column`, or an argument. */
  where: string;
  message: string;
}
