import type { Analysis, Fold } from "../../code/analysis.ts";
import { anyItem, itemsOf } from "../../code/items.ts";
import { concatenate } from "../../code/expressions.ts";
import {
  api,
  constant,
  join,
  joinAll,
  list,
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
  numberIn,
  partOf,
  replacedIn,
  matching,
  textIn,
  turned,
  unbase64,
  uncompressed,
  unhex,
  unpercent,
} from "../decoded.ts";

type Pure = (receiver: Value, args: readonly Value[], analysis: Analysis) => Value | null;

const entries: [string, Pure][] = [
  ["Base64.decode64", (_, [text], analysis) => unbase64(text, analysis)],
  ["Base64.strict_decode64", (_, [text], analysis) => unbase64(text, analysis)],
  ["Base64.urlsafe_decode64", (_, [text], analysis) => unbase64(text, analysis)],
  ["Zlib.inflate", (_, [text], analysis) => uncompressed(text, "zlib", analysis)],
  ["Zlib.Inflate.inflate", (_, [text], analysis) => uncompressed(text, "zlib", analysis)],
  ["Zlib.gunzip", (_, [text], analysis) => uncompressed(text, "gzip", analysis)],
  ["URI.decode_www_form_component", (_, [text], analysis) => unpercent(text, analysis)],
  ["CGI.unescape", (_, [text], analysis) => unpercent(text, analysis)],
  ["URI", (_, [text]) => text ?? null],
  ["URI.parse", (_, [text]) => text ?? null],
  ["String", (_, [text]) => text ?? null],
  [".new", made],
  ["Dir.glob", (_, [pattern]) => matching(pattern)],
  ["Dir.[]", (_, [pattern]) => matching(pattern)],
  ["Dir.home", () => constant("~")],
  ["Dir.tmpdir", () => constant("/tmp")],
  [
    "File.join",
    (_, args) =>
      concatenate(args.flatMap((each, at) => (at === 0 ? [each] : [constant("/"), each]))),
  ],
  ["Pathname", (_, [path]) => pathname(path)],
  ["Pathname.new", (_, [path]) => pathname(path)],
  [".expand_path", (path) => path],
  ["File.expand_path", (_, [path]) => path ?? null],
  ["#slice", (_, [text, from, length]) => partOf(text, numberIn(from) ?? 0, numberIn(length))],
  ["#between", (_, [text, from, to]) => between(text, numberIn(from) ?? 0, numberIn(to) ?? -1)],
  ["#range", (_, [from, to]) => ranged(numberIn(from), numberIn(to))],
  [".const_get", (_, [name]) => constantNamed(name)],
  ["#append", (_, [before, item]) => appended(before, item)],
  [".pack", packed],
  [".unpack1", (text, [how], analysis) => unpacked(text, how, analysis)],
  [".unpack", (text, [how], analysis) => listed(unpacked(text, how, analysis))],
  [".chr", (code, _, analysis) => characterOf(code, analysis)],
  [".ord", (text) => codeOf(text)],
  [".reverse", (text, _, analysis) => reversed(text, analysis)],
  [".join", (items, [separator]) => joinedBy(items, textIn(separator ?? constant("")) ?? "")],
  [".tr", (text, [from, to]) => translated(text, textIn(from), textIn(to))],
  [".delete", (text, [part]) => replacedIn(text, textIn(part) ?? "", "")],
  [".gsub", (text, [from, to]) => replacedIn(text, textIn(from) ?? "", textIn(to) ?? "")],
  [".split", (text, [separator]) => split(text, textIn(separator ?? constant(" ")))],
  [".chars", (text) => split(text, "")],
  [".bytes", (text) => codes(text)],
  [".strip", (text) => changed(text, (each) => each.trim())],
  [".chomp", (text) => changed(text, (each) => each.trimEnd())],
  [".downcase", (text) => changed(text, (each) => each.toLowerCase())],
  [".upcase", (text) => changed(text, (each) => each.toUpperCase())],
  [".to_s", (text) => (text.boxes.length > 0 ? null : changed(text, (each) => each))],
  [".to_sym", (text) => changed(text, (each) => each)],
  [".to_i", (text, [base]) => number(text, numberIn(base) ?? 10)],
  [".hex", (text) => number(text, 16)],
  [".length", (value) => sized(value)],
  [".size", (value) => sized(value)],
  [".push", (items, args) => appended(items, args[0])],
  [".each", (items, [block], analysis) => eachOf(items, block, analysis, false)],
  [".map", (items, [block], analysis) => eachOf(items, block, analysis, true)],
  [".collect", (items, [block], analysis) => eachOf(items, block, analysis, true)],
  [".each_with_index", (items, [block], analysis) => eachOf(items, block, analysis, false)],
  [".each_char", (text, [block], analysis) => eachOf(text, block, analysis, false)],
  [".each_byte", (text, [block], analysis) => eachOf(codes(text) ?? text, block, analysis, false)],
];

/** The pure methods of Ruby's library that matter for reading hidden text. */
export const RUBY_FOLDS: ReadonlyMap<string, Fold> = new Map(entries);

const ITEMS = 20_000;

function reversed(value: Value, analysis: Analysis): Value | null {
  const items = listIn(value);
  return items === null ? turned(value, analysis) : list([...items].reverse());
}

function between(value: Value | undefined, from: number, to: number): Value | null {
  const text = textIn(value);
  if (text === null) return null;
  const end = to < 0 ? text.length + to : to;
  return partOf(value, from, Math.max(0, end - (from < 0 ? text.length + from : from) + 1));
}

function ranged(from: number | null, to: number | null): Value | null {
  if (from === null || to === null || to - from > ITEMS || to < from) return null;
  return list(Array.from({ length: to - from + 1 }, (_, index) => constant(from + index)));
}

function appended(before: Value | undefined, item: Value | undefined): Value | null {
  if (before === undefined || item === undefined) return null;
  const items = listIn(before);
  if (items !== null && items.length < ITEMS) {
    items.push(item);
    return before;
  }
  return textIn(before) === null
    ? join(before, { ...UNKNOWN, taints: taintsOf(item) })
    : concatenate([before, item]);
}

/** `["6964"].pack("H*")`, `[105, 100].pack("c*")`, `["aWQ="].pack("m")` the other way round. */
function packed(items: Value, [how]: readonly Value[], analysis: Analysis): Value | null {
  const kind = textIn(how) ?? "";
  const all = listIn(items);
  if (all === null) return null;
  if (/^H/.test(kind)) return unhex(all[0], analysis);
  if (!/^[cCU]\*/.test(kind)) return null;
  return joinedBy(list(all.map((each) => characterOf(each, analysis) ?? UNKNOWN)), "");
}

function unpacked(text: Value, how: Value | undefined, analysis: Analysis): Value | null {
  return /^m/.test(textIn(how) ?? "") ? unbase64(text, analysis) : null;
}

function listed(value: Value | null): Value | null {
  return value === null ? null : list([value]);
}

function translated(value: Value, from: string | null, to: string | null): Value | null {
  if (from === null || to === null) return null;
  const letters = spread(from);
  const instead = spread(to);
  const table = new Map(letters.map((letter, at) => [letter, instead[at] ?? instead.at(-1) ?? ""]));
  return changed(value, (text) => [...text].map((each) => table.get(each) ?? each).join(""));
}

/** `a-z` as its letters. */
function spread(set: string): string[] {
  return [
    ...set.slice(0, 200).replace(/(.)-(.)/g, (_, from: string, to: string) => {
      const length = Math.min(256, Math.max(0, to.charCodeAt(0) - from.charCodeAt(0) + 1));
      return Array.from({ length }, (__, at) => String.fromCharCode(from.charCodeAt(0) + at)).join(
        "",
      );
    }),
  ];
}

function split(value: Value, separator: string | null): Value | null {
  const text = textIn(value);
  if (text === null || separator === null) return null;
  return list(text.split(separator, ITEMS).map((each) => madeOf(each, [value])));
}

function codes(value: Value): Value | null {
  const text = textIn(value);
  if (text === null || text.length > ITEMS) return null;
  return list(
    [...Buffer.from(text, "utf8")].map((code) => ({ ...constant(code), layers: value.layers })),
  );
}

function changed(value: Value, change: (text: string) => string): Value | null {
  const text = textIn(value);
  return text === null ? null : { ...madeOf(change(text), [value]), apis: value.apis };
}

function number(value: Value, base: number): Value | null {
  const parsed = Number.parseInt(textIn(value) ?? "", base);
  return Number.isNaN(parsed) ? null : { ...constant(parsed), layers: value.layers };
}

function sized(value: Value): Value | null {
  const length = listIn(value)?.length ?? textIn(value)?.length;
  return length === undefined ? null : constant(length);
}

/** A block for every item; for items that are not known, once with any of them. */
function eachOf(
  items: Value,
  block: Value | undefined,
  analysis: Analysis,
  collects: boolean,
): Value | null {
  if (block === undefined || block.closures.length === 0) return null;
  const all = itemsOf(items);
  const call = (item: Value, at: number): Value =>
    joinAll(
      block.closures.map((closure) =>
        analysis.engine.enter(closure, [item, constant(at)], null, analysis),
      ),
    );
  const known = all !== null && all.length <= ITEMS ? all : [anyItem(items)];
  const answers = known.map(call);
  return collects ? list(answers) : items;
}

/** An object of a class of another file: the class's own record stands for all its objects. */
function made(value: Value, args: readonly Value[], analysis: Analysis): Value | null {
  const classes = value.boxes.filter(
    ({ fields, items }) =>
      items === null && [...fields.values()].some(({ closures }) => closures.length > 0),
  );
  if (classes.length === 0) return null;
  for (const { fields } of classes) {
    for (const maker of fields.get("constructor")?.closures ?? []) {
      analysis.engine.enter(maker, args, value, analysis);
    }
  }
  return value;
}

/** `Object.const_get("Kernel")` is Kernel; a constant of the program itself is not looked up. */
function constantNamed(name: Value | undefined): Value | null {
  const text = textIn(name);
  return text === null || !/^[A-Z][\w:]*$/.test(text) ? null : api(text.replaceAll("::", "."));
}

/** A path is its text, and has the methods of paths. */
function pathname(path: Value | undefined): Value | null {
  return path === undefined ? null : join(path, api("Pathname()"));
}
