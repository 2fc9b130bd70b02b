import type { Analysis, Fold } from "../../code/analysis.ts";
import { fromBase64, fromHex, inflate, type Compression } from "../../code/decoding.ts";
import { constant, list, only, stepped, UNKNOWN, type Value } from "../../code/value.ts";
import { listIn, madeOf } from "../decoded.ts";
import { numeric } from "./operate.ts";

/** Arrays that are longer are kept as a whole, and cannot be changed item by item. */
const ITEMS = 20_000;
const SHOWN = 2000;

/** The bytes or letters that a value holds, one number each; null when one is not known. */
export function codesIn(value: Value | undefined): number[] | null {
  if (value === undefined) return null;
  const known = only(value);
  if (typeof known === "string") return [...known].map((each) => each.codePointAt(0) ?? 0);
  if (known instanceof Uint8Array) return [...known];
  const items = listIn(value);
  if (items === null) return null;
  const codes = items.map((each) => only(numeric(each)));
  return codes.every((each) => typeof each === "number") ? codes : null;
}

/** The text of bytes or letters: UTF-8 where it is that. */
export function textOfCodes(codes: readonly number[]): string {
  if (codes.some((code) => code > 255)) {
    return codes
      .map((code) => String.fromCodePoint(Math.trunc(Math.abs(code)) % 0x110000))
      .join("");
  }
  const bytes = Uint8Array.from(codes, (code) => code & 255);
  const text = Buffer.from(bytes).toString("utf8");
  return text.includes("\uFFFD") ? Buffer.from(bytes).toString("latin1") : text;
}

/** What was unwrapped to get a value, or the items of a list. */
export function layersIn(value: Value): Value["layers"] {
  if (value.layers.length > 0) return value.layers;
  const items = listIn(value) ?? [];
  return items.find((each) => each.layers.length > 0)?.layers ?? [];
}

/** Bytes as a list, so that a loop can change them in place. */
export function byteList(bytes: Uint8Array, source: Value): Value {
  const { layers, taints } = source;
  if (bytes.length > ITEMS) return { ...constant(bytes), layers, taints };
  const items = [...bytes].map((each) => constant(each, layers));
  return { ...list(items), layers, taints };
}

/** A decoded value: bytes that remember which layer they came out of. */
export function decodedBytes(
  source: Value,
  codec: string,
  bytes: Uint8Array,
  analysis: Analysis,
): Value | null {
  if (analysis.budget.decodedBytes < bytes.length) return null;
  analysis.budget.decodedBytes -= bytes.length;
  const text = Buffer.from(bytes.subarray(0, SHOWN)).toString("latin1");
  const layers = [...layersIn(source), { codec, text }];
  const { taints } = stepped(source, "decode");
  return byteList(bytes, { ...UNKNOWN, layers, taints });
}

function latin(value: Value | undefined): string | null {
  const codes = codesIn(value);
  return codes === null ? null : Buffer.from(codes.map((code) => code & 255)).toString("latin1");
}

/** A decoder of text: base64 or hexadecimal. */
export function decoder(codec: "base64" | "hex"): Fold {
  const decode = codec === "hex" ? fromHex : fromBase64;
  return (_, [value], analysis) => {
    const text = latin(value);
    const bytes = text === null ? null : decode(text);
    return value === undefined || bytes === null
      ? null
      : decodedBytes(value, codec, bytes, analysis);
  };
}

/** A stream that unpacks what it is made from. */
export function unpacker(how: Compression): Fold {
  return (_, [value], analysis) => {
    const text = latin(value);
    if (value === undefined || text === null) return value ?? null;
    const bytes = inflate(Buffer.from(text, "latin1"), how, analysis.budget.decodedBytes);
    return bytes === null ? null : decodedBytes(value, how, bytes, analysis);
  };
}

/** `new String(bytes)`, `String.valueOf(letters)`, also of a part of them. */
export const textFrom: Fold = (_, [value, from, length], analysis) => {
  if (value === undefined) return constant("");
  const whole = codesIn(value);
  const single = only(value);
  if (typeof single === "number" || typeof single === "boolean") {
    return madeOf(String(single), [value]);
  }
  if (whole === null) return null;
  const start = from === undefined ? undefined : only(from);
  const size = length === undefined ? undefined : only(length);
  const codes =
    typeof start === "number" && typeof size === "number"
      ? whole.slice(start, start + size)
      : whole;
  const text = textOfCodes(codes);
  const layers = layersIn(value);
  const made = { ...constant(text), layers: named(value, layers, text), taints: value.taints };
  analysis.budget.steps -= codes.length / 16;
  return made;
};

/** Letters written as numbers are a layer of their own once they stand together as a text. */
function named(value: Value, layers: Value["layers"], text: string): Value["layers"] {
  if (typeof only(value) === "string") return layers;
  const items = listIn(value) ?? [];
  const numbers = items.some((each) => typeof only(each) === "number");
  const last = layers.at(-1);
  const whole = { codec: "char-codes", text: text.slice(0, SHOWN) };
  if (last?.codec === "char-codes") return [...layers.slice(0, -1), whole];
  return numbers && items.length > 1 && layers.length === 0 ? [whole] : layers;
}

/** `text.getBytes()` and `text.toCharArray()`. */
export function itemsFrom(letters: boolean): Fold {
  return (receiver) => {
    const text = only(receiver);
    if (typeof text !== "string" || text.length > ITEMS) return letters ? null : bytesOnly(text);
    const { layers, taints } = receiver;
    const items = letters
      ? Array.from(text, (each) => constant(each, layers))
      : [...Buffer.from(text, "utf8")].map((each) => constant(each, layers));
    return { ...list(items), layers, taints };
  };
}

function bytesOnly(text: unknown): Value | null {
  return typeof text === "string" ? constant(new Uint8Array(Buffer.from(text, "utf8"))) : null;
}
