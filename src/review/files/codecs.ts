/** Turns a text in ASCII spelling into the text that the codec's reader sees. */
export type TextCodec = (text: string) => string;

/**
 * Encodings whose ASCII characters are not themselves, so that a file says something else
 * to its consumer than to a reader of its bytes.
 */
export const TEXT_CODECS: ReadonlyMap<string, TextCodec> = new Map<string, TextCodec>([
  ["utf7", decodeUtf7],
  ["unicodeescape", decodeEscapes],
  ["rawunicodeescape", decodeUnicodeEscapes],
  ["rot13", rot13],
]);

/** Spelling of an encoding's name without case, blanks, dashes and underscores. */
export function codecKey(name: string): string {
  return name.toLowerCase().replace(/[\s_-]/g, "");
}

/** RFC 2152: `+` starts modified base64 of UTF-16, `+-` is a plus. */
function decodeUtf7(text: string): string {
  return text.replace(/\+([A-Za-z0-9+/]*)-?/g, (_, body: string) => {
    if (body === "") return "+";
    const bytes = Buffer.from(body, "base64");
    return bytes
      .subarray(0, bytes.length & ~1)
      .swap16()
      .toString("utf16le");
  });
}

const SIMPLE: Readonly<Record<string, string>> = {
  n: "\n",
  t: "\t",
  r: "\r",
  a: "\x07",
  b: "\b",
  f: "\f",
  v: "\v",
  "\\": "\\",
  "'": "'",
  '"': '"',
  "\n": "",
};

/** Python's `unicode_escape`: the escapes of a string literal, anywhere in the file. */
function decodeEscapes(text: string): string {
  const escape =
    /\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([0-7]{1,3})|([ntrabfv\\'"\n]))/g;
  return text.replace(escape, (whole, x, u, long, octal, simple: string | undefined) => {
    if (simple !== undefined) return SIMPLE[simple] ?? whole;
    return character((x ?? u ?? long) as string | undefined, octal as string | undefined, whole);
  });
}

/** Python's `raw_unicode_escape`: only `\u` and `\U`. */
function decodeUnicodeEscapes(text: string): string {
  return text.replace(
    /\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8}))/g,
    (whole, short: string | undefined, long: string | undefined) =>
      character(short ?? long, undefined, whole),
  );
}

function character(hex: string | undefined, octal: string | undefined, whole: string): string {
  const code = hex === undefined ? parseInt(octal ?? "", 8) : parseInt(hex, 16);
  return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
}

function rot13(text: string): string {
  return text.replace(/[A-Za-z]/g, (letter) => {
    const base = letter <= "Z" ? 65 : 97;
    return String.fromCharCode(((letter.charCodeAt(0) - base + 13) % 26) + base);
  });
}
