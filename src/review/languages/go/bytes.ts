import {
  constant,
  joinAll,
  list,
  only,
  onlyText,
  taintsOf,
  UNKNOWN,
  type Box,
  type Value,
} from "../../code/value.ts";

/** Longer byte strings are kept whole: nothing can be put into their middle. */
const ITEMS = 20_000;
/** The field in which a buffer keeps what was written into it. */
const CONTENT = "#content";

/** What a value is made of: the text of a buffer, else the value itself. */
export function plain(value: Value): Value {
  const [box] = value.boxes;
  const content = value.boxes.length === 1 ? box?.fields.get(CONTENT) : undefined;
  return content ?? value;
}

/** The buffer that a value is, or null. */
export function bufferOf(value: Value): Box | null {
  return value.boxes.find((box) => box.fields.has(CONTENT)) ?? null;
}

/** A new buffer that holds a value. */
export function buffer(content: Value): Value {
  return {
    ...UNKNOWN,
    boxes: [{ fields: new Map([[CONTENT, content]]), items: null, rest: UNKNOWN }],
  };
}

/** What a buffer holds. */
export function contentOf(box: Box): Value {
  return box.fields.get(CONTENT) ?? constant("");
}

/** Puts other content into a buffer. */
export function setContent(box: Box, content: Value): void {
  box.fields.set(CONTENT, content);
}

/** The items of a list; where there are several, of the longest. */
export function itemsIn(value: Value | undefined): Value[] | null {
  let best: Value[] | null = null;
  for (const { items } of value?.boxes ?? []) {
    if (items !== null && (best === null || items.length > best.length)) best = items;
  }
  return best;
}

/** The text that a value is, whether it is kept as text, as bytes or as a list of codes. */
export function textIn(value: Value | undefined): string | null {
  if (value === undefined) return null;
  const inner = plain(value);
  const known = only(inner);
  if (known instanceof Uint8Array) return asText(known);
  if (typeof known === "string") return known;
  const items = itemsIn(inner);
  return items === null ? null : textOfCodes(items);
}

function textOfCodes(items: readonly Value[]): string | null {
  const codes: number[] = [];
  for (const item of items) {
    const known = only(item);
    if (typeof known === "number") codes.push(known);
    else if (typeof known === "string" && known.length === 1) codes.push(known.charCodeAt(0));
    else return null;
  }
  if (codes.some((code) => code > 255)) return codes.map(characterOf).join("");
  return asText(Uint8Array.from(codes, (code) => code & 255));
}

/** The character of a code point; what is none becomes the sign for that. */
export function characterOf(code: number): string {
  return code >= 0 && code <= 0x10ffff ? String.fromCodePoint(code) : "\uFFFD";
}

function asText(bytes: Uint8Array): string {
  const text = Buffer.from(bytes).toString("utf8");
  return text.includes("\uFFFD") ? Buffer.from(bytes).toString("latin1") : text;
}

/** The bytes that a value is; a text of single bytes stands for these. */
export function bytesIn(value: Value | undefined): Uint8Array | null {
  if (value === undefined) return null;
  const inner = plain(value);
  const known = only(inner);
  if (known instanceof Uint8Array) return known;
  if (typeof known === "string") return encoded(known);
  const codes = itemsIn(inner)?.map((item) => only(item));
  if (codes === undefined || !codes.every((code) => typeof code === "number")) return null;
  return Uint8Array.from(codes, (code) => code & 255);
}

function encoded(text: string): Uint8Array {
  const narrow = /^[\u0000-\u00ff]*$/.test(text);
  return new Uint8Array(Buffer.from(text, narrow ? "latin1" : "utf8"));
}

/** A value as bytes that can be changed one by one. */
export function changeable(value: Value): Value {
  const inner = plain(value);
  const known = only(inner);
  const bytes =
    known instanceof Uint8Array ? known : typeof known === "string" ? encoded(known) : null;
  if (bytes === null || bytes.length > ITEMS) return inner;
  return codes([...bytes], inner);
}

/** A list of codes out of a value, each with what the value was unwrapped from. */
export function codes(numbers: readonly number[], from: Value): Value {
  const { layers, taints } = from;
  return list(numbers.map((code) => ({ ...constant(code), layers, taints })));
}

/** The layers that were unwrapped for any part of the values. */
export function layersOf(values: readonly Value[]): Value["layers"] {
  let best: Value["layers"] = [];
  for (const value of values) {
    const inner = plain(value);
    const items = itemsIn(inner) ?? [];
    for (const each of [inner, items[0], items.at(-1)]) {
      if (each !== undefined && each.layers.length > best.length) best = each.layers;
    }
  }
  return best;
}

/** A known value made from others: what those were unwrapped from is remembered. */
export function madeFrom(known: string | number | boolean, sources: readonly Value[]): Value {
  return { ...constant(known), layers: layersOf(sources) };
}

/** A value of which only remains where it comes from. */
export function origin(values: readonly Value[]): Value {
  return joinAll(values.map((value) => ({ ...UNKNOWN, taints: taintsOf(value) })));
}

/** The whole number that a value is, also as one character; null when it is none. */
export function numberIn(value: Value | undefined): number | null {
  const known = value === undefined ? undefined : only(value);
  if (typeof known === "number") return known;
  const text = value === undefined ? null : onlyText(value);
  return text?.length === 1 ? text.charCodeAt(0) : null;
}
