import { createCursor, peek, type Cursor } from "../cursor.ts";

/** A cursor at the beginning of a script; `limit` is how deep it may nest. */
export function createScriptCursor(text: string, limit: number): Cursor {
  return createCursor(plainSigns(text), limit);
}

/** PowerShell takes typographic quotes and dashes for plain ones ("about_Quoting_Rules"). */
function plainSigns(text: string): string {
  return text
    .replace(/[\u2018-\u201b]/g, "'")
    .replace(/[\u201c-\u201e]/g, '"')
    .replace(/[\u2013-\u2015]/g, "-")
    .replace(/\u00a0/g, " ");
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
