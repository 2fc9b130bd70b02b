import type { Analysis } from "../../code/analysis.ts";
import { constant, list, onlyText, record, UNKNOWN, type Value } from "../../code/value.ts";
import {
  characterOf,
  numberIn,
  textIn,
  unbase64,
  uncompressed,
  unhex,
  unpercent,
} from "../decoded.ts";
import { charactersFrom, ITEMS, packed, said, textFrom } from "./fold-values.ts";

/** A function of a library that only computes; null: not for these arguments. */
export type Pure = (args: readonly Value[], analysis: Analysis) => Value | null;

/** Functions that answer what they are given, in another wrapping. */
const WRAPPING = [
  "String.from",
  "str.from",
  "Box.new",
  "Box.pin",
  "Arc.new",
  "Rc.new",
  "Arc.from",
  "Rc.from",
  "Some",
  "Ok",
  "Cow.from",
  "Cow.Borrowed",
  "Cow.Owned",
  "PathBuf.from",
  "Path.new",
  "OsString.from",
  "OsStr.new",
  "CString.new",
  "CStr.from_ptr",
  "Mutex.new",
  "RwLock.new",
  "RefCell.new",
  "Cell.new",
  "BufReader.new",
  "BufWriter.new",
  "Cursor.new",
  "Url.parse",
  "Uri.from_static",
  "HeaderValue.from_static",
  "HeaderValue.from_str",
  "Vec.from",
  "hint.black_box",
  "convert.identity",
  "Bytes.from",
  "Body.from",
  "shellexpand.tilde",
  "shellexpand.full",
  "Stdio.from",
  "Stdio.from_raw_fd",
  "TcpStream.from_raw_fd",
  "io.read_to_string",
  "String.from_str",
  "PathBuf.from_str",
  "Zeroizing.new",
  "SecretString.from",
  "LazyLock.force",
  "mem.take",
  "arc_swap.new",
  "ManuallyDrop.new",
  "Pin.new",
  "Arc.clone",
  "Rc.clone",
  "String.clone",
  "str.to_string",
  "ToString.to_string",
  "AsRef.as_ref",
  "WideCString.from_str",
] as const;

/** Folders by the functions that name them. Source: the documentation of the crate `dirs`. */
const FOLDERS: readonly [RegExp, string][] = [
  [/^home_dir$/, "~"],
  [/^config(?:_local)?_dir$/, "~/.config"],
  [/^data(?:_local)?_dir$/, "~/.local/share"],
  [/^cache_dir$/, "~/.cache"],
  [/^temp_dir$/, "/tmp"],
  [/^(?:current_dir|current_exe)$/, "."],
];

/** The folder that a function or a method of this name answers; null for any other. */
export function folderCalled(name: string): string | null {
  return FOLDERS.find(([pattern]) => pattern.test(name))?.[1] ?? null;
}

const folders = [
  "home_dir",
  "config_dir",
  "config_local_dir",
  "data_dir",
  "data_local_dir",
  "cache_dir",
];
const crates = ["dirs", "dirs_next", "dirs_sys", "home", "env", "ProjectDirs", "BaseDirs"];

/** Pure functions by the last two words of their path: `base64::decode` is `base64.decode`. */
export const LIBRARY_FOLDS: readonly [string, Pure][] = [
  ...WRAPPING.map((name): [string, Pure] => [
    name,
    ([value]) => (value === undefined ? null : said(value)),
  ]),
  ...crates.flatMap((crate) =>
    [...folders, "temp_dir", "current_dir", "current_exe"].map((name): [string, Pure] => [
      `${crate}.${name}`,
      () => constant(folderCalled(name)),
    ]),
  ),
  ["String.new", () => constant("")],
  ["String.with_capacity", () => constant("")],
  ["OsString.new", () => constant("")],
  ["PathBuf.new", () => constant("")],
  ["Vec.new", () => list([])],
  ["Vec.with_capacity", () => list([])],
  ["VecDeque.new", () => list([])],
  ["HashMap.new", () => record(new Map())],
  ["BTreeMap.new", () => record(new Map())],
  ["Map.new", () => record(new Map())],
  ["String.from_utf8", ([bytes], analysis) => textFrom(bytes, analysis)],
  ["String.from_utf8_lossy", ([bytes], analysis) => textFrom(bytes, analysis)],
  ["String.from_utf8_unchecked", ([bytes], analysis) => textFrom(bytes, analysis)],
  ["str.from_utf8", ([bytes], analysis) => textFrom(bytes, analysis)],
  ["str.from_utf8_unchecked", ([bytes], analysis) => textFrom(bytes, analysis)],
  [
    "String.from_iter",
    ([items], analysis) =>
      items === undefined ? null : (charactersFrom(items) ?? textFrom(items, analysis)),
  ],
  ["char.from", ([code], analysis) => character(code, analysis)],
  ["char.from_u32", ([code], analysis) => character(code, analysis)],
  ["char.from_u32_unchecked", ([code], analysis) => character(code, analysis)],
  ...["u8", "u16", "u32", "u64", "i32", "i64", "usize"].map((type): [string, Pure] => [
    `${type}.from_str_radix`,
    ([text, base]) => parsed(text, numberIn(base) ?? 10),
  ]),
  ...["u8", "u16", "u32", "u64", "usize", "i32"].map((type): [string, Pure] => [
    `${type}.from`,
    ([value]) => coded(value),
  ]),
  ["base64.decode", ([text], analysis) => unbase64(packed(text), analysis)],
  ["base64.decode_config", ([text], analysis) => unbase64(packed(text), analysis)],
  ["base64.decode_engine", ([text], analysis) => unbase64(packed(text), analysis)],
  ["Engine.decode", ([, text], analysis) => unbase64(packed(text), analysis)],
  ["base64_simd.forgiving_decode_to_vec", ([text], analysis) => unbase64(packed(text), analysis)],
  ["hex.decode", ([text], analysis) => unhex(packed(text), analysis)],
  ["GzDecoder.new", ([data], analysis) => uncompressed(packed(data), "gzip", analysis)],
  ["MultiGzDecoder.new", ([data], analysis) => uncompressed(packed(data), "gzip", analysis)],
  ["ZlibDecoder.new", ([data], analysis) => uncompressed(packed(data), "zlib", analysis)],
  ["DeflateDecoder.new", ([data], analysis) => uncompressed(packed(data), "deflate", analysis)],
  [
    "inflate.decompress_to_vec_zlib",
    ([data], analysis) => uncompressed(packed(data), "zlib", analysis),
  ],
  [
    "inflate.decompress_to_vec",
    ([data], analysis) => uncompressed(packed(data), "deflate", analysis),
  ],
  ["urlencoding.decode", ([text], analysis) => unpercent(text, analysis)],
  ["percent_encoding.percent_decode_str", ([text], analysis) => unpercent(text, analysis)],
  ["percent_encoding.percent_decode", ([text], analysis) => unpercent(packed(text), analysis)],
  ["Command.new", ([program]) => list([program ?? UNKNOWN])],
  ["#range", ([from, to]) => range(numberIn(from), numberIn(to))],
];

function character(code: Value | undefined, analysis: Analysis): Value | null {
  return code !== undefined && onlyText(code) !== null ? code : characterOf(code, analysis);
}

function parsed(value: Value | undefined, base: number): Value | null {
  const text = textIn(value);
  const number = text === null || base < 2 || base > 36 ? Number.NaN : Number.parseInt(text, base);
  return value === undefined || Number.isNaN(number)
    ? null
    : { ...constant(number), layers: value.layers };
}

function coded(value: Value | undefined): Value | null {
  if (value === undefined) return null;
  const code = onlyText(value)?.codePointAt(0);
  return code === undefined ? said(value) : { ...value, known: [code] };
}

function range(from: number | null, to: number | null): Value | null {
  if (from === null || to === null || to - from > ITEMS) return null;
  return list(Array.from({ length: Math.max(0, to - from) }, (_, at) => constant(from + at)));
}
