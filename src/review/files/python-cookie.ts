import { codecKey } from "./codecs.ts";

/** The encoding that a Python file declares for itself. */
export interface PythonCookie {
  name: string;
  line: number;
  /** ASCII means itself in it, so that code is what it looks like. */
  transparent: boolean;
}

/** PEP 263, in the words of its regular expression, without backtracking over the line. */
const COOKIE = /coding[:=][ \t]*([-\w.]+)/;

const TRANSPARENT = new RegExp(
  "^(?:utf8(?:sig)?|u8|ascii|usascii|646|latin1?|l[1-9]|iso8859.*|iso646us|8859|cp(?:125\\d|437|7\\d\\d|8[5-7]\\d|866|1006|65001|720|932|936|949|950|1361)" +
    "|windows125\\d|koi8.*|mac.*|big5.*|gb.*|euc.*|shiftjis.*|sjis.*|shift.*|hp.*|ptcp154|tis620|johab|uhc|ks.*|mbcs|oem|kz1048|latin\\d+)$",
);

/** Finds the declaration in the first two lines, as the interpreter does; null without one. */
export function pythonCookie(text: string): PythonCookie | null {
  const lines = text.slice(0, 4096).split(/\r\n|\r|\n/, 2);
  for (const [index, line] of lines.entries()) {
    if (/^[ \t\f]*#/.test(line)) {
      const name = COOKIE.exec(line)?.[1];
      if (name !== undefined) {
        return { name, line: index + 1, transparent: TRANSPARENT.test(codecKey(name)) };
      }
    } else if (!/^[ \t\f]*$/.test(line)) return null;
  }
  return null;
}
