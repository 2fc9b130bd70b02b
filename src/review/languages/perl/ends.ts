import { matchHere } from "../cursor.ts";
import type { Parser } from "./parser.ts";

const ENDS = /[)\]};:]|(?:or|and|xor|if|unless|while|until|for|foreach)\b(?!\s*=>)/y;

/** Whether nothing more can stand in a list. */
export function endsList({ cursor }: Parser): boolean {
  return cursor.position >= cursor.text.length || matchHere(cursor, ENDS) !== null;
}
