import type { Analysis, Fold } from "../../code/analysis.ts";
import {
  decodedValue,
  fromBase64,
  fromHex,
  inflate,
  type Compression,
} from "../../code/decoding.ts";
import { constant, only, type Value } from "../../code/value.ts";
import { numberIn, unpercent } from "../decoded.ts";
import { byteArray, bytesIn, decodedBytes, layersIn, textOfBytes } from "./bytes.ts";
import { plainText } from "./fold-texts.ts";

/** Functions that unwrap an encoding, and those between texts, bytes and numbers. */
export const DECODING_FOLDS: [string, Fold][] = [
  [
    "Convert.FromBase64String",
    (_, [text], analysis) => unwrapped(text, "base64", fromBase64, analysis),
  ],
  [
    "Convert.FromBase64CharArray",
    (_, [text], analysis) => unwrapped(text, "base64", fromBase64, analysis),
  ],
  [
    "Base64Url.DecodeFromChars",
    (_, [text], analysis) => unwrapped(text, "base64", fromBase64, analysis),
  ],
  [
    "WebEncoders.Base64UrlDecode",
    (_, [text], analysis) => unwrapped(text, "base64", fromBase64, analysis),
  ],
  ["Convert.FromHexString", (_, [text], analysis) => unwrapped(text, "hex", fromHex, analysis)],
  ["SoapHexBinary.Parse", (_, [text], analysis) => unwrapped(text, "hex", fromHex, analysis)],
  ["Uri.UnescapeDataString", (_, [text], analysis) => unpercent(text, analysis)],
  ["WebUtility.UrlDecode", (_, [text], analysis) => unpercent(text, analysis)],
  ["HttpUtility.UrlDecode", (_, [text], analysis) => unpercent(text, analysis)],
  [".GetString", (value, [bytes], analysis) => textFrom(value, bytes, analysis)],
  [".GetChars", (value, [bytes], analysis) => textFrom(value, bytes, analysis)],
  [".GetBytes", (value, [text]) => bytesFrom(value, text)],
  ["MemoryStream", (_, [bytes]) => (bytes === undefined ? null : held(bytes))],
  ["StreamReader", (_, [source]) => reader(source)],
  ["StreamWriter", (_, [source]) => reader(source)],
  ["BinaryWriter", (_, [source]) => reader(source)],
  ["SslStream", (_, [source]) => reader(source)],
  ["BinaryReader", (_, [source]) => (source === undefined ? null : held(source))],
  ["StringReader", (_, [source]) => source ?? null],
  ["BufferedStream", (_, [source]) => (source === undefined ? null : held(source))],
  ["GZipStream", (_, [source], analysis) => inflated(source, "gzip", analysis)],
  ["DeflateStream", (_, [source], analysis) => inflated(source, "deflate", analysis)],
  ["ZLibStream", (_, [source], analysis) => inflated(source, "zlib", analysis)],
  ["BrotliStream", (_, [source], analysis) => inflated(source, "brotli", analysis)],
  ["GZipInputStream", (_, [source], analysis) => inflated(source, "gzip", analysis)],
  [".ReadToEnd", (value, _, analysis) => read(value, analysis)],
  [".ReadToEndAsync", (value, _, analysis) => read(value, analysis)],
  [".ReadLine", (value, _, analysis) => read(value, analysis)],
  [".CopyTo", (value, [target]) => copied(value, target)],
  [".CopyToAsync", (value, [target]) => copied(value, target)],
  ["#char", (_, [code], analysis) => character(code, analysis)],
  ["Convert.ToChar", (_, [code], analysis) => character(code, analysis)],
  ["char.ConvertFromUtf32", (_, [code], analysis) => character(code, analysis)],
  ["#number", (_, [value, type]) => number(value, type)],
  ...[
    "Convert.ToByte",
    "Convert.ToInt32",
    "Convert.ToInt16",
    "Convert.ToUInt32",
    "Convert.ToInt64",
  ].map((name): [string, Fold] => [name, (_, [text, base]) => parsed(text, numberIn(base))]),
  ...["int.Parse", "byte.Parse", "short.Parse", "long.Parse", "uint.Parse"].map(
    (name): [string, Fold] => [name, (_, [text, style]) => parsed(text, isHex(style) ? 16 : null)],
  ),
];

/** Layers and taints are kept; what is unwrapped is an array of bytes. */
function unwrapped(
  value: Value | undefined,
  codec: string,
  decode: (text: string) => Uint8Array | null,
  analysis: Analysis,
): Value | null {
  const bytes = value === undefined ? null : bytesIn(value);
  const text =
    plainText(value) ??
    lettersIn(value) ??
    (bytes === null ? null : Buffer.from(bytes).toString("latin1"));
  const result = text === null ? null : decode(text);
  return value === undefined || result === null
    ? null
    : decodedBytes(value, codec, result, analysis);
}

function lettersIn(value: Value | undefined): string | null {
  const items = value?.boxes.length === 1 ? value.boxes[0]?.items : null;
  const texts = items?.map((each) => only(each)) ?? [];
  return texts.length > 0 && texts.every((each) => typeof each === "string")
    ? texts.join("")
    : null;
}

/** The encoding by the name of what does it: `Encoding.UTF8`, `Encoding.Unicode`. */
function encodingOf(value: Value): BufferEncoding {
  const name = value.apis[0] ?? "";
  if (/Unicode$|UnicodeEncoding|UTF16/.test(name)) return "utf16le";
  return /ASCII|Latin1|Default/.test(name) ? "latin1" : "utf8";
}

function isEncoding(value: Value): boolean {
  return value.apis.some((name) => /Encoding/.test(name));
}

function textFrom(receiver: Value, bytes: Value | undefined, analysis: Analysis): Value | null {
  if (!isEncoding(receiver) || bytes === undefined) return null;
  return textOfBytes(bytes, encodingOf(receiver), analysis);
}

function bytesFrom(receiver: Value, text: Value | undefined): Value | null {
  const known = plainText(text);
  if (!isEncoding(receiver) || text === undefined || known === null) return null;
  return {
    ...constant(new Uint8Array(Buffer.from(known, encodingOf(receiver)))),
    layers: text.layers,
  };
}

/** A reader or stream over known data, or over another stream, is as good as that. */
function held(source: Value): Value | null {
  const known = bytesIn(source) !== null || plainText(source) !== null;
  return known || source.apis.length > 0 ? source : null;
}

/** A reader of a file has the name of that file. */
function reader(source: Value | undefined): Value | null {
  return source === undefined || plainText(source) !== null ? null : held(source);
}

function inflated(source: Value | undefined, how: Compression, analysis: Analysis): Value | null {
  const bytes = bytesIn(source);
  if (source === undefined || bytes === null || bytes.length === 0) return null;
  const result = inflate(bytes, how, analysis.budget.decodedBytes);
  return result === null ? null : decodedBytes(source, how, result, analysis);
}

/** Reading a stream over known bytes gives their text. */
function read(value: Value, analysis: Analysis): Value | null {
  if (typeof only(value) === "string") return value;
  return textOfBytes(value, "utf8", analysis);
}

/** What is copied into a stream in memory is what that stream holds. */
function copied(value: Value, target: Value | undefined): Value | null {
  const bytes = bytesIn(value);
  const box = target?.boxes.length === 1 ? target.boxes[0] : undefined;
  if (bytes === null || box?.items === null || box === undefined) return null;
  box.items = byteArray(bytes, { ...value, layers: layersIn(value) }).boxes[0]?.items ?? [];
  return value;
}

function character(value: Value | undefined, analysis: Analysis): Value | null {
  if (value === undefined) return null;
  const known = only(value);
  if (typeof known === "string") return known.length === 1 ? value : null;
  if (typeof known !== "number" || known < 0 || known > 0x10ffff) return null;
  return decodedValue(value, "char-codes", String.fromCodePoint(Math.trunc(known)), analysis);
}

const MASKS: Readonly<Record<string, number>> = { byte: 0xff, ushort: 0xffff };

/** A letter's code, or a number cut to its type. */
function number(value: Value | undefined, type: Value | undefined): Value | null {
  if (value === undefined) return null;
  const known = only(value);
  const plain =
    typeof known === "string" && known.length === 1
      ? known.charCodeAt(0)
      : typeof known === "number"
        ? Math.trunc(known)
        : null;
  if (plain === null) return null;
  const mask = MASKS[plainText(type) ?? ""];
  return { ...constant(mask === undefined ? plain : plain & mask), layers: value.layers };
}

function isHex(style: Value | undefined): boolean {
  return style?.apis.some((name) => /HexNumber|AllowHexSpecifier/.test(name)) === true;
}

function parsed(value: Value | undefined, base: number | null): Value | null {
  const text = plainText(value);
  if (value === undefined || text === null) return null;
  const found = Number.parseInt(text.replace(/^0[xX](?=[0-9a-fA-F])/, ""), base ?? 10);
  return Number.isNaN(found) ? null : { ...constant(found), layers: value.layers };
}
