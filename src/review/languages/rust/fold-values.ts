import type { Analysis } from "../../code/analysis.ts";
import { decodedValue } from "../../code/decoding.ts";
import { itemsOf } from "../../code/items.ts";
import {
  constant,
  joinAll,
  list,
  only,
  onlyText,
  tainted,
  taintsOf,
  UNKNOWN,
  type Value,
} from "../../code/value.ts";
import { characterOf, listIn, numberIn } from "../decoded.ts";
import { bytesOf } from "../known.ts";

/** Longer lists are not put together. */
export const ITEMS = 20_000;

/** What something was unwrapped from, with all that is in it: the longest way counts. */
export function layersOf(value: Value): Value["layers"] {
  return (listIn(value) ?? []).reduce<Value["layers"]>(
    (best, each) => (each.layers.length > best.length ? each.layers : best),
    value.layers,
  );
}

/** The text that bytes, numbers or characters are; null when they are not known. */
export function textFrom(value: Value | undefined, analysis: Analysis): Value | null {
  if (value === undefined) return null;
  if (onlyText(value) !== null) return value;
  const known = only(value);
  if (known instanceof Uint8Array) return { ...value, known: [readable(known)] };
  const bytes = bytesOf(value);
  if (bytes !== null && bytes.length > 0) {
    const source = { ...UNKNOWN, layers: layersOf(value), taints: taintsOf(value) };
    return decodedValue(source, "char-codes", readable(bytes), analysis);
  }
  return charactersFrom(value);
}

function readable(bytes: Uint8Array): string {
  const text = Buffer.from(bytes).toString("utf8");
  return text.includes("\uFFFD") ? Buffer.from(bytes).toString("latin1") : text;
}

/** Texts of a list put one after another. */
export function charactersFrom(value: Value): Value | null {
  const items = listIn(value);
  const texts = items?.map(onlyText);
  if (items === null || texts === undefined || !texts.every((each) => each !== null)) return null;
  const text = texts.join("");
  const layers = layersOf(value);
  const last = layers.at(-1);
  // Characters that were made one by one are one layer when they stand together.
  const whole =
    last === undefined || !/^(?:char-codes|reversed)$/.test(last.codec)
      ? layers
      : [...layers.slice(0, -1), { codec: last.codec, text: text.slice(0, 2000) }];
  return { ...constant(text), layers: whole, taints: taintsOf(value) };
}

/** Bytes as a text with one character for each: what decoders take. */
export function packed(value: Value | undefined): Value | undefined {
  if (value === undefined || onlyText(value) !== null) return value;
  const bytes = bytesOf(value);
  return bytes === null
    ? value
    : {
        ...constant(Buffer.from(bytes).toString("latin1")),
        layers: layersOf(value),
        taints: taintsOf(value),
      };
}

/** The bytes of a text; anything else is left as it is. */
export function bytesIn(value: Value): Value | null {
  const text = onlyText(value);
  if (text === null) return said(value);
  // What a decoder gave has one character for each byte, unless it is text.
  const plain = [...text].every((each) => each.charCodeAt(0) < 256) && value.layers.length > 0;
  const bytes = new Uint8Array(Buffer.from(text, plain ? "latin1" : "utf8"));
  return { ...value, known: [bytes] };
}

/** The characters of a text. */
export function charactersOf(value: Value): Value | null {
  const text = onlyText(value);
  if (text === null || text.length > ITEMS) return null;
  return list(
    [...text].map((each) => ({ ...constant(each), layers: value.layers, taints: value.taints })),
  );
}

/** The items of a list or of bytes; null for texts and what is not known. */
export function itemsIn(value: Value | undefined): Value[] | null {
  if (value === undefined || typeof only(value) === "string") return null;
  if (value.boxes.length === 1 && value.boxes[0]?.items === null) return null;
  return itemsOf(value);
}

/** The value itself when anything is known of it. */
export function said(value: Value): Value | null {
  const parts = [value.known, value.apis, value.boxes, value.closures, value.taints];
  return parts.some((each) => each.length > 0) || value.prefix !== null ? value : null;
}

/** `x as u8`, `x as char`. */
export function cast(value: Value, type: string | null, analysis: Analysis): Value | null {
  const known = only(value);
  if (known === undefined || type === null) return said(value);
  if (type === "char") return typeof known === "number" ? characterOf(value, analysis) : value;
  if (!/^[iu](?:8|16|32|64|128|size)$/.test(type)) return value;
  const number = typeof known === "string" ? known.codePointAt(0) : (numberIn(value) ?? undefined);
  if (number === undefined) return value;
  const masked =
    type === "u8" ? number & 255 : type === "u16" ? number & 0xffff : Math.trunc(number);
  return { ...value, known: [masked] };
}

/** What functions that nobody could compute give: only where it comes from. */
export function fromAll(values: readonly Value[]): Value {
  return tainted(joinAll(values.map((each) => ({ ...UNKNOWN, taints: taintsOf(each) }))).taints);
}
