import { Buffer } from "node:buffer";
import type { Analysis, Fold } from "../../code/analysis.ts";
import { decodedValue, fromBase32, inflate, type Compression } from "../../code/decoding.ts";
import type { Value } from "../../code/value.ts";
import { bytesOf, bytesOrText, madeFrom, numberOf, textOf } from "../known.ts";

type Decoder = (bytes: Uint8Array, maxBytes: number) => Uint8Array | null;

const DECODERS: Record<string, Decoder> = {
  base64: (bytes) => fromBase64(latin1(bytes)),
  base32: (bytes) => fromBase32(latin1(bytes)),
  hex: (bytes) => fromHex(latin1(bytes)),
  base85: (bytes) => fromBase85(latin1(bytes), BASE85),
  ascii85: (bytes) =>
    fromBase85(
      latin1(bytes)
        .replace(/^<~|~>$|\s/g, "")
        .replaceAll("z", "!!!!!"),
      ASCII85,
    ),
  gzip: (bytes, max) => inflate(bytes, "gzip", max),
  zlib: (bytes, max) => inflate(bytes, "zlib", max),
  deflate: (bytes, max) => inflate(bytes, "deflate", max),
};

/** Python's names for the codecs of `codecs.decode` and of `bytes.decode` in Python 2. */
const CODECS: Record<string, string> = {
  base64: "base64",
  base64_codec: "base64",
  base_64: "base64",
  hex: "hex",
  hex_codec: "hex",
  zlib: "zlib",
  zlib_codec: "zlib",
  zip: "zlib",
};

/** Functions that unwrap an encoding; each adds the layer that it took off. */
export const DECODING_FOLDS: [string, Fold][] = [
  ...named("base64", [
    "base64.b64decode",
    "base64.standard_b64decode",
    "base64.urlsafe_b64decode",
    "base64.decodebytes",
    "base64.decodestring",
    "binascii.a2b_base64",
  ]),
  ...named("base32", ["base64.b32decode"]),
  ...named("hex", [
    "base64.b16decode",
    "binascii.unhexlify",
    "binascii.a2b_hex",
    "builtins.bytes.fromhex",
    "builtins.bytearray.fromhex",
  ]),
  ...named("base85", ["base64.b85decode"]),
  ...named("ascii85", ["base64.a85decode"]),
  ...named("gzip", ["gzip.decompress"]),
  ["zlib.decompress", (_, [data, bits], analysis) => decompress(data, bits, analysis)],
  ["zlib.decompressobj().decompress", (_, [data], analysis) => decode(data, "zlib", analysis)],
  ["codecs.decode", (_, [data, codec], analysis) => byCodec(data, codec, analysis)],
  [".decode", (value, [codec], analysis) => byCodec(value, codec, analysis)],
  ["builtins.str.decode", (_, [data, codec], analysis) => byCodec(data, codec, analysis)],
];

function named(how: string, names: string[]): [string, Fold][] {
  return names.map((name): [string, Fold] => [
    name,
    (_, [data], analysis) => decode(data, how, analysis),
  ]);
}

function decode(data: Value | undefined, how: string, analysis: Analysis): Value | null {
  const bytes = bytesOrText(data);
  if (bytes === null || data === undefined) return null;
  const result = DECODERS[how]?.(bytes, analysis.budget.decodedBytes) ?? null;
  return result === null ? null : decodedValue(data, how, result, analysis);
}

/** The window bits choose the container. Source: The Python Library, zlib.decompress. */
function decompress(
  data: Value | undefined,
  bits: Value | undefined,
  analysis: Analysis,
): Value | null {
  const width = numberOf(bits) ?? 15;
  const how: Compression =
    width < 0 ? "deflate" : width > 31 ? "unzip" : width > 15 ? "gzip" : "zlib";
  const bytes = bytesOrText(data);
  if (bytes === null || data === undefined) return null;
  const result = inflate(bytes, how, analysis.budget.decodedBytes);
  return result === null ? null : decodedValue(data, how, result, analysis);
}

function byCodec(
  data: Value | undefined,
  codec: Value | undefined,
  analysis: Analysis,
): Value | null {
  if (data === undefined) return null;
  const name =
    codec === undefined ? "utf_8" : (textOf(codec) ?? "").toLowerCase().replaceAll("-", "_");
  if (/^rot_?13$/.test(name)) {
    const text = textOf(data);
    return text === null ? null : decodedValue(data, "rot13", rot13(text), analysis);
  }
  const how = CODECS[name];
  if (how !== undefined) return decode(data, how, analysis);
  if (/escape$/.test(name)) {
    const text = textOf(data) ?? textFrom(bytesOf(data));
    return text === null ? null : decodedValue(data, "escape", unescapeCodes(text), analysis);
  }
  const bytes = bytesOf(data);
  const encoding = ENCODINGS[name.replaceAll("_", "")];
  if (bytes === null || encoding === undefined) return null;
  return madeFrom(data, Buffer.from(bytes).toString(encoding));
}

const ENCODINGS: Record<string, BufferEncoding> = {
  utf8: "utf8",
  utf8sig: "utf8",
  u8: "utf8",
  ascii: "latin1",
  usascii: "latin1",
  latin1: "latin1",
  iso88591: "latin1",
  cp1252: "latin1",
  cp437: "latin1",
  utf16: "utf16le",
  utf16le: "utf16le",
};

function textFrom(bytes: Uint8Array | null): string | null {
  return bytes === null ? null : latin1(bytes);
}

function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("latin1");
}

function rot13(text: string): string {
  return text.replace(/[a-z]/gi, (letter) => {
    const base = letter <= "Z" ? 65 : 97;
    return String.fromCharCode(((letter.charCodeAt(0) - base + 13) % 26) + base);
  });
}

function unescapeCodes(text: string): string {
  return text.replace(
    /\\(?:x([0-9a-f]{2})|u([0-9a-f]{4})|([0-7]{1,3}))/gi,
    (_, ...groups: (string | undefined)[]) => {
      const [hex, unicode, octal] = groups;
      return String.fromCharCode(
        octal === undefined ? parseInt(hex ?? unicode ?? "", 16) : parseInt(octal, 8),
      );
    },
  );
}

/** Base64 of both alphabets; like Python's, it passes over what belongs to neither. */
function fromBase64(text: string): Uint8Array | null {
  const clean = text.replace(/[^\w+/-]/g, "");
  return clean === "" ? null : new Uint8Array(Buffer.from(clean, "base64"));
}

function fromHex(text: string): Uint8Array | null {
  const clean = text.replace(/\s+/g, "");
  return /^(?:[0-9a-f]{2})+$/i.test(clean) ? new Uint8Array(Buffer.from(clean, "hex")) : null;
}

const BASE85 =
  "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$%&()*+-;<=>?@^_`{|}~";
const ASCII85 = Array.from({ length: 85 }, (_, index) => String.fromCharCode(33 + index)).join("");

/** Groups of five characters that stand for four bytes; the last group may be shorter. */
function fromBase85(text: string, alphabet: string): Uint8Array | null {
  const out: number[] = [];
  for (let from = 0; from < text.length; from += 5) {
    const group = text.slice(from, from + 5);
    const digits = [...group].map((letter) => alphabet.indexOf(letter));
    if (digits.includes(-1) || group.length === 1) return null;
    while (digits.length < 5) digits.push(84);
    const sum = digits.reduce((total, digit) => total * 85 + digit, 0);
    if (sum > 0xffffffff) return null;
    const bytes = [24, 16, 8, 0].map((shift) => (sum >>> shift) & 255);
    out.push(...bytes.slice(0, group.length - 1));
  }
  return Uint8Array.from(out);
}
