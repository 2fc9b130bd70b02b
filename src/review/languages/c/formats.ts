import type { Fold } from "../../code/analysis.ts";
import { concatenate } from "../../code/concatenate.ts";
import { constant, onlyText, UNKNOWN, type Value } from "../../code/value.ts";
import { numberIn } from "../decoded.ts";
import { asArgument } from "./bytes.ts";

const VERB =
  /%(?:%|[-+ #0]*(?:\*|\d{0,9})(?:\.(?:\*|\d{1,9}))?(?:hh|h|ll|l|L|z|j|t|I64)?([a-zA-Z]))/g;
/** More values than this are not put into one text. */
const PARTS = 400;

/** Texts with values in them: `printf` and its kin, `std::format`. */
export const FORMAT_FOLDS: readonly [string, Fold][] = [
  ["#format", (_, args, analysis) => printed(args.map((each) => asArgument(each, analysis)))],
  [
    "g_strdup_printf",
    (_, args, analysis) => printed(args.map((each) => asArgument(each, analysis))),
  ],
  [
    "QString.asprintf",
    (_, args, analysis) => printed(args.map((each) => asArgument(each, analysis))),
  ],
  ...["std.format", "fmt.format", "absl.StrFormat", "fmt.sprintf"].map((name): [string, Fold] => [
    name,
    (_, args, analysis) => braces(args.map((each) => asArgument(each, analysis))),
  ]),
  ...["absl.StrCat", "g_strconcat", "g_build_filename"].map((name): [string, Fold] => [
    name,
    (_, args) => {
      const values = args.filter((each) => each.known[0] !== null);
      const between = name.endsWith("filename") ? [constant("/")] : [];
      return concatenate(values.flatMap((each, at) => (at === 0 ? [each] : [...between, each])));
    },
  ]),
];

function printed([format, ...rest]: readonly Value[]): Value | null {
  const text = format === undefined ? null : onlyText(format);
  if (format === undefined) return null;
  if (text === null) return concatenate([format, ...rest]);
  const values = [...rest];
  const parts: Value[] = [];
  let last = 0;
  for (const match of text.matchAll(VERB)) {
    if (parts.length > PARTS) break;
    parts.push(constant(text.slice(last, match.index)));
    last = match.index + match[0].length;
    parts.push(match[1] === undefined ? constant("%") : shown(match[1], values.shift() ?? UNKNOWN));
  }
  parts.push(constant(text.slice(last)));
  return { ...concatenate(parts.filter((each) => onlyText(each) !== "")), ...layersOf(format) };
}

function layersOf(format: Value): Partial<Value> {
  return format.layers.length > 0 ? { layers: format.layers } : {};
}

function shown(verb: string, value: Value): Value {
  const number = numberIn(value);
  if (number === null || !/^[cxX]$/.test(verb)) return value;
  if (verb === "c") return constant(String.fromCharCode(number & 0xff));
  const hex = number.toString(16);
  return constant(verb === "X" ? hex.toUpperCase() : hex);
}

function braces([format, ...rest]: readonly Value[]): Value | null {
  const text = format === undefined ? null : onlyText(format);
  if (text === null) return null;
  const values = [...rest];
  const parts = text.split(/\{[^{}]{0,40}\}/).slice(0, PARTS);
  return concatenate(
    parts.flatMap((each, at) =>
      at === 0 ? [constant(each)] : [values.shift() ?? UNKNOWN, constant(each)],
    ),
  );
}
