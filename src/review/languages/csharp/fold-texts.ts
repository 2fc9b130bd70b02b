import type { Analysis, Fold } from "../../code/analysis.ts";
import { decodedValue } from "../../code/decoding.ts";
import { concatenate } from "../../code/expressions.ts";
import { constant, list, only, UNKNOWN, type Value } from "../../code/value.ts";
import { joinedBy, madeOf, numberIn, repeated, replacedIn } from "../decoded.ts";
import { bytesIn, itemsIn, layersIn, lettersOf } from "./bytes.ts";

/** A text, or the letter of one; bytes are none. */
export function plainText(value: Value | undefined): string | null {
  const known = value === undefined ? undefined : only(value);
  return typeof known === "string" ? known : typeof known === "number" ? String(known) : null;
}

/** Methods of texts, and functions that make texts. */
export const TEXT_FOLDS: [string, Fold][] = [
  [".ToString", (value) => asText(value)],
  [".ToLower", (value) => changed(value, (text) => text.toLowerCase())],
  [".ToLowerInvariant", (value) => changed(value, (text) => text.toLowerCase())],
  [".ToUpper", (value) => changed(value, (text) => text.toUpperCase())],
  [".ToUpperInvariant", (value) => changed(value, (text) => text.toUpperCase())],
  [".Trim", (value, [letters]) => trimmed(value, letters, true, true)],
  [".TrimStart", (value, [letters]) => trimmed(value, letters, true, false)],
  [".TrimEnd", (value, [letters]) => trimmed(value, letters, false, true)],
  [".Replace", (value, [from, by]) => replacedBy(value, from, by)],
  [".Substring", (value, [from, length]) => part(value, from, length)],
  [".Remove", (value, [from, length]) => removed(value, from, length)],
  [".Insert", (value, [at, text]) => inserted(value, at, text)],
  [".Split", (value, [separator]) => split(value, separator)],
  [".ToCharArray", (value) => letters(value)],
  [".PadLeft", (value) => changed(value, (text) => text)],
  [".PadRight", (value) => changed(value, (text) => text)],
  [".Normalize", (value) => changed(value, (text) => text.normalize())],
  ["string", (_, [text, times], analysis) => newText(text, times, analysis)],
  ["string.Join", (_, [separator, ...items], analysis) => joined(separator, items, analysis)],
  ["string.Concat", (_, items, analysis) => joined(constant(""), items, analysis)],
  ["string.Format", (_, [format, ...rest]) => formatted(format, rest)],
  ["string.Copy", (_, [text]) => (plainText(text) === null ? null : (text ?? null))],
  ["FormattableString.Invariant", (_, [text]) => text ?? null],
  ["Regex.Replace", (_, [text, pattern, by]) => withoutPattern(text, pattern, by)],
  ["Regex.Unescape", (_, [text]) => unescaped(text)],
  ["Uri", (_, [base, rest]) => address(base, rest)],
  ["UriBuilder", (_, [base]) => base ?? null],
];

/** A text after a change; null for what is no text. */
export function changed(value: Value, change: (text: string) => string): Value | null {
  const known = only(value);
  return typeof known === "string" ? madeOf(change(known), [value]) : null;
}

/** A text as it is, a number in digits, and what a builder has collected. */
function asText(value: Value): Value | null {
  const known = only(value);
  if (typeof known === "string") return value;
  if (typeof known === "number" || typeof known === "boolean")
    return madeOf(String(known), [value]);
  const items = known === undefined && value.boxes.length === 1 ? value.boxes[0]?.items : null;
  if (items === null || items === undefined) return null;
  return items.length === 0 ? constant("") : concatenate(items);
}

function trimmed(
  value: Value,
  letters: Value | undefined,
  start: boolean,
  end: boolean,
): Value | null {
  const set = letters === undefined ? null : (itemsIn(letters) ?? []).map(plainText).join("");
  const inside = (letter: string) =>
    set === null || set === "" ? /\s/.test(letter) : set.includes(letter);
  return changed(value, (text) => {
    let from = 0;
    let to = text.length;
    while (start && from < to && inside(text.charAt(from))) from += 1;
    while (end && to > from && inside(text.charAt(to - 1))) to -= 1;
    return text.slice(from, to);
  });
}

/** Of a builder, every piece is changed. */
function replacedBy(value: Value, from: Value | undefined, by: Value | undefined): Value | null {
  const searched = plainText(from);
  const instead = by === undefined || only(by) === null ? "" : plainText(by);
  if (searched === null || instead === null) return null;
  const text = asText(value);
  const replaced =
    text === null || plainText(text) === null ? null : replacedIn(text, searched, instead);
  const box = only(value) === undefined ? value.boxes[0] : undefined;
  if (box === undefined || replaced === null) return replaced;
  box.items = [replaced];
  return value;
}

function part(value: Value, from: Value | undefined, length: Value | undefined): Value | null {
  const start = numberIn(from);
  const size = length === undefined ? undefined : numberIn(length);
  if (start === null || size === null) return null;
  return changed(value, (text) => text.slice(start, size === undefined ? undefined : start + size));
}

function removed(value: Value, from: Value | undefined, length: Value | undefined): Value | null {
  const start = numberIn(from);
  const size = length === undefined ? Infinity : numberIn(length);
  if (start === null || size === null) return null;
  return changed(value, (text) => text.slice(0, start) + text.slice(start + size));
}

function inserted(value: Value, at: Value | undefined, text: Value | undefined): Value | null {
  const place = numberIn(at);
  const box = only(value) === undefined && value.boxes.length === 1 ? value.boxes[0] : undefined;
  if (place !== null && text !== undefined && box?.items !== null && box !== undefined) {
    box.items.splice(place, 0, text);
    return value;
  }
  const more = plainText(text);
  if (place === null || more === null) return null;
  return changed(value, (whole) => whole.slice(0, place) + more + whole.slice(place));
}

const ITEMS = 20_000;

function split(value: Value, separator: Value | undefined): Value | null {
  const text = only(value);
  const set = separator === undefined ? null : (itemsIn(separator) ?? [separator]).map(plainText);
  const known = separator === undefined ? null : plainText(separator);
  if (typeof text !== "string") return null;
  const pieces =
    known !== null
      ? text.split(known, ITEMS)
      : set === null
        ? text.split(/\s/, ITEMS)
        : set.reduce<string[]>(
            (found, each) =>
              found.flatMap((piece) =>
                each === null || each === "" ? [piece] : piece.split(each),
              ),
            [text],
          );
  return list(pieces.slice(0, ITEMS).map((each) => madeOf(each, [value])));
}

function letters(value: Value): Value | null {
  const found = lettersOf(value);
  return found === null ? null : list(found);
}

/** `new string(letters)` and `new string('x', 3)`. */
function newText(
  text: Value | undefined,
  times: Value | undefined,
  analysis: Analysis,
): Value | null {
  if (text === undefined) return null;
  if (typeof only(text) === "string") {
    return times === undefined ? text : repeated(text, numberIn(times));
  }
  return joined(constant(""), [text], analysis);
}

/** Texts put together; letters that were made from numbers are a layer. */
function joined(
  separator: Value | undefined,
  items: readonly Value[],
  analysis: Analysis,
): Value | null {
  const between = plainText(separator) ?? "";
  const [first] = items;
  const all = items.length === 1 && first !== undefined ? (itemsIn(first) ?? [first]) : [...items];
  const flat = all.map((each) => (only(each) === undefined ? (asText(each) ?? each) : each));
  const value = joinedBy(list(flat), between);
  if (value === null)
    return flat.length === 0 ? constant("") : between === "" ? concatenate(flat) : null;
  const numbers = first !== undefined && bytesIn(first) !== null && layersIn(first).length === 0;
  return numbers && flat.length > 0 ? value : turnedBack(value, first, analysis);
}

/** Letters in the opposite order are a text that was turned around. */
function turnedBack(value: Value, source: Value | undefined, analysis: Analysis): Value {
  const box = source?.boxes[0];
  const text = only(value);
  if (box?.fields.has(REVERSED) !== true || typeof text !== "string") return value;
  return decodedValue(value, "reversed", text, analysis) ?? value;
}

/** Marks a list whose items were turned around. */
export const REVERSED = "#reversed";

function formatted(format: Value | undefined, rest: readonly Value[]): Value | null {
  const text = plainText(format);
  if (format === undefined || text === null) return null;
  const [only1] = rest;
  const args = rest.length === 1 && only1 !== undefined ? (only1.boxes[0]?.items ?? rest) : rest;
  const pieces: Value[] = [];
  let last = 0;
  for (const match of text.matchAll(/\{(\d{1,2})(?:[,:][^}]*)?\}/g)) {
    pieces.push(constant(text.slice(last, match.index)), args[Number(match[1])] ?? UNKNOWN);
    last = match.index + match[0].length;
  }
  pieces.push(constant(text.slice(last)));
  return concatenate(pieces);
}

/** Simple patterns that take letters out; any other is not known. */
function withoutPattern(
  text: Value | undefined,
  pattern: Value | undefined,
  by: Value | undefined,
): Value | null {
  const set = /^\[?((?:\\?[^\w\\\][()*+?.{}|^$-]|\\[.*+?|$()[\]{}^\\]|\w)+)\]?\+?$/.exec(
    plainText(pattern) ?? "",
  )?.[1];
  const instead = plainText(by);
  if (text === undefined || set === undefined || instead === null) return null;
  const plain = set.replace(/\\(.)/g, "$1");
  const whole = (plainText(pattern) ?? "").startsWith("[") ? [...plain] : [plain];
  return whole.reduce<Value | null>(
    (value, each) => (value === null ? null : replacedIn(value, each, instead)),
    text,
  );
}

function unescaped(text: Value | undefined): Value | null {
  if (text === undefined) return null;
  return changed(text, (each) =>
    each.replace(
      /\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4}))/g,
      (_, hex?: string, unicode?: string) =>
        String.fromCharCode(Number.parseInt(hex ?? unicode ?? "0", 16)),
    ),
  );
}

/** `new Uri(base, "path")` is one address. */
function address(base: Value | undefined, rest: Value | undefined): Value | null {
  if (base === undefined) return null;
  const more = plainText(rest);
  const text = plainText(base);
  if (more === null || text === null || rest === undefined) return base;
  if (/^[a-z]+:/i.test(more)) return rest;
  return madeOf(`${text.replace(/\/[^/]*$/, "")}/${more.replace(/^\//, "")}`, [base, rest]);
}
