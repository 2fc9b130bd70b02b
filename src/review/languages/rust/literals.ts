import type { Expression } from "../../code/program.ts";
import { child, parts, type SyntaxNode } from "../syntax.ts";
import { constantAt } from "../lowered.ts";

const SIMPLE: Readonly<Record<string, string>> = {
  n: "\n",
  t: "\t",
  r: "\r",
  "0": "\0",
  "\\": "\\",
  "'": "'",
  '"': '"',
};

/** Source: the Rust Reference, "Tokens": escapes of characters, bytes and texts. */
function unescape(text: string): string {
  const code = /^\\(?:x([0-9a-fA-F]{2})|u\{([0-9a-fA-F_]{1,8})\})$/.exec(text);
  if (code === null) return /^\\\r?\n/.test(text) ? "" : (SIMPLE[text.slice(1)] ?? text);
  const number = Number.parseInt((code[1] ?? code[2] ?? "0").replaceAll("_", ""), 16);
  return number > 0x10ffff ? "\uFFFD" : String.fromCodePoint(number);
}

/** A literal; null for anything else. */
export function lowerLiteral(node: SyntaxNode): Expression | null {
  const { at } = node;
  switch (node.type) {
    case "integer_literal":
    case "float_literal":
      return constantAt(numberOf(node.text), at);
    case "boolean_literal":
      return constantAt(node.text === "true", at);
    case "char_literal":
      return lowerCharacter(node);
    case "string_literal":
    case "raw_string_literal":
      return lowerText(node);
    case "unit_expression":
      return constantAt(null, at);
    case "negative_literal":
      return constantAt(-numberOf(node.text.slice(1).trim()), at);
    default:
      return null;
  }
}

/** The text of a literal, its escapes read. */
export function literalText(node: SyntaxNode): string {
  return parts(node)
    .map((part) => (part.type === "escape_sequence" ? unescape(part.text) : part.text))
    .join("");
}

function lowerText(node: SyntaxNode): Expression {
  const text = literalText(node);
  if (!/^b/.test(node.text)) return constantAt(text, node.at);
  const bytes = new Uint8Array(Buffer.from(text, "latin1"));
  return { kind: "constant", value: bytes, at: node.at };
}

/** `'a'` is a text of one character, `b'a'` a number. */
function lowerCharacter(node: SyntaxNode): Expression {
  const inside = node.text.replace(/^b?'/, "").replace(/'$/, "");
  const text = inside.startsWith("\\") ? unescape(inside) : inside;
  return constantAt(node.text.startsWith("b") ? (text.codePointAt(0) ?? 0) : text, node.at);
}

function numberOf(text: string): number {
  const plain = text.replaceAll("_", "").replace(/(?:[iu](?:8|16|32|64|128|size))$/, "");
  const number = Number(/^0[xob]/.test(plain) ? plain : plain.replace(/f(?:32|64)$/, ""));
  return Number.isNaN(number) ? 0 : number;
}

/** The one name of a path or a pattern: without type arguments and folders. */
export function lastName(node: SyntaxNode | null): string {
  if (node === null) return "";
  if (node.type === "generic_type" || node.type === "generic_function") {
    return lastName(child(node, "type") ?? child(node, "function"));
  }
  if (node.type === "reference_type") return lastName(child(node, "type"));
  return child(node, "name")?.text ?? node.text;
}
