import type { Analysis, Fold } from "../../code/analysis.ts";
import {
  decodedValue,
  fromBase64,
  fromHex,
  inflate,
  type Compression,
} from "../../code/decoding.ts";
import { constant, list, only, UNKNOWN, type Value } from "../../code/value.ts";
import { listIn, numberIn, textIn, unpercent } from "../decoded.ts";
import { bytesOf } from "../known.ts";

type Encoding = "utf8" | "utf16le" | "utf16be" | "latin1" | "ascii";

const entries: [string, Fold][] = [
  [
    "convert.frombase64string",
    (_, [text], analysis) => fromText(text, "base64", fromBase64, analysis),
  ],
  ["convert.fromhexstring", (_, [text], analysis) => fromText(text, "hex", fromHex, analysis)],
  ["convert.tobase64string", (_, [bytes]) => toText(bytes, "base64")],
  ["text.encoding.utf8.getstring", getString("utf8")],
  ["text.encoding.ascii.getstring", getString("ascii")],
  ["text.encoding.default.getstring", getString("utf8")],
  ["text.encoding.utf7.getstring", getString("utf8")],
  ["text.encoding.latin1.getstring", getString("latin1")],
  ["text.encoding.unicode.getstring", getString("utf16le")],
  ["text.encoding.bigendianunicode.getstring", getString("utf16be")],
  ["text.encoding.utf8.getbytes", getBytes("utf8")],
  ["text.encoding.ascii.getbytes", getBytes("latin1")],
  ["text.encoding.unicode.getbytes", getBytes("utf16le")],
  ["text.unicodeencoding().getstring", getString("utf16le")],
  [".getstring", getString("utf8")],
  [".getbytes", getBytes("utf8")],
  ["io.memorystream", (_, args) => memory(args)],
  ["io.compression.gzipstream", (_, [bytes], analysis) => unpacked(bytes, "gzip", analysis)],
  ["io.compression.deflatestream", (_, [bytes], analysis) => unpacked(bytes, "deflate", analysis)],
  ["io.compression.zlibstream", (_, [bytes], analysis) => unpacked(bytes, "zlib", analysis)],
  ["io.compression.brotlistream", (_, [bytes], analysis) => unpacked(bytes, "brotli", analysis)],
  ["io.streamreader", (_, [stream, encoding]) => reader(stream, encoding)],
  ["io.bufferedstream", (_, [stream]) => stream ?? null],
  [".readtoend", (receiver) => text(receiver, "utf8")],
  [".copyto", copyTo],
  [".toarray", (receiver) => content(receiver)],
  [".getbuffer", (receiver) => content(receiver)],
  ["web.httputility.urldecode", (_, [value], analysis) => unpercent(value, analysis)],
  ["uri.unescapedatastring", (_, [value], analysis) => unpercent(value, analysis)],
  ["net.webutility.urldecode", (_, [value], analysis) => unpercent(value, analysis)],
  ["convert.toint32", (_, args) => parsed(args)],
  ["convert.toint16", (_, args) => parsed(args)],
  ["convert.tobyte", (_, args) => parsed(args)],
  ["convert.touint32", (_, args) => parsed(args)],
  ["int.parse", (_, args) => parsed(args)],
  ["byte.parse", (_, args) => parsed(args)],
  ["convert.tochar", (_, args, analysis) => character(args[0], analysis)],
  ["char.convertfromutf32", (_, args, analysis) => character(args[0], analysis)],
  ["bitconverter.tostring", (_, [bytes]) => toText(bytes, "hex")],
];

/** Bytes, encodings and streams of .NET, as far as they are pure. */
export const BYTE_FOLDS: readonly [string, Fold][] = entries;

/** The bytes of a value: a list of numbers, bytes, or what a stream holds. */
function bytesIn(value: Value | undefined): Uint8Array | null {
  const held = value?.boxes[0]?.fields.get("content");
  return bytesOf(held ?? value);
}

function fromText(
  value: Value | undefined,
  codec: string,
  decode: (text: string) => Uint8Array | null,
  analysis: Analysis,
): Value | null {
  const known = textIn(value);
  const bytes = known === null ? null : decode(known);
  if (value === undefined || bytes === null) return null;
  return decodedValue(value, codec, new Uint8Array(bytes), analysis);
}

function toText(value: Value | undefined, how: "base64" | "hex"): Value | null {
  const bytes = bytesIn(value);
  if (value === undefined || bytes === null) return null;
  return { ...constant(Buffer.from(bytes).toString(how)), layers: value.layers };
}

function getString(encoding: Encoding): Fold {
  return (_, [value]) => text(value, encoding);
}

function text(value: Value | undefined, encoding: Encoding): Value | null {
  if (value === undefined) return null;
  const known = only(value);
  if (typeof known === "string") return value;
  const bytes = bytesIn(value);
  if (bytes === null) return null;
  const layers = value.boxes[0]?.fields.get("content")?.layers ?? layersIn(value);
  return { ...constant(decodedText(bytes, encoding)), layers };
}

/** A list of numbers has the layers of what they were made from. */
function layersIn(value: Value): Value["layers"] {
  const items = listIn(value) ?? [];
  return items.reduce<Value["layers"]>(
    (best, each) => (each.layers.length > best.length ? each.layers : best),
    value.layers,
  );
}

function decodedText(bytes: Uint8Array, encoding: Encoding): string {
  if (encoding !== "utf16be")
    return Buffer.from(bytes)
      .toString(encoding)
      .replace(/^\uFEFF/, "");
  const turned = Buffer.from(bytes.subarray(0, bytes.length - (bytes.length % 2)));
  return turned.swap16().toString("utf16le");
}

function getBytes(encoding: "utf8" | "latin1" | "utf16le"): Fold {
  return (_, [value]) => {
    const known = value === undefined ? undefined : only(value);
    if (value === undefined || typeof known !== "string") return null;
    return { ...constant(new Uint8Array(Buffer.from(known, encoding))), layers: value.layers };
  };
}

/** A stream over bytes, or an empty one that others write into. */
function memory(args: readonly Value[]): Value | null {
  const [first] = args;
  if (first !== undefined && numberIn(first) === null)
    return bytesIn(first) === null ? null : first;
  return { ...UNKNOWN, boxes: [{ fields: new Map(), items: null, rest: UNKNOWN }] };
}

function unpacked(value: Value | undefined, how: Compression, analysis: Analysis): Value | null {
  const bytes = bytesIn(value);
  const result = bytes === null ? null : inflate(bytes, how, analysis.budget.decodedBytes);
  if (value === undefined || result === null) return null;
  return decodedValue(value, how, new Uint8Array(result), analysis);
}

function reader(stream: Value | undefined, encoding: Value | undefined): Value | null {
  const wide = encoding?.apis.some((name) => /unicode$/.test(name)) ?? false;
  return text(stream, wide ? "utf16le" : "utf8");
}

/** `$from.CopyTo($to)`: the stream holds what it was given. */
function copyTo(receiver: Value, [to]: readonly Value[]): Value | null {
  for (const box of to?.boxes ?? []) box.fields.set("content", receiver);
  return receiver.known.length === 0 && receiver.boxes.length === 0 ? null : UNKNOWN;
}

function content(receiver: Value): Value | null {
  return receiver.boxes[0]?.fields.get("content") ?? (bytesOf(receiver) === null ? null : receiver);
}

/** `[Convert]::ToInt32("41", 16)`. */
function parsed([value, base]: readonly Value[]): Value | null {
  const known = textIn(value);
  const number = known === null ? NaN : Number.parseInt(known, numberIn(base) ?? 10);
  if (value === undefined || Number.isNaN(number)) return null;
  return { ...constant(number), layers: value.layers };
}

function character(value: Value | undefined, analysis: Analysis): Value | null {
  const code = numberIn(value);
  if (value === undefined || code === null || code < 0 || code > 0x10ffff) return null;
  return decodedValue(value, "char-codes", String.fromCodePoint(Math.round(code)), analysis);
}

/** The characters of a list of codes. */
export function characters(value: Value, analysis: Analysis): Value | null {
  const items = listIn(value) ?? numbersOf(value);
  const made = items?.map((each) => {
    const known = only(each);
    return typeof known === "string" && known.length === 1 ? each : character(each, analysis);
  });
  return made?.every((each) => each !== null) === true ? list(made) : null;
}

function numbersOf(value: Value): Value[] | null {
  const known = only(value);
  if (typeof known === "string") {
    return [...known].map((each) => ({ ...constant(each), layers: value.layers }));
  }
  if (!(known instanceof Uint8Array) || known.length > 20_000) return null;
  return [...known].map((each) => ({ ...constant(each), layers: value.layers }));
}
