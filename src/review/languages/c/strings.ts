import { parts, type SyntaxNode } from "../syntax.ts";
import { asUtf8, fromCode } from "../escapes.ts";

const SIMPLE: Readonly<Record<string, string>> = {
  n: "\n",
  t: "\t",
  r: "\r",
  v: "\v",
  f: "\f",
  a: "\x07",
  b: "\b",
  e: "\x1b",
  "0": "\0",
  "\\": "\\",
  "'": "'",
  '"': '"',
  "?": "?",
};

const ESCAPE =
  /\\(?:x([0-9a-fA-F]{1,8})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([0-7]{1,3})|([\s\S]))/g;

/** What the escapes of a literal stand for. Source: ISO C, "Character constants". */
export function unescaped(text: string): string {
  if (!text.includes("\\")) return text;
  let bytes = false;
  const out = text.replace(ESCAPE, (whole, hex, short, long, octal, simple) => {
    const unicode: unknown = short ?? long;
    if (typeof unicode === "string") return fromCode(Number.parseInt(unicode, 16));
    const code =
      typeof hex === "string"
        ? Number.parseInt(hex, 16) & 0xff
        : typeof octal === "string"
          ? Number.parseInt(octal, 8) & 0xff
          : null;
    if (code === null) return SIMPLE[String(simple)] ?? whole.slice(1);
    bytes ||= code > 0x7f;
    return String.fromCharCode(code);
  });
  return bytes ? asUtf8(out) : out;
}

/** The text of a string literal, also of several that stand side by side. */
export function literalText(node: SyntaxNode): string {
  if (node.type === "concatenated_string") return parts(node).map(literalText).join("");
  if (node.type === "raw_string_literal") {
    return /^\w*"[^(]{0,16}\(([^]*)\)[^)"]{0,16}"$/.exec(node.text)?.[1] ?? "";
  }
  if (!/string_literal$/.test(node.type)) return "";
  const open = node.text.indexOf('"');
  const end = node.text.length > open + 1 && node.text.endsWith('"') ? -1 : undefined;
  return unescaped(node.text.slice(open + 1, end));
}

/** The character that a literal is. */
export function literalCharacter(text: string): string {
  const open = text.indexOf("'");
  return unescaped(text.slice(open + 1, text.endsWith("'") ? -1 : undefined)).slice(0, 4);
}

/** The number that a literal is; not a number for what is none. */
export function literalNumber(text: string): number {
  const plain = text.replaceAll("'", "");
  if (/^0[xX]/.test(plain)) return Number(plain.replace(/[uUlLzZ]+$/, ""));
  if (/^0[0-7]+[uUlL]*$/.test(plain)) return Number.parseInt(plain, 8);
  return Number(plain.replace(/[uUlLfFzZ]+$/, ""));
}
