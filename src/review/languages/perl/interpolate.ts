import type { Span } from "../../../model/span.ts";
import type { Expression } from "../../code/program.ts";
import { callAt, constantAt, operationAt } from "../lowered.ts";
import type { Parser } from "./parser.ts";
import { variableName } from "./names.ts";

/** What is put into a text: a variable with its subscripts, or a block. */
const VARIABLE =
  /[$@](?:\{\s*\^?\w+\s*\}|(?=\{)|\$*(?:::)?[A-Za-z_]\w*(?:(?:::|')\w+)*|\$*\d+|\$(?=\{)|\$(?![\w${:])|[&])/y;
const ESCAPE =
  /\\(?:x\{\s*([0-9a-fA-F]*)\s*\}|x([0-9a-fA-F]{0,2})|o\{([0-7]*)\}|([0-7]{1,3})|N\{U\+([0-9a-fA-F]+)\}|c(.)|([^]))/y;

/** A text with variables in it, as it is written between its signs. */
export function interpolated(raw: string, parser: Parser, at: Span, pattern = false): Expression {
  const parts: Expression[] = [];
  let plain = "";
  let mode = "";
  const braces = { unclosed: 0 };
  const keep = (part: Expression) => {
    if (plain !== "") parts.push(constantAt(plain, at));
    plain = "";
    parts.push(mode === "" ? part : callAt(mode === "U" ? "uc" : "lc", [part], at));
  };
  for (let index = 0; index < raw.length;) {
    const sign = raw.charAt(index);
    if (sign === "\\" && !pattern) {
      const found = escapeAt(raw, index);
      index += found.length;
      if (/^[ULQE]$/.test(found.mode)) mode = /[QE]/.test(found.mode) ? "" : found.mode;
      plain += inMode(found.text, mode);
    } else if (sign === "\\") {
      plain += raw.slice(index, index + 2);
      index += 2;
    } else if (sign === "$" || sign === "@") {
      const end = endOfVariable(raw, index, pattern, braces);
      if (end > index) keep(readInside(raw.slice(index, end), sign, parser, at));
      else plain += sign;
      index = Math.max(end, index + 1);
    } else {
      plain += inMode(sign, mode);
      index += 1;
    }
  }
  if (parts.length === 0) return constantAt(plain, at);
  if (plain !== "") parts.push(constantAt(plain, at));
  return { kind: "text", parts, at };
}

function inMode(text: string, mode: string): string {
  if (mode === "U") return text.toUpperCase();
  return mode === "L" ? text.toLowerCase() : text;
}

/** Lists in texts stand with blanks between their items. */
function readInside(code: string, sign: string, parser: Parser, at: Span): Expression {
  const simple = /^\$([A-Za-z_]\w*)$/.exec(code)?.[1];
  if (simple !== undefined) {
    return { kind: "name", name: variableName("$", simple, parser.names), at };
  }
  const value = parser.inside(code, at).item();
  return sign === "$"
    ? value
    : callAt("join", [constantAt(" ", at), operationAt("#list", [value], at)], at);
}

/** Where a variable and its subscripts end; the same place when none begins here. */
function endOfVariable(
  raw: string,
  start: number,
  pattern: boolean,
  braces: { unclosed: number },
): number {
  VARIABLE.lastIndex = start;
  const found = VARIABLE.exec(raw);
  if (found === null) return start;
  let at = start + found[0].length;
  if (raw.charAt(at) === "{" && /^[$@]+$/.test(found[0])) at = closing(raw, at, braces);
  if (at <= start || (raw.charAt(at - 1) === "$" && at - start < 2) || raw.charAt(at - 1) === "@")
    return start;
  for (;;) {
    const arrow = raw.startsWith("->", at) && /[[{]/.test(raw.charAt(at + 2)) ? at + 2 : at;
    const sign = raw.charAt(arrow);
    if (sign !== "[" && sign !== "{") return at;
    if (arrow === at && !isSubscript(raw, at, pattern)) return at;
    const end = closing(raw, arrow, braces);
    if (end <= arrow) return at;
    at = end;
  }
}

const INDEX = /\[(?:-?\d+|\$#?\w+(?:\s*[-+*]\s*[$\w]+)?|\$#?\{\w+\})\]/y;
const KEY = /\{(?:-?\w+|"[^"\n]*"|'[^'\n]*'|\$[\w:]+[^{}\n]*)\}/y;

/** In a pattern brackets and braces mostly mean something else. */
function isSubscript(raw: string, at: number, pattern: boolean): boolean {
  if (raw.charAt(at) === "[") {
    INDEX.lastIndex = at;
    return INDEX.test(raw);
  }
  KEY.lastIndex = at;
  return KEY.test(raw) && !(pattern && /^\{[\d,]*\}/.test(raw.slice(at, at + 12)));
}

/** Longer code than this does not stand inside a text. */
const INSIDE = 20_000;
/** In a text with so many braces that nothing closes, they are signs like any other. */
const UNCLOSED = 50;

function closing(raw: string, start: number, braces: { unclosed: number }): number {
  if (braces.unclosed > UNCLOSED) return start;
  const open = raw.charAt(start);
  const close = open === "[" ? "]" : "}";
  let depth = 0;
  for (let at = start; at < Math.min(raw.length, start + INSIDE); at += 1) {
    const sign = raw.charAt(at);
    if (sign === "\\") at += 1;
    else if (sign === open) depth += 1;
    else if (sign === close) {
      depth -= 1;
      if (depth === 0) return at + 1;
    }
  }
  braces.unclosed += 1;
  return start;
}

const SIMPLE: Readonly<Record<string, string>> = {
  n: "\n",
  t: "\t",
  r: "\r",
  f: "\f",
  b: "\b",
  a: "\x07",
  e: "\x1b",
};

/** Source: perlop, "Quote and Quote-like Operators". */
function escapeAt(raw: string, index: number): { length: number; text: string; mode: string } {
  ESCAPE.lastIndex = index;
  const found = ESCAPE.exec(raw);
  if (found === null) return { length: 1, text: "\\", mode: "" };
  const [whole, braced, hex, octal, digits, unicode, control, other = ""] = found;
  const { length } = whole;
  const code =
    (braced ?? hex ?? unicode) === undefined
      ? Number.parseInt(octal ?? digits ?? "", 8)
      : Number.parseInt(braced ?? hex ?? unicode ?? "", 16);
  if (!Number.isNaN(code)) {
    return { length, text: code > 0x10ffff ? "\uFFFD" : String.fromCodePoint(code), mode: "" };
  }
  if (control !== undefined) {
    return {
      length,
      text: String.fromCharCode(control.toUpperCase().charCodeAt(0) ^ 64),
      mode: "",
    };
  }
  if (/^[ULQEul]$/.test(other)) return { length, text: "", mode: other };
  return { length, text: SIMPLE[other] ?? other, mode: "" };
}
