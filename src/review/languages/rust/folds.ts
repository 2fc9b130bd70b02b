import type { Analysis, Fold } from "../../code/analysis.ts";
import type { Span } from "../../../model/span.ts";
import { constant, join, joinAll, only, onlyText, UNKNOWN, type Value } from "../../code/value.ts";
import { numberIn, unbase64, unhex } from "../decoded.ts";
import { iteratorFolds } from "./fold-iterators.ts";
import { folderCalled, LIBRARY_FOLDS } from "./fold-library.ts";
import { TEXT_FOLDS } from "./fold-texts.ts";
import { cast, fromAll, packed, said } from "./fold-values.ts";

/** Methods that answer what they are called on. */
const TRANSPARENT = [
  "unwrap",
  "expect",
  "unwrap_or_default",
  "ok",
  "err",
  "clone",
  "cloned",
  "copied",
  "to_string",
  "to_owned",
  "into",
  "try_into",
  "as_str",
  "as_ref",
  "as_mut",
  "as_slice",
  "iter_mut",
  "par_iter",
  "borrow",
  "borrow_mut",
  "lock",
  "deref",
  "as_deref",
  "into_string",
  "into_boxed_str",
  "to_string_lossy",
  "into_owned",
  "display",
  "as_path",
  "to_path_buf",
  "as_os_str",
  "to_str",
  "as_ptr",
  "into_raw",
  "by_ref",
  "peekable",
  "as_c_str",
  "into_vec",
  "decode_utf8",
  "decode_utf8_lossy",
  "expose_secret",
  "leak",
  "canonicalize",
  "into_os_string",
  "take_while",
  "into_boxed_slice",
  "to_bytes",
  "drain",
  "as_mut_ptr",
  "unwrap_unchecked",
  "ok_or",
  "context",
  "into_inner",
] as const;

/** A map that knows functions by the last two words of their names as well. */
class BySuffix extends Map<string, Fold> {
  override get(name: string): Fold | undefined {
    return super.get(name) ?? super.get(suffix(name));
  }
}

/** The last two words of a path; methods of values, which begin with a dot, have only one. */
function suffix(name: string): string {
  const last = name.lastIndexOf(".");
  if (last <= 0 || name.includes("(")) return "";
  const before = name.lastIndexOf(".", last - 1);
  return before < 0 ? "" : name.slice(before + 1);
}

const folds = new BySuffix();

function call(fn: Value, args: Value[], analysis: Analysis, at: Span): Value {
  const own = fn.closures.map((closure) => analysis.engine.enter(closure, args, null, analysis));
  const [first, ...rest] = args;
  const known = fn.apis.map((name) => {
    const pure = folds.get(name);
    if (pure !== undefined) return pure(UNKNOWN, args, analysis, at) ?? fromAll(args);
    // `.map(str::to_string)` is `.map(|s| s.to_string())`.
    const method = folds.get(`.${name.slice(name.lastIndexOf(".") + 1)}`);
    return (first === undefined ? null : method?.(first, rest, analysis, at)) ?? fromAll(args);
  });
  return joinAll([...own, ...known]);
}

const METHODS: [string, Fold][] = [
  ...iteratorFolds(call),
  ...TEXT_FOLDS,
  ...TRANSPARENT.map((name): [string, Fold] => [`.${name}`, (value) => said(value)]),
  [".unwrap_or", (value, [other]) => join(value, other ?? UNKNOWN)],
  [".or", (value, [other]) => join(value, other ?? UNKNOWN)],
  [".unwrap_or_else", otherwise],
  [".or_else", otherwise],
  [
    ".map_err",
    (value, [fn], analysis, at) =>
      fn === undefined ? null : (call(fn, [UNKNOWN], analysis, at), said(value)),
  ],
  [
    ".#as",
    (value, [type], analysis) => cast(value, type === undefined ? null : onlyText(type), analysis),
  ],
  [".decode", (value, [text], analysis) => decoded(value, text, analysis)],
  [".read_to_string", (value) => (onlyText(value) === null ? null : value)],
  [".read_to_end", (value) => (onlyText(value) === null ? null : value)],
  [".parse", (value, [type]) => parsed(value, type)],
  ...["add", "sub", "mul", "bitxor"].flatMap((name) =>
    ["wrapping_", ""].map((prefix): [string, Fold] => [
      `.${prefix}${name}`,
      (value, [other]) => wrapped(name, value, other),
    ]),
  ),
  [".rotate_left", (value, [by]) => rotated(value, numberIn(by))],
  [
    ".rotate_right",
    (value, [by]) => rotated(value, by === undefined ? null : 8 - (numberIn(by) ?? 8)),
  ],
  ...["home_dir", "config_dir", "data_dir", "data_local_dir", "cache_dir"].map(
    (name): [string, Fold] => [
      `.${name}`,
      (value) => (value.apis.length === 0 ? null : constant(folderCalled(name))),
    ],
  ),
];

function otherwise(
  value: Value,
  [fn]: readonly Value[],
  analysis: Analysis,
  at: Span,
): Value | null {
  return fn === undefined ? null : join(value, call(fn, [UNKNOWN], analysis, at));
}

/** `STANDARD.decode(x)`: the engine's name says what it decodes. */
function decoded(engine: Value, text: Value | undefined, analysis: Analysis): Value | null {
  const name = engine.apis.join(" ");
  if (/base64|STANDARD|URL_SAFE|GeneralPurpose|BASE64/.test(name))
    return unbase64(packed(text), analysis);
  return /hex/i.test(name) ? unhex(packed(text), analysis) : null;
}

function parsed(value: Value, type: Value | undefined): Value | null {
  const text = onlyText(value);
  const wanted = type === undefined ? "" : (onlyText(type) ?? "");
  if (text === null || !/<[iuf]\d|size/.test(wanted)) return said(value);
  const number = Number(text);
  return Number.isNaN(number) ? null : { ...constant(number), layers: value.layers };
}

function wrapped(name: string, value: Value, other: Value | undefined): Value | null {
  const a = only(value);
  const b = other === undefined ? undefined : only(other);
  if (typeof a !== "number" || typeof b !== "number") return null;
  const result = name === "add" ? a + b : name === "sub" ? a - b : name === "mul" ? a * b : a ^ b;
  return { ...value, known: [a < 256 && b < 256 ? result & 255 : result] };
}

function rotated(value: Value, by: number | null): Value | null {
  const byte = only(value);
  if (typeof byte !== "number" || by === null || byte > 255) return null;
  const bits = ((by % 8) + 8) % 8;
  return { ...value, known: [((byte << bits) | (byte >> (8 - bits))) & 255] };
}

for (const [name, fold] of METHODS) folds.set(name, fold);
for (const [name, pure] of LIBRARY_FOLDS) {
  folds.set(name, (_, args, analysis) => pure(args, analysis) ?? fromAll(args));
}

/** The pure functions of Rust's library, and of crates, that matter for reading hidden text. */
export const RUST_FOLDS: ReadonlyMap<string, Fold> = folds;
