import { peek, type Cursor } from "../cursor.ts";
import type { Parser } from "./parser.ts";

/** Passes blanks, comments, documentation between code, and texts that began further up. */
export function skipSpace({ cursor, notes }: Parser): void {
  if (cursor.position === 0) skipDocumentation(cursor);
  for (;;) {
    const sign = peek(cursor);
    if (sign === "\n") {
      cursor.position = notes.heredocs.get(cursor.position) ?? cursor.position + 1;
      skipDocumentation(cursor);
    } else if (sign !== "" && " \t\r\f\v\0\uFEFF\u00A0".includes(sign)) {
      cursor.position += 1;
    } else if (sign === "#") {
      const end = cursor.text.indexOf("\n", cursor.position);
      cursor.position = end === -1 ? cursor.text.length : end;
    } else return;
  }
}

/** `=pod` up to `=cut`. Source: perlpod, "Command Paragraph". */
function skipDocumentation(cursor: Cursor): void {
  const { text, position } = cursor;
  if (cursor.outer !== null || text.charAt(position) !== "=") return;
  if (!/[A-Za-z]/.test(text.charAt(position + 1))) return;
  const cut = text.startsWith("=cut", position) ? position : text.indexOf("\n=cut", position);
  const end = cut === -1 ? -1 : text.indexOf("\n", cut + 1);
  cursor.position = end === -1 ? text.length : end;
}
