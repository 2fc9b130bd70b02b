import type { DocumentReading } from "./document.ts";
import { createNotes } from "./reading.ts";

/** A block without an end is not looked at further than this. */
const LONGEST_BLOCK = 400_000;
/** An expression in the text. */
const LONGEST_EXPRESSION = 4_000;

/**
 * Razor pages (`.cshtml`, `.razor`): their C# on the lines where it stands. A page is compiled
 * and run for whoever asks for it.
 */
export function readRazorPage(text: string): DocumentReading {
  const notes = createNotes();
  const lines = text.split("\n").length;
  const at = { ...PLACE, line: 1, endLine: lines, textLine: 1 };
  notes.code({ language: "csharp", text: codeIn(text), trigger: "request", name: "page" }, at);
  return notes.reading(null);
}

const PLACE = { kind: "scalar" as const, entries: [], items: [], scalar: null };

const OPEN =
  /@\*|@@|@(?:code|functions)\s{0,40}\{|@\{|@using\s+([\w.]+)[ \t]*(?=[\r\n;])|@(?:if|for|foreach|while|switch|lock|using)\s{0,40}\(|@\(|@(?:await\s+)?[A-Za-z_]\w*/g;

function codeIn(text: string): string {
  let out = "";
  let at = 0;
  OPEN.lastIndex = 0;
  for (let found = OPEN.exec(text); found !== null; found = OPEN.exec(text)) {
    const [mark] = found;
    out += breaksIn(text.slice(at, found.index));
    const [code, next] = codeOf(text, found.index, mark, found[1]);
    out += code;
    at = next;
    OPEN.lastIndex = at;
  }
  return out + breaksIn(text.slice(at));
}

/** The code that begins at a mark, with its line breaks, and where it ends. */
function codeOf(
  text: string,
  start: number,
  mark: string,
  namespace: string | undefined,
): [code: string, next: number] {
  const from = start + mark.length;
  if (mark === "@@") return ["", from];
  if (mark === "@*") {
    const end = text.indexOf("*@", from);
    const next = end === -1 ? text.length : end + 2;
    return [breaksIn(text.slice(start, next)), next];
  }
  if (namespace !== undefined) return [` using ${namespace}; `, from];
  if (mark.endsWith("{")) {
    const end = closing(text, from, "{", "}", LONGEST_BLOCK);
    return [` ${breaksIn(mark)}${plain(text.slice(from, end))} `, end + 1];
  }
  if (mark.endsWith("(")) {
    const end = closing(text, from, "(", ")", LONGEST_EXPRESSION);
    return [` ${breaksIn(mark)}Write(${condition(text.slice(from, end))}); `, end + 1];
  }
  const end = endOfExpression(text, from);
  return [` Write(${text.slice(start + 1, end)}); `, end];
}

/** `foreach (var x in xs)` and `using (var x = …)`: what stands behind the new name. */
function condition(code: string): string {
  return code.replace(/^\s*(?:var|[\w<>.?[\]]+)\s+\w+\s*(?:=|\bin\b)/, "");
}

/** Lines of markup in a block of code are blanked. */
function plain(code: string): string {
  return code.replace(/^[ \t]*(?:<|@:)[^\n]*$/gm, "");
}

/** Members, calls and indexes behind a name. */
function endOfExpression(text: string, from: number): number {
  let at = from;
  for (let left = 40; left > 0; left -= 1) {
    const char = text.charAt(at);
    const member = /[?!]?\.[A-Za-z_]\w*/y;
    member.lastIndex = at;
    if (char === "(") at = closing(text, at + 1, "(", ")", LONGEST_EXPRESSION) + 1;
    else if (char === "[") at = closing(text, at + 1, "[", "]", LONGEST_EXPRESSION) + 1;
    else if (member.test(text)) at = member.lastIndex;
    else return at;
  }
  return at;
}

/** Where a bracket is closed, past strings and comments; the end of what is looked at if never. */
function closing(text: string, from: number, open: string, close: string, most: number): number {
  const limit = Math.min(text.length, from + most);
  // Every alternative fits to the end of the text at the latest: nothing is searched twice.
  const token =
    /"(?:[^"\\\n]|\\.)*(?:"|(?=\n)|\\?$)|'(?:[^'\\\n]|\\.)'|\/\/[^\n]*|\/\*[^]*?(?:\*\/|$)|[()[\]{}]/g;
  const part = text.slice(from, limit);
  let depth = 1;
  for (const match of part.matchAll(token)) {
    if (match[0] === open) depth += 1;
    if (match[0] === close) depth -= 1;
    if (depth === 0) return from + match.index;
  }
  return limit;
}

function breaksIn(text: string): string {
  return "\n".repeat(text.split("\n").length - 1);
}
