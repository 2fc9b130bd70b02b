import type { Analysis, Fold } from "../../code/analysis.ts";
import { anyItem, keysOf } from "../../code/items.ts";
import {
  constant,
  joinAll,
  list,
  NOTHING,
  onlyText,
  record,
  taintsOf,
  UNKNOWN,
  type Value,
} from "../../code/value.ts";
import {
  characterOf,
  codeOf,
  joinedBy,
  listIn,
  madeOf,
  matching,
  numberIn,
  partOf,
  repeated,
  replacedIn,
  rot13,
  textIn,
  turned,
  unbase64,
  uncompressed,
  unhex,
  unpercent,
} from "../decoded.ts";
import { settingOf } from "./fold-settings.ts";

type Pure = (args: readonly Value[], analysis: Analysis) => Value | null;

const entries: [string, Pure][] = [
  // A closure is no text, whoever may have had a word in the choice of it.
  ["#closure", ([value = UNKNOWN]) => (value.closures.length === 0 ? NOTHING : value)],
  ["glob", ([pattern]) => matching(pattern)],
  ["base64_decode", ([text], analysis) => unbase64(text, analysis)],
  ["hex2bin", ([text], analysis) => unhex(text, analysis)],
  ["gzdecode", ([text], analysis) => uncompressed(text, "gzip", analysis)],
  ["gzinflate", ([text], analysis) => uncompressed(text, "deflate", analysis)],
  ["gzuncompress", ([text], analysis) => uncompressed(text, "zlib", analysis)],
  ["str_rot13", ([text], analysis) => rot13(text, analysis)],
  ["strrev", ([text], analysis) => turned(text, analysis)],
  ["urldecode", ([text], analysis) => unpercent(text, analysis)],
  ["rawurldecode", ([text], analysis) => unpercent(text, analysis)],
  ["chr", ([code], analysis) => characterOf(code, analysis)],
  ["ord", ([text]) => codeOf(text)],
  ["hexdec", ([text]) => parsed(text, 16)],
  ["octdec", ([text]) => parsed(text, 8)],
  ["bindec", ([text]) => parsed(text, 2)],
  ["intval", ([text]) => parsed(text, 10)],
  ["strtolower", ([text]) => changed(text, (each) => each.toLowerCase())],
  ["strtoupper", ([text]) => changed(text, (each) => each.toUpperCase())],
  ["trim", ([text]) => changed(text, (each) => each.trim())],
  ["strval", ([text]) => changed(text, (each) => each)],
  ["str_replace", replaced],
  ["strtr", translated],
  [
    "substr",
    ([text, from, length]) =>
      partOf(text, numberIn(from) ?? 0, length === undefined ? null : numberIn(length)),
  ],
  ["str_repeat", ([text, times]) => repeated(text, numberIn(times))],
  ["strlen", ([text]) => sized(textIn(text)?.length)],
  ["count", ([items]) => sized(listIn(items)?.length)],
  ["implode", joined],
  ["join", joined],
  ["explode", ([separator, text]) => split(text, textIn(separator))],
  ["str_split", ([text]) => split(text, "")],
  ["array_reverse", ([items]) => changedList(items, (each) => each.reverse())],
  ["array_values", ([items]) => valuesOf(items)],
  ["array_map", mapped],
  ["range", ranged],
  ["array_merge", merged],
  ["#values", ([items]) => valuesOf(items)],
  ["#keys", ([items]) => keysIn(items)],
  ["sprintf", ([format, ...rest]) => printed(format, rest)],
  ["pack", packed],
  ["dirname", () => constant(".")],
  ["sys_get_temp_dir", () => constant("/tmp")],
];

/** The pure functions of PHP's library that matter for reading hidden text. */
export const PHP_FOLDS: ReadonlyMap<string, Fold> = new Map([
  ...entries.map(([name, pure]): [string, Fold] => [
    name,
    (_, args, analysis) => pure(args, analysis),
  ]),
  ["config", settingOf] satisfies [string, Fold],
]);

function parsed(value: Value | undefined, base: number): Value | null {
  const text = textIn(value);
  const number = text === null ? NaN : Number.parseInt(text, base);
  return value === undefined || Number.isNaN(number)
    ? null
    : { ...constant(number), layers: value.layers };
}

function changed(value: Value | undefined, change: (text: string) => string): Value | null {
  const text = textIn(value);
  return value === undefined || text === null ? null : madeOf(change(text), [value]);
}

function sized(length: number | undefined): Value | null {
  return length === undefined ? null : constant(length);
}

function replaced([from, by, subject]: readonly Value[]): Value | null {
  const searched = listIn(from) ?? (from === undefined ? [] : [from]);
  const given = listIn(by);
  return searched.reduce<Value | null>((before, each, index) => {
    const text = textIn(each);
    const instead = textIn(given === null ? by : (given[index] ?? constant("")));
    return before === null || text === null || instead === null
      ? null
      : replacedIn(before, text, instead);
  }, subject ?? null);
}

function translated([subject, from, to]: readonly Value[]): Value | null {
  const letters = textIn(from);
  const instead = textIn(to);
  if (letters === null || instead === null) return null;
  const table = new Map([...letters].map((letter, at) => [letter, instead[at] ?? letter]));
  return changed(subject, (text) => [...text].map((each) => table.get(each) ?? each).join(""));
}

/** The separator may come first or last. */
function joined([first, second]: readonly Value[]): Value | null {
  const items = listIn(first) === null ? second : first;
  const separator = textIn(listIn(first) === null ? first : (second ?? constant("")));
  return separator === null ? null : joinedBy(items, separator);
}

const ITEMS = 20_000;

function split(value: Value | undefined, separator: string | null): Value | null {
  const text = textIn(value);
  if (value === undefined || text === null || separator === null) return null;
  return list(text.split(separator, ITEMS).map((each) => madeOf(each, [value])));
}

function changedList(value: Value | undefined, change: (items: Value[]) => Value[]): Value | null {
  const items = listIn(value);
  return items === null ? null : list(change([...items]));
}

/** The values of an array, whatever its keys are. */
function valuesOf(value: Value | undefined): Value | null {
  const box = value?.boxes.length === 1 ? value.boxes[0] : undefined;
  if (value === undefined || box === undefined) return value ?? null;
  if (box.items !== null) return box.rest === UNKNOWN ? value : list([...box.items, box.rest]);
  return list([...box.fields.values(), ...(box.rest === UNKNOWN ? [] : [box.rest])]);
}

function keysIn(value: Value | undefined): Value | null {
  if (value === undefined) return null;
  const keys = keysOf(value);
  return keys === null ? { ...UNKNOWN, taints: taintsOf(value) } : list(keys);
}

function mapped([fn, items]: readonly Value[], analysis: Analysis): Value | null {
  if (fn === undefined || items === undefined) return null;
  const each = listIn(items) ?? null;
  const name = onlyText(fn);
  const call = (item: Value): Value => {
    const own = fn.closures.map((closure) =>
      analysis.engine.enter(closure, [item], null, analysis),
    );
    const pure = name === null ? null : PHP_FOLDS.get(name.toLowerCase());
    const folded = pure?.(UNKNOWN, [item], analysis, { line: 1, endLine: 1 }) ?? null;
    return joinAll(folded === null ? own : [...own, folded]);
  };
  if (fn.closures.length === 0 && name === null) return null;
  if (each === null || each.length > ITEMS) return list([call(anyItem(items))]);
  return list(each.map(call));
}

function ranged([from, to]: readonly Value[]): Value | null {
  const start = numberIn(from);
  const end = numberIn(to);
  if (start === null || end === null || Math.abs(end - start) > ITEMS) return null;
  const step = end < start ? -1 : 1;
  const length = Math.abs(end - start) + 1;
  return list(Array.from({ length }, (_, index) => constant(start + index * step)));
}

function merged(args: readonly Value[]): Value | null {
  const lists = args.map(listIn);
  if (lists.every((each) => each !== null)) return list(lists.flat());
  const fields = args.flatMap((value) => value.boxes.flatMap((box) => [...box.fields]));
  return record(new Map(fields), joinAll(args.map(anyItem)));
}

function printed(format: Value | undefined, args: readonly Value[]): Value | null {
  const text = textIn(format);
  const texts = args.map(textIn);
  if (format === undefined || text === null || !texts.every((each) => each !== null)) return null;
  const rest = [...texts];
  const out = text.replace(/%(?:%|(?:\d+\$)?[sdcxX])/g, (kind) => {
    if (kind === "%%") return "%";
    const value = rest.shift() ?? "";
    if (kind.endsWith("c")) return String.fromCharCode(Number(value) % 65_536);
    return /x$/i.test(kind) ? Number(value).toString(16) : value;
  });
  return madeOf(out, [format, ...args]);
}

/** `pack("H*", hex)` and `pack("C*", 1, 2)`. */
function packed([format, ...rest]: readonly Value[], analysis: Analysis): Value | null {
  const kind = textIn(format) ?? "";
  if (/^H\*$/.test(kind)) return unhex(rest[0], analysis);
  if (!/^[Cc]\*$/.test(kind)) return null;
  return joinedBy(list(rest.map((each) => characterOf(each, analysis) ?? UNKNOWN)), "");
}
