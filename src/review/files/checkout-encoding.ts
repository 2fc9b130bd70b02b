import { codecKey } from "./codecs.ts";

/** Encodings of Unicode, which a consumer recognises by their mark or its own settings. */
const UNICODE = /^utf(?:8|16|16le|16be|16lebom|32|32le|32be)$/;
/** Encodings in which ASCII is itself: what is not ASCII may change, code does not. */
const ASCII_COMPATIBLE =
  /^(?:(?:us)?ascii|iso8859\d+|latin\d+|windows\d+|cp125\d|cp437|cp8[5-7]\d|cp932|cp936|cp949|cp950|koi8\w+|mac\w*|gb\w+|big5\w*|euc\w+|shiftjis|sjis)$/;

/** Bytes 0x00 to 0xFF of IBM037 as Latin-1 text (source: Unicode's mapping table CP037). */
const IBM037 = Buffer.from(
  "AAECA5wJhn+XjY4LDA0ODxAREhOdhQiHGBmSjxwdHh+AgYKDhAoXG4iJiouMBQYHkJEWk5SVlgSYmZqbFBWeGiCg4uTg4ePl5/GiLjwoK3wm6err6O3u7+zfISQqKTusLS/CxMDBw8XH0aYsJV8+P/jJysvIzc7PzGA6I0AnPSLYYWJjZGVmZ2hpq7vw/f6xsGprbG1ub3Bxcqq65rjGpLV+c3R1dnd4eXqhv9Dd3q5eo6W3qae2vL2+W12vqLTXe0FCQ0RFRkdISa309vLz9X1KS0xNTk9QUVK5+/z5+v9c91NUVVZXWFlastTW0tPVMDEyMzQ1Njc4ObPb3Nnanw==",
  "base64",
).toString("latin1");

/** The EBCDIC pages differ from IBM037 only in a few signs, given as pairs of byte and sign. */
const EBCDIC: ReadonlyMap<string, string> = new Map([
  ["037", IBM037],
  [
    "500",
    swapped([
      [0x4a, "["],
      [0x4f, "!"],
      [0x5a, "]"],
      [0x5f, "^"],
      [0xb0, "\xa2"],
      [0xba, "\xac"],
      [0xbb, "|"],
    ]),
  ],
  [
    "1047",
    swapped([
      [0x5f, "^"],
      [0xad, "["],
      [0xb0, "\xac"],
      [0xba, "\xdd"],
      [0xbb, "\xa8"],
      [0xbd, "]"],
    ]),
  ],
]);

/**
 * The text that a program sees which reads the checked-out bytes as ASCII or UTF-8. Null
 * when the encoding is unknown here; the text itself when nothing changes for code.
 */
export function checkoutText(text: string, name: string): string | null {
  const key = codecKey(name);
  if (UNICODE.test(key) || ASCII_COMPATIBLE.test(key)) return text;
  const page = EBCDIC.get(
    /^(?:ibm|cp|ebcdic|ebcdiccp)?0*(37|037|500|1047)$/.exec(key)?.[1]?.padStart(3, "0") ?? "",
  );
  return page === undefined ? null : encode(text, page);
}

function encode(text: string, page: string): string {
  const byteOf = new Map([...page].map((sign, byte) => [sign, byte]));
  const bytes = Uint8Array.from(text, (sign) => byteOf.get(sign) ?? 0x6f);
  return Buffer.from(bytes).toString("latin1");
}

function swapped(pairs: [number, string][]): string {
  const signs = [...IBM037];
  for (const [byte, sign] of pairs) signs[byte] = sign;
  return signs.join("");
}
