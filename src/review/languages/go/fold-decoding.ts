import type { Analysis, Fold } from "../../code/analysis.ts";
import {
  type Compression,
  decodedValue,
  fromBase32,
  fromBase64,
  fromHex,
  inflate,
} from "../../code/decoding.ts";
import { NOTHING, only, type Value } from "../../code/value.ts";
import { bytesIn, changeable, itemsIn, layersOf, plain, textIn } from "./bytes.ts";

const STANDARD = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/** Functions that unwrap what was encoded or compressed. */
export const DECODING_FOLDS: readonly [string, Fold][] = [
  ["encoding/hex.DecodeString", (_, [text], analysis) => hex(text, analysis)],
  ["encoding/hex.Decode", (_, [to, text], analysis) => into(to, hex(text, analysis))],
  [
    "encoding/base64.NewDecoder",
    (_, [encoding, text], analysis) => base64(encoding, text, analysis),
  ],
  ["encoding/base64.NewEncoding", (_, [alphabet]) => alphabet ?? null],
  ["encoding/hex.NewDecoder", (_, [text], analysis) => hex(text, analysis)],
  [".DecodeString", (encoding, [text], analysis) => base64(encoding, text, analysis)],
  [".Decode", (encoding, [to, text], analysis) => into(to, base64(encoding, text, analysis))],
  [".WithPadding", (encoding) => encoding],
  [".Strict", (encoding) => encoding],
  ["compress/gzip.NewReader", (_, [data], analysis) => inflated(data, "gzip", analysis)],
  ["compress/zlib.NewReader", (_, [data], analysis) => inflated(data, "zlib", analysis)],
  ["compress/flate.NewReader", (_, [data], analysis) => inflated(data, "deflate", analysis)],
  ["net/url.QueryUnescape", (_, [text], analysis) => percent(text, true, analysis)],
  ["net/url.PathUnescape", (_, [text], analysis) => percent(text, false, analysis)],
];

/** The same value with what its parts were unwrapped from, as one. */
function whole(value: Value): Value {
  return { ...plain(value), layers: layersOf([value]) };
}

/** Decoded bytes: a list that can be changed, as programs do after decoding. */
function decoded(
  value: Value,
  codec: string,
  bytes: Uint8Array | null,
  analysis: Analysis,
): Value | null {
  if (bytes === null) return null;
  const result = decodedValue(whole(value), codec, bytes, analysis);
  if (result === null) return null;
  const [layer] = result.layers.slice(-1);
  const text = Buffer.from(bytes).toString("utf8");
  const shown =
    layer === undefined || text.includes("\uFFFD")
      ? layer
      : { ...layer, text: text.slice(0, 2000) };
  const layers = shown === undefined ? result.layers : [...result.layers.slice(0, -1), shown];
  return changeable({ ...result, layers });
}

function hex(value: Value | undefined, analysis: Analysis): Value | null {
  const text = textIn(value);
  return value === undefined || text === null
    ? null
    : decoded(value, "hex", fromHex(text), analysis);
}

/** The receiver is one of the standard encodings, or an alphabet of the program's own. */
function base64(
  encoding: Value | undefined,
  value: Value | undefined,
  analysis: Analysis,
): Value | null {
  const text = textIn(value);
  if (encoding === undefined || value === undefined || text === null) return null;
  const own = only(encoding);
  const standard = encoding.apis.some((name) => name.startsWith("encoding/base64."));
  if (typeof own === "string" && own.length === 64) {
    return decoded(value, "base64", fromBase64(translated(text, own)), analysis);
  }
  if (standard) return decoded(value, "base64", fromBase64(text), analysis);
  if (!encoding.apis.some((name) => name.startsWith("encoding/base32."))) return null;
  return decoded(value, "base32", fromBase32(text), analysis);
}

function translated(text: string, alphabet: string): string {
  return [...text].map((letter) => STANDARD[alphabet.indexOf(letter)] ?? "").join("");
}

function inflated(value: Value | undefined, how: Compression, analysis: Analysis): Value | null {
  const bytes = bytesIn(value);
  if (value === undefined || bytes === null) return null;
  return decoded(value, how, inflate(bytes, how, analysis.budget.decodedBytes), analysis);
}

function percent(value: Value | undefined, plus: boolean, analysis: Analysis): Value | null {
  const text = textIn(value);
  if (value === undefined || text === null) return null;
  const spaced = plus ? text.replaceAll("+", " ") : text;
  const bytes = spaced.replace(/%([0-9a-fA-F]{2})/g, (_, code: string) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  );
  return decodedValue(whole(value), "url", bytes, analysis);
}

/** `Decode(to, from)` puts what it unwraps into a list that is there already. */
function into(to: Value | undefined, result: Value | null): Value | null {
  const items = itemsIn(to);
  const made = itemsIn(result ?? undefined);
  if (items === null || made === null) return null;
  items.splice(0, Math.max(items.length, made.length), ...made);
  return NOTHING;
}
