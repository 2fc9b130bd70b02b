import type { SyntaxNode } from "../syntax.ts";
import { asUtf8, fromCode } from "../escapes.ts";

const SIMPLE: Readonly<Record<string, number>> = {
  a: 7,
  b: 8,
  f: 12,
  n: 10,
  r: 13,
  t: 9,
  v: 11,
  "\\": 92,
  "'": 39,
  '"': 34,
};

/**
 * What a literal text stands for. Escapes name bytes: a text that is no UTF-8 is given with one
 * character for each byte. Source: the Go specification, "String literals".
 */
export function literalText(node: SyntaxNode): string {
  if (node.type === "raw_string_literal") return node.text.slice(1, -1).replaceAll("\r", "");
  const body = node.text.slice(1, node.text.endsWith('"') && node.text.length > 1 ? -1 : undefined);
  return body.includes("\\") ? unescaped(body) : body;
}

/** The code of a rune literal; null when it is none. */
export function runeCode(text: string): number | null {
  const inner = text.slice(1, -1);
  return (inner.startsWith("\\") ? unescaped(inner) : inner).codePointAt(0) ?? null;
}

const ESCAPE = /\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([0-7]{3})|([\s\S]))/g;

function unescaped(text: string): string {
  let bytes = false;
  const out = text.replace(ESCAPE, (whole, hex, short, long, octal, simple) => {
    const unicode: unknown = short ?? long;
    if (typeof unicode === "string") return fromCode(Number.parseInt(unicode, 16));
    const code =
      typeof hex === "string"
        ? Number.parseInt(hex, 16)
        : typeof octal === "string"
          ? Number.parseInt(octal, 8)
          : SIMPLE[String(simple)];
    if (code === undefined) return whole;
    bytes ||= code > 0x7f;
    return String.fromCharCode(code);
  });
  return bytes ? asUtf8(out) : out;
}

/** The value of a number as Go writes it; not a number for imaginary ones. */
export function numberIn(text: string): number {
  const plain = text.replaceAll("_", "");
  return Number(plain.replace(/^0(?=[0-7]+$)/, "0o"));
}
