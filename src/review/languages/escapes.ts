/** The character of a code point that an escape names; the replacement character beyond the last. */
export function fromCode(code: number): string {
  return code > 0x10ffff ? "\uFFFD" : String.fromCodePoint(code);
}

/** A text whose escapes named bytes, as the UTF-8 that the bytes are; itself where they are not. */
export function asUtf8(text: string): string {
  if (/[^\u0000-\u00ff]/.test(text)) return text;
  const decoded = Buffer.from(text, "latin1").toString("utf8");
  return decoded.includes("\uFFFD") ? text : decoded;
}
