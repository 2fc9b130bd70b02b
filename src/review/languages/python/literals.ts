import type { Expression } from "../../code/program.ts";
import { callNode, constantNode, type Lowering } from "./lowering.ts";
import { child, parts, type SyntaxNode } from "../syntax.ts";

interface Prefix {
  raw: boolean;
  bytes: boolean;
  format: boolean;
}

/** One string literal: a text, bytes, or a text with expressions in it. */
export function lowerString(node: SyntaxNode, to: Lowering): Expression {
  const prefix = prefixOf(node);
  const lowered = parts(node).flatMap((part): Expression[] => {
    if (part.type === "string_content") return [contentNode(part, prefix)];
    if (part.type === "interpolation") return [lowerInterpolation(part, to)];
    return [];
  });
  const [first] = lowered;
  if (first === undefined) return literalNode("", prefix, node);
  return lowered.length === 1 ? first : { kind: "text", parts: lowered, at: node.at };
}

/** Literals that stand side by side are one. */
export function lowerConcatenated(node: SyntaxNode, to: Lowering): Expression {
  const strings = parts(node).filter((part) => part.type === "string");
  const [first] = strings;
  const all = strings.map((part) => lowerString(part, to));
  if (first !== undefined && prefixOf(first).bytes) return callNode("#concatenate", all, node.at);
  return { kind: "text", parts: all, at: node.at };
}

/** `{value!r:>{width}}` of an f-string. */
function lowerInterpolation(node: SyntaxNode, to: Lowering): Expression {
  const inner = child(node, "expression");
  if (inner === null) return constantNode("", node.at);
  const value = to.expression(inner);
  const conversion = child(node, "type_conversion")?.text ?? "";
  const spec = child(node, "format_specifier");
  if (conversion === "" && spec === null) return value;
  const converted =
    conversion === "!r" || conversion === "!a" ? callNode("repr", [value], node.at) : value;
  if (spec === null) return converted;
  const inSpec = parts(spec).flatMap((part) => {
    const expression = child(part, "expression");
    return expression === null ? [] : [to.expression(expression)];
  });
  const text = spec.text.replace(/^:/, "");
  const format: Expression =
    inSpec.length > 0
      ? { kind: "opaque", parts: inSpec, at: spec.at }
      : constantNode(text, spec.at);
  return callNode("format", [converted, format], node.at);
}

function prefixOf(node: SyntaxNode): Prefix {
  const start = node.children.find((part) => part.type === "string_start")?.text ?? "";
  const letters = start.replace(/["']+$/, "").toLowerCase();
  return {
    raw: letters.includes("r"),
    bytes: letters.includes("b"),
    format: letters.includes("f") || letters.includes("t"),
  };
}

function contentNode(node: SyntaxNode, prefix: Prefix): Expression {
  const lines = node.text.replace(/\r\n?/g, "\n");
  const braces = prefix.format ? lines.replace(/\{\{|\}\}/g, (pair) => pair.slice(1)) : lines;
  return literalNode(prefix.raw ? braces : unescapeLiteral(braces, prefix.bytes), prefix, node);
}

function literalNode(text: string, prefix: Prefix, node: SyntaxNode): Expression {
  if (!prefix.bytes) return constantNode(text, node.at);
  return { kind: "constant", value: new Uint8Array(Buffer.from(text, "latin1")), at: node.at };
}

const SIMPLE: Record<string, string> = {
  "\n": "",
  "\\": "\\",
  "'": "'",
  '"': '"',
  a: "\x07",
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
  v: "\v",
};

const ESCAPE =
  /\\(?:([0-7]{1,3})|x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|N\{([^}]*)\}|([\s\S]))/g;

/**
 * The characters that a literal's escapes stand for; an escape that Python does not know stays
 * as it is. Source: The Python Language Reference, 2.4.1.1.
 */
export function unescapeLiteral(text: string, bytes: boolean): string {
  if (!text.includes("\\")) return text;
  return text.replace(ESCAPE, (whole: string, ...groups: (string | undefined)[]) => {
    const [octal, hex, short, long, name, simple] = groups;
    if (octal !== undefined) return String.fromCharCode(parseInt(octal, 8) & (bytes ? 255 : 511));
    if (hex !== undefined) return String.fromCharCode(parseInt(hex, 16));
    if (simple !== undefined) return SIMPLE[simple] ?? whole;
    if (bytes) return whole;
    if (name !== undefined) return namedCharacter(name);
    const code = parseInt(short ?? long ?? "", 16);
    return code > 0x10ffff ? whole : String.fromCodePoint(code);
  });
}

const NAMED: Record<string, string> = {
  SPACE: " ",
  "FULL STOP": ".",
  COMMA: ",",
  COLON: ":",
  SEMICOLON: ";",
  SOLIDUS: "/",
  "REVERSE SOLIDUS": "\\",
  "LOW LINE": "_",
  "HYPHEN-MINUS": "-",
  "LEFT PARENTHESIS": "(",
  "RIGHT PARENTHESIS": ")",
  "QUOTATION MARK": '"',
  APOSTROPHE: "'",
  "COMMERCIAL AT": "@",
  "EQUALS SIGN": "=",
};
const DIGITS = ["ZERO", "ONE", "TWO", "THREE", "FOUR", "FIVE", "SIX", "SEVEN", "EIGHT", "NINE"];

/** Names of characters that code is spelled with; any other is some character. */
function namedCharacter(name: string): string {
  const upper = name.toUpperCase();
  const letter = /^LATIN (SMALL|CAPITAL) LETTER ([A-Z])$/.exec(upper);
  if (letter?.[2] !== undefined) return letter[1] === "SMALL" ? letter[2].toLowerCase() : letter[2];
  const digit = /^DIGIT (\w+)$/.exec(upper)?.[1];
  if (digit !== undefined && DIGITS.includes(digit)) return String(DIGITS.indexOf(digit));
  return NAMED[upper] ?? "\uFFFD";
}

/** A number literal; whole numbers beyond what a double holds are not known exactly. */
export function lowerNumber(node: SyntaxNode): Expression {
  const text = node.text.replaceAll("_", "").toLowerCase();
  const whole = /^0[xob]/.test(text) || /^\d+$/.test(text);
  const value = whole ? Number(text.replace(/^0+(?=\d)/, "")) : parseFloat(text);
  const known = !text.endsWith("j") && Number.isFinite(value) && Math.abs(value) < 2 ** 53;
  return known ? constantNode(value, node.at) : { kind: "opaque", parts: [], at: node.at };
}
