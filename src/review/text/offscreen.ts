import { extensionOf } from "../files/claims.ts";
import type { FactList } from "./fact-list.ts";
import type { Lines } from "./lines.ts";

/** So many blanks put what follows outside of most windows. */
const WIDE_GAP = 100;
const TALL_GAP = 30;
/** Blanks as JavaScript, Python and shells take them, on one line. */
const GAP = new RegExp(
  `[ \\t\\u00a0\\u1680\\u2000-\\u200a\\u202f\\u205f\\u3000]{${WIDE_GAP},}`,
  "g",
);
const SAMPLE = 400;
const FARTHEST = 3000;
/** Where `#` begins no comment. */
const SCRIPTS = [
  "js",
  "mjs",
  "cjs",
  "jsx",
  "ts",
  "mts",
  "cts",
  "tsx",
  "java",
  "cs",
  "go",
  "c",
  "h",
];
/** Where a bar is the edge of a table, and a mark is a mark. */
const PAGES = ["md", "mdx", "markdown", "rst", "txt", "adoc", "html", "htm", "org"];
/** Where a dash, a percent sign or a semicolon begins a comment. */
const OTHERS = [
  "sql",
  "lua",
  "hs",
  "elm",
  "tex",
  "m",
  "erl",
  "asm",
  "s",
  "el",
  "lisp",
  "clj",
  "ini",
];

/** Finds code that stands where nobody scrolls to: behind a wide gap, or far below the end. */
export function offscreen(text: string, path: string, list: FactList, lines: Lines): void {
  GAP.lastIndex = 0;
  const gap = new RegExp(GAP);
  for (let match = gap.exec(text); match !== null; match = gap.exec(text)) {
    const start = match.index;
    const end = start + match[0].length;
    const rest = restOfLine(text, end);
    if (isCode(rest, path) && !isAligned(text, start, end, lines)) {
      list.add("offscreen-code", start, end + rest.length, `behind ${match[0].length} blanks`);
    }
  }
  belowTheEnd(text, path, list);
}

function restOfLine(text: string, from: number): string {
  const end = text.indexOf("\n", from);
  return text.slice(from, Math.min(end === -1 ? text.length : end, from + SAMPLE));
}

/** Something that a program would do; comments, table cells and line continuations are not. */
function isCode(rest: string, path: string): boolean {
  const text = rest.replace(/^(?:\s*\/\*(?:(?!\*\/)[\s\S]){0,300}\*\/)+/, "").trim();
  if (text.length < 4 || isRemark(text, path)) return false;
  return (
    /[\w$\])]\(|[\w$\])]\s?=\s?\S|=>|;\s*\S|;$|[{}]|[|&]\s*\w/.test(text) ||
    /\b(?:eval|exec|require|import|curl|wget|node|python3?|bash)\b\s*\S/.test(text)
  );
}

/** Comments by the language of the file: what is one in Python is none in JavaScript. */
function isRemark(text: string, path: string): boolean {
  const extension = extensionOf(path);
  if (text === "\\") return true;
  if (/^\/\/(?!(?:usr\/)?s?bin\/)|^\/\*|^\*(?!\/)/.test(text)) return true;
  if (text.startsWith("#")) return !SCRIPTS.includes(extension);
  if (/^(?:\||<(?!script))/.test(text)) return PAGES.includes(extension);
  return /^(?:--|%|;)/.test(text) && OTHERS.includes(extension);
}

/** A column of a table or of comments: a neighbouring line has its text in the same place. */
function isAligned(text: string, start: number, end: number, lines: Lines): boolean {
  const { line } = lines.span(start, start + 1);
  const column = end - lines.startOf(line);
  // So far right nothing is aligned, and looking would cost more than the text is long.
  if (column > FARTHEST) return false;
  const indented = start === lines.startOf(line);
  return [line - 1, line + 1].some((number) => {
    if (number < 1 || number > lines.count) return false;
    const from = lines.startOf(number);
    const neighbour = text.slice(from, Math.min(lines.startOf(number + 1), from + column + 1));
    if (indented) return isDeep(neighbour, column);
    return (
      /[ \t]{8}\S$/.test(neighbour.slice(-9)) ||
      (neighbour.length > column && /^\s+$/.test(neighbour.slice(0, -1)))
    );
  });
}

/** Code may be deeply nested or aligned to an opening bracket: then its neighbour is as well. */
function isDeep(neighbour: string, column: number): boolean {
  const indent = neighbour.length - neighbour.trimStart().length;
  return (
    indent >= column - 60 ||
    (neighbour.trimEnd().length >= column - 20 && neighbour.length > WIDE_GAP)
  );
}

/** Blank lines in a row, and then the last lines of the file. */
function belowTheEnd(text: string, path: string, list: FactList): void {
  const trimmed = text.trimEnd();
  let blank = 0;
  let lineEnd = trimmed.length;
  let last = trimmed.length;
  while (lineEnd > 0 && trimmed.length - last < 65_536) {
    const lineStart = trimmed.lastIndexOf("\n", lineEnd - 1) + 1;
    const isBlank = trimmed.slice(lineStart, Math.min(lineEnd, lineStart + SAMPLE)).trim() === "";
    if (!isBlank) {
      if (blank >= TALL_GAP) break;
      blank = 0;
      last = lineStart;
    } else blank += 1;
    lineEnd = lineStart - 1;
  }
  if (blank < TALL_GAP || lineEnd <= 0 || !isCode(trimmed.slice(last, last + SAMPLE), path)) return;
  list.add("offscreen-code", last, trimmed.length, `below ${blank} blank lines`);
}
