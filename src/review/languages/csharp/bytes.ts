import type { Analysis } from "../../code/analysis.ts";
import { decodedValue } from "../../code/decoding.ts";
import { constant, only, UNKNOWN, type Value } from "../../code/value.ts";

/** Byte arrays up to this length are lists, so that loops can change them in place. */
const CHANGEABLE = 20_000;

/** The bytes that a value is: bytes, or a list of small numbers; null when it is neither. */
export function bytesIn(value: Value | undefined): Uint8Array | null {
  if (value === undefined) return null;
  const known = only(value);
  if (known instanceof Uint8Array) return known;
  const items = known === undefined && value.boxes.length === 1 ? value.boxes[0]?.items : null;
  if (items === null || items === undefined) return null;
  const bytes = new Uint8Array(items.length);
  for (const [index, item] of items.entries()) {
    const number = only(item);
    if (typeof number !== "number") return null;
    bytes[index] = number & 255;
  }
  return bytes;
}

/** The longest history of a value, or of what is in it. */
export function layersIn(value: Value): Value["layers"] {
  const items = value.boxes[0]?.items ?? [];
  return [value, ...items.slice(0, 64)].reduce<Value["layers"]>(
    (best, each) => (each.layers.length > best.length ? each.layers : best),
    [],
  );
}

/** Bytes as an array of C#: a list that can be changed, with what they were unwrapped from. */
export function byteArray(bytes: Uint8Array, source: Value): Value {
  const { layers, taints } = source;
  if (bytes.length > CHANGEABLE) return { ...constant(bytes), layers, taints };
  const items = [...bytes].map((byte) => ({ ...constant(byte), layers, taints }));
  return { ...UNKNOWN, layers, taints, boxes: [{ fields: new Map(), items, rest: UNKNOWN }] };
}

/** An array that was decoded, or null when that would be too much. */
export function decodedBytes(
  source: Value,
  codec: string,
  bytes: Uint8Array,
  analysis: Analysis,
): Value | null {
  const decoded = decodedValue({ ...source, layers: layersIn(source) }, codec, bytes, analysis);
  return decoded === null ? null : byteArray(bytes, decoded);
}

/** The text that bytes are; numbers that stand in the program are a layer of their own. */
export function textOfBytes(
  source: Value,
  encoding: BufferEncoding,
  analysis: Analysis,
): Value | null {
  const bytes = bytesIn(source);
  if (bytes === null) return null;
  const text = Buffer.from(bytes).toString(encoding);
  const layers = layersIn(source);
  if (only(source) === undefined && layers.length === 0 && bytes.length > 0)
    return decodedValue(source, "char-codes", text, analysis);
  return { ...constant(text), layers };
}

/** A list of single letters, as a text knows how to be one. */
export function lettersOf(value: Value): Value[] | null {
  const known = only(value);
  if (typeof known !== "string" || known.length > CHANGEABLE) return null;
  return [...known].map((letter) => ({
    ...constant(letter),
    layers: value.layers,
    taints: value.taints,
  }));
}

/** The items of an array, a list, or the letters of a text. */
export function itemsIn(value: Value | undefined): Value[] | null {
  if (value === undefined) return null;
  const known = only(value);
  if (known instanceof Uint8Array) {
    if (known.length > CHANGEABLE) return null;
    return [...known].map((byte) => ({ ...constant(byte), layers: value.layers }));
  }
  if (known !== undefined) return lettersOf(value);
  return value.boxes.length === 1 ? (value.boxes[0]?.items ?? null) : null;
}
