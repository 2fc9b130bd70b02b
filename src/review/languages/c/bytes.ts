import type { Analysis } from "../../code/analysis.ts";
import { decodedValue } from "../../code/decoding.ts";
import { constant, only, UNKNOWN, type Box, type Value } from "../../code/value.ts";
import { madeOf } from "../decoded.ts";

/** Longer arrays are kept whole: nothing can be put into their middle. */
const ITEMS = 20_000;
/** The field in which an array keeps what was written into it at once. */
const CONTENT = "#content";

/** An array of characters that things are written into. */
export function buffer(): Value {
  return {
    ...UNKNOWN,
    boxes: [{ fields: new Map([[CONTENT, UNKNOWN]]), items: [], rest: UNKNOWN }],
  };
}

/** The array that a value is, or null. */
export function arrayOf(value: Value | undefined): Box | null {
  const [box] = value?.boxes ?? [];
  return value?.boxes.length === 1 && box?.items !== null ? (box ?? null) : null;
}

/** Writes a value into an array, from its beginning. */
export function fill(box: Box, value: Value): void {
  const text = textIn(value);
  const characters = text === null || text.length > ITEMS ? [] : [...text];
  box.items = characters.map((each) => ({ ...constant(each), layers: value.layers }));
  box.fields.set(CONTENT, value);
}

/** An array of the characters of a text. */
export function characters(value: Value): Value {
  const made = buffer();
  for (const box of made.boxes) fill(box, value);
  return made;
}

/** The text in an array or a text up to its end mark; null when it is not known. */
export function textIn(value: Value | undefined): string | null {
  if (value === undefined) return null;
  const known = only(value);
  if (typeof known === "string") return known;
  if (known instanceof Uint8Array) return Buffer.from(known).toString("latin1");
  const items = arrayOf(value)?.items ?? [];
  return items.length === 0 ? null : textOfItems(items);
}

function textOfItems(items: readonly Value[]): string | null {
  let out = "";
  for (const item of items) {
    const known = only(item);
    if (known === 0 || known === "\0") return asText(out);
    if (typeof known === "number") out += String.fromCharCode(known & 0xff);
    else if (typeof known === "string" && known.length < 2) out += known;
    else return null;
  }
  return asText(out);
}

function asText(text: string): string {
  if (/[^\u0000-\u00ff]/.test(text) || !/[\u0080-\u00ff]/.test(text)) return text;
  const decoded = Buffer.from(text, "latin1").toString("utf8");
  return decoded.includes("\uFFFD") ? text : decoded;
}

/** What a library sees of an argument: the text in an array, else the value itself. */
export function asArgument(value: Value, analysis: Analysis): Value {
  const box = arrayOf(value);
  if (box === null) return value;
  const items = box.items ?? [];
  const text = items.length === 0 ? null : textOfItems(items);
  if (text === null || text === "") {
    const content = box.fields.get(CONTENT);
    return content === undefined || content === UNKNOWN ? value : content;
  }
  const codes = items.some((item) => typeof only(item) === "number");
  const whole = madeOf(text, items.slice(0, 100));
  return (codes ? decodedValue(whole, "char-codes", text, analysis) : null) ?? whole;
}

/** The bytes of an array of numbers or of a text; null when they are not known. */
export function bytesIn(value: Value | undefined): Uint8Array | null {
  if (value === undefined) return null;
  const known = only(value);
  if (known instanceof Uint8Array) return known;
  if (typeof known === "string") return new Uint8Array(Buffer.from(known, "latin1"));
  const items = (arrayOf(value)?.items ?? []).map(only);
  const codes = items.map((each) => (typeof each === "string" ? each.charCodeAt(0) : each));
  if (codes.length === 0 || !codes.every((each) => typeof each === "number")) return null;
  return Uint8Array.from(codes, (code) => code & 0xff);
}
