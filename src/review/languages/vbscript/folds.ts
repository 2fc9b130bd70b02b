import type { Analysis, Fold } from "../../code/analysis.ts";
import { constant, list, taintsOf, UNKNOWN, type Value } from "../../code/value.ts";
import {
  characterOf,
  codeOf,
  joinedBy,
  listIn,
  madeOf,
  numberIn,
  partOf,
  repeated,
  textIn,
  turned,
  unpercent,
} from "../decoded.ts";
import { HOST_FOLDS } from "../host-objects.ts";

type Pure = (args: readonly Value[], analysis: Analysis) => Value | null;

const entries: [string, Pure][] = [
  ["chr", ([code], analysis) => characterOf(code, analysis)],
  ["chrw", ([code], analysis) => characterOf(code, analysis)],
  ["chrb", ([code], analysis) => characterOf(code, analysis)],
  ["asc", ([text]) => codeOf(text)],
  ["ascw", ([text]) => codeOf(text)],
  ["strreverse", ([text], analysis) => turned(text, analysis)],
  ["unescape", ([text], analysis) => unpercent(text, analysis)],
  ["replace", replaced],
  ["split", split],
  ["join", ([items, by]) => joinedBy(items, by === undefined ? " " : (textIn(by) ?? " "))],
  ["array", (args) => list([...args])],
  ["mid", middle],
  ["left", ([text, count]) => partOf(text, 0, numberIn(count))],
  ["right", ([text, count]) => ending(text, numberIn(count))],
  ["len", ([text]) => sized(textIn(text)?.length)],
  ["lenb", ([text]) => sized(textIn(text)?.length)],
  ["ubound", ([items]) => sized(lastOf(items))],
  ["lbound", () => constant(0)],
  ["instr", found],
  ["lcase", ([text]) => changed(text, (each) => each.toLowerCase())],
  ["ucase", ([text]) => changed(text, (each) => each.toUpperCase())],
  ["trim", ([text]) => changed(text, (each) => each.trim())],
  ["ltrim", ([text]) => changed(text, (each) => each.trimStart())],
  ["rtrim", ([text]) => changed(text, (each) => each.trimEnd())],
  ["cstr", ([text]) => changed(text, (each) => each)],
  ["cint", ([value]) => number(value)],
  ["clng", ([value]) => number(value)],
  ["cdbl", ([value]) => number(value)],
  ["cbyte", ([value]) => number(value)],
  ["int", ([value]) => number(value)],
  ["fix", ([value]) => number(value)],
  ["val", ([value]) => number(value)],
  ["abs", ([value]) => number(value, Math.abs)],
  ["hex", ([value]) => spelt(value, 16)],
  ["oct", ([value]) => spelt(value, 8)],
  ["space", ([times]) => repeated(constant(" "), numberIn(times))],
  ["string", ([times, sign]) => repeated(firstOf(sign), numberIn(times))],
];

/** The pure functions of the language that matter for reading hidden text. */
export const VBSCRIPT_FOLDS: ReadonlyMap<string, Fold> = new Map([
  ...HOST_FOLDS,
  ...entries.map(([name, pure]): [string, Fold] => [
    name,
    (_, args, analysis) => pure(args, analysis),
  ]),
]);

function changed(value: Value | undefined, change: (text: string) => string): Value | null {
  const text = textIn(value);
  return value === undefined || text === null ? null : madeOf(change(text), [value]);
}

function sized(length: number | null | undefined): Value | null {
  return length === undefined || length === null ? null : constant(length);
}

function lastOf(value: Value | undefined): number | null {
  const items = listIn(value);
  return items === null ? null : items.length - 1;
}

/** Numbers are also written `&H41` in texts, and cut off when they are not whole. */
function number(
  value: Value | undefined,
  change: (each: number) => number = (each) => each,
): Value | null {
  const text = textIn(value)?.trim();
  if (value === undefined || text === undefined) return null;
  const base = /^&h/i.test(text) ? 16 : /^&o/i.test(text) ? 8 : 10;
  const parsed = base === 10 ? Number.parseFloat(text) : Number.parseInt(text.slice(2), base);
  return Number.isNaN(parsed) ? null : madeOf(change(Math.trunc(parsed)), [value]);
}

function spelt(value: Value | undefined, base: number): Value | null {
  const known = numberIn(value);
  return value === undefined || known === null
    ? null
    : madeOf(known.toString(base).toUpperCase(), [value]);
}

/** A text with another in place of some; known as far as both are. */
function replaced([value, from, by]: readonly Value[]): Value | null {
  const text = textIn(value);
  const searched = textIn(from);
  const instead = textIn(by);
  if (value === undefined || text === null || searched === null || instead === null) return null;
  if (searched === "" || text.length * Math.max(1, instead.length) > CAP) return null;
  return madeOf(
    text.replaceAll(searched, () => instead),
    [value],
  );
}

const CAP = 4 * 1024 * 1024;
const ITEMS = 100_000;

function split([value, by]: readonly Value[]): Value | null {
  const text = textIn(value);
  const separator = by === undefined ? " " : textIn(by);
  if (value === undefined || text === null || separator === null) {
    return value === undefined ? null : list([{ ...UNKNOWN, taints: taintsOf(value) }]);
  }
  return list(text.split(separator, ITEMS).map((each) => madeOf(each, [value])));
}

/** Places are counted from one. */
function middle([text, from, length]: readonly Value[]): Value | null {
  const start = numberIn(from);
  const count = length === undefined ? null : numberIn(length);
  if (start === null || start < 1 || (length !== undefined && count === null)) return null;
  return partOf(text, start - 1, count);
}

function ending(value: Value | undefined, count: number | null): Value | null {
  const text = textIn(value);
  if (value === undefined || text === null || count === null) return null;
  return madeOf(text.slice(Math.max(0, text.length - count)), [value]);
}

/** `InStr([start,] text, part)`: where a part begins, or zero. */
function found(args: readonly Value[]): Value | null {
  const first = numberIn(args[0]);
  const [start, text, part] =
    args.length > 2 && first !== null ? [first, args[1], args[2]] : [1, args[0], args[1]];
  const whole = textIn(text);
  const searched = textIn(part);
  return whole === null || searched === null
    ? null
    : constant(whole.indexOf(searched, start - 1) + 1);
}

function firstOf(sign: Value | undefined): Value | undefined {
  const code = numberIn(sign);
  const text = textIn(sign);
  return text === null || text.length !== 1
    ? code === null || code < 0 || code > 65_535
      ? sign
      : constant(String.fromCharCode(code))
    : sign;
}
