import type { Analysis } from "../code/analysis.ts";
import { decodedValue, fromBase64, fromHex, inflate, type Compression } from "../code/decoding.ts";
import { constant, list, only, onlyText, UNKNOWN, type Value } from "../code/value.ts";

/** The text that a value is; bytes count as text, one character for each. */
export function textIn(value: Value | undefined): string | null {
  if (value === undefined) return null;
  const known = only(value);
  if (known instanceof Uint8Array) return Buffer.from(known).toString("latin1");
  return typeof known === "number" ? String(known) : onlyText(value);
}

/** The number that a value is, also as the text of one; null when it is none. */
export function numberIn(value: Value | undefined): number | null {
  const known = value === undefined ? undefined : only(value);
  if (typeof known === "boolean") return Number(known);
  if (typeof known === "number") return known;
  return typeof known === "string" && /^-?\d{1,15}$/.test(known.trim()) ? Number(known) : null;
}

/** The items of one list; null for everything else. */
export function listIn(value: Value | undefined): Value[] | null {
  return value?.boxes.length === 1 ? (value.boxes[0]?.items ?? null) : null;
}

/** A value made of others: what they were unwrapped from is remembered. */
export function madeOf(known: string | number | boolean, sources: readonly Value[]): Value {
  const layers = sources.reduce<Value["layers"]>(
    (best, value) => (value.layers.length > best.length ? value.layers : best),
    [],
  );
  return { ...UNKNOWN, known: [known], layers };
}

/** Bytes that are text become that text; others a text with one character for each byte. */
function asText(bytes: Uint8Array): string {
  const text = Buffer.from(bytes).toString("utf8");
  return text.includes("\uFFFD") ? Buffer.from(bytes).toString("latin1") : text;
}

/** What base64 stands for; null when the value is not known or no base64. */
export function unbase64(value: Value | undefined, analysis: Analysis): Value | null {
  const text = textIn(value);
  const bytes = text === null ? null : fromBase64(text);
  return value === undefined || bytes === null
    ? null
    : decodedValue(value, "base64", asText(bytes), analysis);
}

/** What hexadecimal stands for. */
export function unhex(value: Value | undefined, analysis: Analysis): Value | null {
  const text = textIn(value);
  const bytes = text === null ? null : fromHex(text);
  return value === undefined || bytes === null
    ? null
    : decodedValue(value, "hex", asText(bytes), analysis);
}

/** What compressed bytes hold. */
export function uncompressed(
  value: Value | undefined,
  how: Compression,
  analysis: Analysis,
): Value | null {
  const text = textIn(value);
  const bytes = text === null ? null : Buffer.from(text, "latin1");
  const result = bytes === null ? null : inflate(bytes, how, analysis.budget.decodedBytes);
  return value === undefined || result === null
    ? null
    : decodedValue(value, how, asText(result), analysis);
}

/** A text turned around. */
export function turned(value: Value | undefined, analysis: Analysis): Value | null {
  const text = textIn(value);
  return value === undefined || text === null
    ? null
    : decodedValue(value, "reversed", [...text].reverse().join(""), analysis);
}

/** Letters moved by thirteen places. */
export function rot13(value: Value | undefined, analysis: Analysis): Value | null {
  const text = textIn(value);
  if (value === undefined || text === null) return null;
  const moved = text.replace(/[a-zA-Z]/g, (letter) => {
    const code = letter.charCodeAt(0) + (letter.toLowerCase() < "n" ? 13 : -13);
    return String.fromCharCode(code);
  });
  return decodedValue(value, "rot13", moved, analysis);
}

/** What percent signs stand for. */
export function unpercent(value: Value | undefined, analysis: Analysis): Value | null {
  const text = textIn(value);
  if (value === undefined || text === null) return null;
  const plain = text.replace(/%([0-9a-fA-F]{2})/g, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
  return decodedValue(value, "url", plain, analysis);
}

/** The character of a code. */
export function characterOf(value: Value | undefined, analysis: Analysis): Value | null {
  const code = numberIn(value);
  if (value === undefined || code === null || !(code >= 0 && code <= 0x10ffff)) return null;
  return decodedValue(value, "char-codes", String.fromCodePoint(Math.trunc(code)), analysis);
}

/** The code of the first character. */
export function codeOf(value: Value | undefined): Value | null {
  const code = textIn(value)?.codePointAt(0);
  return value === undefined || code === undefined
    ? null
    : { ...constant(code), layers: value.layers };
}

/** Longer results are not put together: nothing would read them. */
const CAP = 4 * 1024 * 1024;

/** The texts of a list with another between them; null when one of them is not known. */
export function joinedBy(list: Value | undefined, separator: string): Value | null {
  const items = listIn(list);
  const texts = items?.map(textIn);
  if (items === null || texts === undefined || !texts.every((text) => text !== null)) return null;
  const text = texts.join(separator);
  const value = madeOf(text, items);
  const last = value.layers.at(-1);
  if (last?.codec !== "char-codes") return value;
  const whole = { codec: last.codec, text: text.slice(0, 2000) };
  return { ...value, layers: [...value.layers.slice(0, -1), whole] };
}

/** A text with every one of some texts replaced. */
export function replacedIn(value: Value | undefined, from: string, by: string): Value | null {
  const text = textIn(value);
  if (value === undefined || text === null || from === "") return null;
  return text.length * Math.max(1, by.length) > CAP
    ? null
    : madeOf(
        text.replaceAll(from, () => by),
        [value],
      );
}

/** A part of a text; places are counted from the end when negative. */
export function partOf(
  value: Value | undefined,
  from: number,
  length: number | null,
): Value | null {
  const text = textIn(value);
  if (value === undefined || text === null) return null;
  const begin = from < 0 ? Math.max(0, text.length + from) : from;
  const end = length === null ? text.length : length < 0 ? text.length + length : begin + length;
  return madeOf(text.slice(begin, end), [value]);
}

/** A text many times; null when that would be too long. */
export function repeated(value: Value | undefined, times: number | null): Value | null {
  const text = textIn(value);
  if (value === undefined || text === null || times === null || times < 0) return null;
  return text.length * times > CAP ? null : madeOf(text.repeat(times), [value]);
}

/** The files that a pattern finds: of each, as much is known as the pattern says. */
export function matching(pattern: Value | undefined): Value | null {
  const text = textIn(pattern);
  if (text === null || !/[*?[{]/.test(text)) return null;
  const prefix = text
    .replace(/\*\*\/?/g, "…/")
    .replace(/\*|\?|\[[^[\]]{0,50}\]|\{[^{}]{0,200}\}/g, "…")
    .replace(/…{2,}/g, "…");
  return list([{ ...UNKNOWN, prefix }]);
}
