import { noteCapability, noteFlows, type Fold } from "../../code/analysis.ts";
import { concatenate } from "../../code/concatenate.ts";
import { constant, join, list, onlyText, taintsOf, UNKNOWN, type Value } from "../../code/value.ts";
import { characterOf, numberIn, partOf, repeated, turned, unbase64 } from "../decoded.ts";
import { arrayOf, asArgument, buffer, bytesIn, characters, fill, textIn } from "./bytes.ts";

/** What the lowering says by itself. */
export const OWN_FOLDS: [string, Fold][] = [
  ["#text", (_, [value], analysis) => (value === undefined ? null : asArgument(value, analysis))],
  ["#chars", (_, [value]) => (value === undefined ? null : characters(value))],
  ["#buffer", () => buffer()],
  ["#into", into],
  ["#append", appended],
  ["#char", (_, [value], analysis) => character(value, analysis)],
  ["#string", made],
  ["#items", (_, [value]) => value ?? null],
  ["#read", (_, [value]) => readFrom(value)],
  ["#reversed", (_, [value], analysis) => turnedText(value, analysis)],
  ["#words", (_, [value]) => argumentWords(value)],
  ["#address", (_, [value]) => addressOf(value)],
  ["#command", (_, [app, line]) => commandOf(app, line)],
  ["#base64", (_, [value], analysis) => decoded(unbase64, value, analysis)],
  ["#function", started],
];

/** What a decoder makes of an argument. */
export function decoded(
  how: (value: Value, analysis: Parameters<Fold>[2]) => Value | null,
  value: Value | undefined,
  analysis: Parameters<Fold>[2],
): Value | null {
  return value === undefined ? null : how(asArgument(value, analysis), analysis);
}

function into(_: Value, [place, value]: readonly Value[], analysis: Parameters<Fold>[2]): Value {
  const box = arrayOf(place);
  const given = value === undefined ? UNKNOWN : asArgument(value, analysis);
  // A list of numbers that is copied stays one.
  // A file or a connection stays what it is, whatever is written into it.
  if (place !== undefined && box === null && place.subject !== null) return place;
  if (box === null || place === undefined) return value ?? UNKNOWN;
  const numbers = arrayOf(value)?.items ?? [];
  fill(box, given);
  if (numbers.length > 0 && value !== undefined) box.items = [...numbers];
  box.rest = join(box.rest, { ...UNKNOWN, taints: taintsOf(given) });
  return place;
}

function appended(
  _: Value,
  [place, value]: readonly Value[],
  analysis: Parameters<Fold>[2],
): Value {
  if (place === undefined || value === undefined) return place ?? UNKNOWN;
  const before = asArgument(place, analysis);
  const box = arrayOf(place);
  const whole = concatenate([
    box !== null && before === place ? constant("") : before,
    asArgument(value, analysis),
  ]);
  if (box === null) return whole;
  fill(box, whole);
  box.rest = join(box.rest, { ...UNKNOWN, taints: taintsOf(whole) });
  return place;
}

/** A number as the character that it is the code of. */
function character(value: Value | undefined, analysis: Parameters<Fold>[2]): Value | null {
  if (value === undefined) return null;
  return typeof value.known[0] === "number" && value.known.length === 1
    ? characterOf({ ...value, known: [value.known[0] & 0xff] }, analysis)
    : asArgument(value, analysis);
}

/** `std::string(x)`, `std::string(n, c)`, `std::string(p, n)`, `std::string(from, to)`. */
export function made(
  _: Value,
  [first, second]: readonly Value[],
  analysis: Parameters<Fold>[2],
): Value | null {
  if (first === undefined) return constant("");
  const count = typeof first.known[0] === "number" ? numberIn(first) : null;
  const whole = asArgument(first, analysis);
  if (second !== undefined && count !== null) {
    return repeated(character(second, analysis) ?? second, count);
  }
  const size = second === undefined ? null : numberIn(second);
  return size === null || textIn(whole) === null ? whole : partOf(whole, 0, size);
}

/** What a handle gives is what it was opened for. */
export function readFrom(value: Value | undefined): Value | null {
  return value === undefined ? null : { ...value, apis: [], subject: null };
}

/** An argument turned around. */
export function turnedText(value: Value | undefined, analysis: Parameters<Fold>[2]): Value | null {
  return value === undefined ? null : turned(asArgument(value, analysis), analysis);
}

/** The arguments of a program after its own name, up to the end mark. */
function argumentWords(value: Value | undefined): Value | null {
  const items = arrayOf(value)?.items;
  if (items === null || items === undefined) return value ?? null;
  const end = items.findIndex((each) => each.known.length === 1 && each.known[0] === null);
  return list(items.slice(1, end < 0 ? undefined : end));
}

/** The host in an address of a socket: a text, or the number that stands for one. */
function addressOf(value: Value | undefined): Value | null {
  if (value === undefined || onlyText(value) !== null) return value ?? null;
  for (const box of value.boxes) {
    for (const field of ["sin_addr", "sin6_addr", "s_addr", "sun_path", "ai_addr"]) {
      const inner = box.fields.get(field);
      if (inner === undefined) continue;
      const number =
        inner.known.length === 1 && typeof inner.known[0] === "number" ? inner.known[0] : null;
      if (number !== null) return constant(bytesOfAddress(number).join("."));
      return addressOf(inner);
    }
  }
  return value;
}

/** Addresses are numbers whose lowest byte comes first. */
function bytesOfAddress(number: number): number[] {
  return [0, 8, 16, 24].map((bits) => (number >>> bits) & 0xff);
}

const TOOLS =
  /(?:^|\\)(?:cmd|powershell|pwsh|wscript|cscript|mshta|rundll32|regsvr32|certutil|schtasks|reg)(?:\.exe)?$/i;

function commandOf(app: Value | undefined, line: Value | undefined): Value | null {
  const program = app === undefined || app.known[0] === null ? null : app;
  const words = line === undefined || line.known[0] === null ? null : line;
  if (program === null) return words;
  const path = onlyText(program);
  // A shell would take the backslashes of a path for escapes.
  const quoted = path === null || !/\\/.test(path) || TOOLS.test(path);
  const first = quoted ? program : constant(`'${path.replaceAll("\\", "/")}'`);
  return words === null ? first : concatenate([first, constant(" "), words]);
}

/** Bytes that stand in the file or came from elsewhere, and are seen as a function. */
function started(
  _: Value,
  [value]: readonly Value[],
  analysis: Parameters<Fold>[2],
  at: Parameters<Fold>[3],
): Value | null {
  if (value === undefined) return null;
  const bytes = bytesIn(value);
  const foreign = taintsOf(value).some(({ capability }) => capability !== "read.environment");
  if (!foreign && (bytes === null || bytes.length < 16)) return value;
  noteCapability(
    analysis,
    { capability: "execute.native", api: "a cast", target: "native.call" },
    at,
  );
  noteFlows(analysis, "execute.code", "native.call", [value], at);
  return value;
}
