import type { Fold } from "../../code/analysis.ts";
import { concatenate } from "../../code/expressions.ts";
import { itemsOf, LOOP_TURNS } from "../../code/items.ts";
import { constant, list, only, record, type Value } from "../../code/value.ts";
import { formatBraces } from "./format.ts";
import { bytesOf, madeFrom, numberOf, textOf } from "../known.ts";

const CAP = 1_000_000;

/** Methods of texts and of bytes. */
export const TEXT_FOLDS: [string, Fold][] = [
  [".join", (value, [items]) => joinItems(value, items)],
  [".split", (value, [by]) => split(value, by)],
  [".rsplit", (value, [by]) => split(value, by)],
  [".splitlines", (value) => pieces(value, (text) => text.split(/\r\n|\r|\n/))],
  [".replace", (value, [from, to]) => replace(value, from, to)],
  [".strip", (value, [set]) => strip(value, set, true, true)],
  [".lstrip", (value, [set]) => strip(value, set, true, false)],
  [".rstrip", (value, [set]) => strip(value, set, false, true)],
  [
    ".removeprefix",
    (value, [part]) => mapText(value, (text) => without(text, textOf(part), "start")),
  ],
  [
    ".removesuffix",
    (value, [part]) => mapText(value, (text) => without(text, textOf(part), "end")),
  ],
  [".lower", (value) => mapText(value, (text) => text.toLowerCase())],
  [".casefold", (value) => mapText(value, (text) => text.toLowerCase())],
  [".upper", (value) => mapText(value, (text) => text.toUpperCase())],
  [".swapcase", (value) => mapText(value, swapCase)],
  [
    ".capitalize",
    (value) =>
      mapText(value, (text) => text.slice(0, 1).toUpperCase() + text.slice(1).toLowerCase()),
  ],
  [
    ".zfill",
    (value, [width]) =>
      mapText(value, (text) => text.padStart(Math.min(numberOf(width) ?? 0, 1000), "0")),
  ],
  [".format", (value, args, analysis, at) => formatBraces(value, args, at, analysis)],
  [".encode", (value, [codec]) => encode(value, codec)],
  [".translate", (value, [table]) => translate(value, table)],
  [".hex", (value) => hexOf(value)],
  [".startswith", (value, [part]) => test(value, part, (text, other) => text.startsWith(other))],
  [".endswith", (value, [part]) => test(value, part, (text, other) => text.endsWith(other))],
  [".find", (value, [part]) => find(value, part)],
  [".index", (value, [part]) => find(value, part)],
  [".expandtabs", (value) => value],
  ["builtins.str.maketrans", (_, [from, to]) => tableOf(from, to)],
  ["builtins.bytes.maketrans", (_, [from, to]) => tableOf(from, to)],
  ["string.maketrans", (_, [from, to]) => tableOf(from, to)],
  ["builtins.str.join", (_, [by, items]) => (by === undefined ? null : joinItems(by, items))],
];

function mapText(value: Value, map: (text: string) => string): Value | null {
  const text = textOf(value);
  if (text !== null) return madeFrom(value, map(text));
  const bytes = only(value);
  if (!(bytes instanceof Uint8Array)) return null;
  const mapped = map(Buffer.from(bytes).toString("latin1"));
  return madeFrom(value, new Uint8Array(Buffer.from(mapped, "latin1")));
}

/** `by.join(items)`; items that are not known leave a gap. */
function joinItems(by: Value, given: Value | undefined): Value | null {
  const items = given === undefined ? null : itemsOf(given);
  if (items === null) return null;
  const separator = only(by);
  if (separator instanceof Uint8Array) return joinBytes(separator, items, given ?? by);
  if (typeof separator !== "string") return null;
  if (separator === "") return concatenate(items);
  return concatenate(items.flatMap((item, index) => (index === 0 ? [item] : [by, item])));
}

function joinBytes(separator: Uint8Array, items: readonly Value[], given: Value): Value | null {
  const parts: Uint8Array[] = [];
  for (const [index, item] of items.entries()) {
    const bytes = bytesOf(item);
    if (bytes === null) return null;
    if (index > 0) parts.push(separator);
    parts.push(bytes);
  }
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  if (length > CAP * 4) return null;
  return madeFrom(items[0] ?? given, new Uint8Array(Buffer.concat(parts)));
}

function pieces(value: Value, cut: (text: string) => string[]): Value | null {
  const known = only(value);
  const text = latin1Of(value);
  if (text === null || text.length > CAP) return null;
  const parts = cut(text);
  if (parts.length > LOOP_TURNS) return null;
  const isText = typeof known === "string";
  return list(
    parts.map((part) =>
      madeFrom(value, isText ? part : new Uint8Array(Buffer.from(part, "latin1"))),
    ),
  );
}

function split(value: Value, by: Value | undefined): Value | null {
  if (by === undefined || only(by) === null) {
    return pieces(value, (text) => text.split(/\s+/).filter((part) => part !== ""));
  }
  const separator = latin1Of(by);
  return separator === null || separator === ""
    ? null
    : pieces(value, (text) => text.split(separator));
}

function latin1Of(value: Value | undefined): string | null {
  const known = value === undefined ? undefined : only(value);
  if (known instanceof Uint8Array) return Buffer.from(known).toString("latin1");
  return typeof known === "string" ? known : null;
}

function replace(value: Value, from: Value | undefined, to: Value | undefined): Value | null {
  const [what, by] = [latin1Of(from), latin1Of(to)];
  if (what === null || by === null) return null;
  const length = (latin1Of(value) ?? "").length;
  // A text that grows with every replacement is not followed past the cap.
  if (length * Math.max(1, by.length) > CAP * 16) return null;
  return mapText(value, (text) => text.replaceAll(what, () => by));
}

function strip(value: Value, set: Value | undefined, start: boolean, end: boolean): Value | null {
  const letters = set === undefined ? null : latin1Of(set);
  if (set !== undefined && letters === null && only(set) !== null) return null;
  const drop = (letter: string) =>
    letters === null ? /\s/.test(letter) : letters.includes(letter);
  return mapText(value, (text) => {
    let [from, to] = [0, text.length];
    while (start && from < to && drop(text.charAt(from))) from += 1;
    while (end && to > from && drop(text.charAt(to - 1))) to -= 1;
    return text.slice(from, to);
  });
}

function without(text: string, part: string | null, where: "start" | "end"): string {
  if (part === null || part === "") return text;
  if (where === "start") return text.startsWith(part) ? text.slice(part.length) : text;
  return text.endsWith(part) ? text.slice(0, -part.length) : text;
}

function swapCase(text: string): string {
  return text.replace(/\p{L}/gu, (letter) =>
    letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase(),
  );
}

function encode(value: Value, codec: Value | undefined): Value | null {
  const text = textOf(value);
  if (text === null) return null;
  const name =
    codec === undefined ? "utf8" : (textOf(codec) ?? "").toLowerCase().replace(/[-_]/g, "");
  const encoding = /^(?:latin1?|iso88591|ascii|cp437|cp1252)$/.test(name)
    ? "latin1"
    : name.startsWith("utf16")
      ? "utf16le"
      : "utf8";
  return madeFrom(value, new Uint8Array(Buffer.from(text, encoding)));
}

/** A table of `str.maketrans` is a record from code point to text. */
function tableOf(from: Value | undefined, to: Value | undefined): Value | null {
  if (from !== undefined && to === undefined) return from.boxes.length > 0 ? from : null;
  const [source, target] = [latin1Of(from), latin1Of(to)];
  if (source === null || target === null) return null;
  const letters = [...target];
  const fields = new Map(
    [...source].map((letter, index) => [
      String(letter.codePointAt(0)),
      constant(letters[index] ?? ""),
    ]),
  );
  return record(fields);
}

function translate(value: Value, table: Value | undefined): Value | null {
  const fields = table?.boxes[0]?.fields;
  if (fields === undefined) return null;
  return mapText(value, (text) =>
    [...text]
      .map((letter) => {
        const found = fields.get(String(letter.codePointAt(0))) ?? fields.get(letter);
        const known = found === undefined ? letter : only(found);
        if (typeof known === "number") return String.fromCodePoint(known);
        return typeof known === "string" ? known : "";
      })
      .join(""),
  );
}

function hexOf(value: Value): Value | null {
  const bytes = bytesOf(value);
  return bytes === null ? null : madeFrom(value, Buffer.from(bytes).toString("hex"));
}

function test(
  value: Value,
  part: Value | undefined,
  holds: (text: string, other: string) => boolean,
): Value | null {
  const [text, other] = [latin1Of(value), latin1Of(part)];
  return text === null || other === null ? null : constant(holds(text, other));
}

function find(value: Value, part: Value | undefined): Value | null {
  const [text, other] = [latin1Of(value), latin1Of(part)];
  return text === null || other === null ? null : constant(text.indexOf(other));
}
