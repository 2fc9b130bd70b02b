import { itemsOf } from "../code/items.ts";
import { only, onlyText, UNKNOWN, type Value } from "../code/value.ts";

/** The number that a value is; null when it is none or not known. `True` is 1. */
export function numberOf(value: Value | undefined): number | null {
  const known = value === undefined ? undefined : only(value);
  if (typeof known === "boolean") return Number(known);
  return typeof known === "number" ? known : null;
}

/** The text that a value is; null when it is none or not known. */
export function textOf(value: Value | undefined): string | null {
  return value === undefined ? null : onlyText(value);
}

/** The bytes that a value is, also as a list of numbers; null when they are not known. */
export function bytesOf(value: Value | undefined): Uint8Array | null {
  if (value === undefined) return null;
  const known = only(value);
  if (known instanceof Uint8Array) return known;
  if (known !== undefined) return null;
  const numbers = itemsOf(value)?.map(numberOf);
  if (numbers === undefined || numbers.some((each) => each === null || each < 0 || each > 255)) {
    return null;
  }
  return Uint8Array.from(numbers, Number);
}

/** Bytes, or the bytes of a text: what most decoding functions take. */
export function bytesOrText(value: Value | undefined): Uint8Array | null {
  const text = textOf(value);
  return text === null ? bytesOf(value) : new Uint8Array(Buffer.from(text, "latin1"));
}

/** A value made from another: what it is made from is remembered. */
export function madeFrom(source: Value, known: string | number | boolean | Uint8Array): Value {
  return { ...UNKNOWN, known: [known], layers: source.layers, taints: source.taints };
}
