import type { Fold } from "../../code/analysis.ts";
import { valueOfJson, valueOfYaml } from "../../code/data.ts";
import {
  bytesOf,
  decodedValue,
  fromBase64,
  fromHex,
  inflate,
  type Compression,
} from "../../code/decoding.ts";
import { loadModule } from "../../code/modules.ts";
import { readMember } from "../../code/members.ts";
import { constant, joinAll, list, only, onlyText, UNKNOWN, type Value } from "../../code/value.ts";
import { matching } from "../decoded.ts";
import { JSCRIPT_FOLDS } from "../host-objects.ts";
import { MATH_FOLDS } from "./math-folds.ts";
import { METHOD_FOLDS } from "./method-folds.ts";

/** What finds files by a pattern. */
const GLOBS = [
  ...["glob", "glob.sync", "glob.glob", "glob.globSync", "fs.globSync", "fs.promises.glob"],
  ...["fast-glob", "fast-glob.sync", "globby", "globby.sync", "globby.globby", "tiny-glob"],
];

const entries: [string, Fold][] = [
  ["atob", (_, [text], analysis) => decodeText(text, "base64", analysis)],
  ["Buffer.from", (_, args, analysis) => bufferFrom(args, analysis)],
  ["Buffer", (_, args, analysis) => bufferFrom(args, analysis)],
  ["buffer.Buffer.from", (_, args, analysis) => bufferFrom(args, analysis)],
  ["String.fromCharCode", (_, args, analysis) => fromCodes(args, analysis)],
  ["String.fromCodePoint", (_, args, analysis) => fromCodes(args, analysis)],
  ["String", (_, [value]) => toText(value)],
  ["Number", (_, [value]) => toNumber(value, null)],
  ...MATH_FOLDS,
  [
    "parseInt",
    (_, [value, radix]) => toNumber(value, Number(radix === undefined ? Number.NaN : only(radix))),
  ],
  ["unescape", (_, [text], analysis) => unescapeText(text, unescape, analysis)],
  ["decodeURIComponent", (_, [text], analysis) => unescapeText(text, decodeURIComponent, analysis)],
  ["decodeURI", (_, [text], analysis) => unescapeText(text, decodeURI, analysis)],
  ["encodeURIComponent", (_, [text]) => mapText(text, encodeURIComponent)],
  ["JSON.parse", (_, [text]) => data(text, valueOfJson)],
  ["js-yaml.load", (_, [text]) => data(text, valueOfYaml)],
  ["js-yaml.safeLoad", (_, [text]) => data(text, valueOfYaml)],
  ["yaml.parse", (_, [text]) => data(text, valueOfYaml)],
  ["Array.from", (_, [value]) => value ?? null],
  ["Uint8Array.from", (_, [value]) => value ?? null],
  ["Uint8Array", (_, [value]) => value ?? null],
  ["Object", (_, [value]) => value ?? null],
  ["Object.entries", (_, [value]) => knownEntries(value)],
  ["Promise.resolve", (_, [value]) => value ?? null],
  ["util.promisify", (_, [value]) => value ?? null],
  ["util.callbackify", (_, [value]) => value ?? null],
  [
    "Reflect.get",
    (_, [object, key], analysis, at) =>
      object === undefined || key === undefined ? null : readMember(object, key, at, analysis),
  ],
  ["os.homedir", () => constant("~")],
  ["process.cwd", () => constant(".")],
  ...GLOBS.map((name): [string, Fold] => [name, (_, [pattern]) => matching(pattern)]),
  ["path.join", (_, args) => joinPath(args)],
  ["path.resolve", (_, args) => joinPath(args)],
  [
    "require",
    (_, [name], analysis, at) => (name === undefined ? null : loadModule(name, at, analysis)),
  ],
  [
    "module.require",
    (_, [name], analysis, at) => (name === undefined ? null : loadModule(name, at, analysis)),
  ],
  [
    "process.getBuiltinModule",
    (_, [name], analysis, at) => (name === undefined ? null : loadModule(name, at, analysis)),
  ],
  [
    "module.createRequire()",
    (_, [name], analysis, at) => (name === undefined ? null : loadModule(name, at, analysis)),
  ],
  [
    "process.mainModule.require",
    (_, [name], analysis, at) => (name === undefined ? null : loadModule(name, at, analysis)),
  ],
  ["TextDecoder().decode", (_, [bytes]) => toText(bytes)],
  ...inflaters({
    "zlib.gunzipSync": "gzip",
    "zlib.inflateSync": "zlib",
    "zlib.inflateRawSync": "deflate",
    "zlib.brotliDecompressSync": "brotli",
    "zlib.unzipSync": "unzip",
  }),
];

/** The pure functions of JavaScript's library that matter for reading hidden text. */
export const JAVASCRIPT_FOLDS: ReadonlyMap<string, Fold> = new Map([
  ...entries,
  ...METHOD_FOLDS,
  ...JSCRIPT_FOLDS,
]);

/** Name and value of each field of a record that is known as a whole. */
function knownEntries(value: Value | undefined): Value | null {
  const box = value?.boxes.length === 1 ? value.boxes[0] : undefined;
  if (value === undefined || box === undefined || box.items !== null) return null;
  if (box.rest !== UNKNOWN || value.apis.length > 0 || value.taints.length > 0) return null;
  return list([...box.fields].map(([name, field]) => list([constant(name), field])));
}

function inflaters(names: Record<string, Compression>): [string, Fold][] {
  return Object.entries(names).map(([name, how]): [string, Fold] => [
    name,
    (_, [value], analysis) => {
      const bytes = bytesOf(value);
      const result = bytes === null ? null : inflate(bytes, how, analysis.budget.decodedBytes);
      return result === null || value === undefined
        ? null
        : decodedValue(value, how, result, analysis);
    },
  ]);
}

function decodeText(
  value: Value | undefined,
  codec: "base64",
  analysis: Parameters<Fold>[2],
): Value | null {
  const text = value === undefined ? null : onlyText(value);
  const bytes = text === null ? null : fromBase64(text);
  if (bytes === null || value === undefined) return null;
  return decodedValue(value, codec, Buffer.from(bytes).toString("latin1"), analysis);
}

function bufferFrom(args: readonly Value[], analysis: Parameters<Fold>[2]): Value | null {
  const [value, encoding] = args;
  if (value === undefined) return null;
  const codes = numbersOf(value);
  if (codes !== null) return decodedValue(value, "char-codes", Uint8Array.from(codes), analysis);
  const text = onlyText(value);
  if (text === null) return null;
  const codec = encoding === undefined ? "utf8" : onlyText(encoding);
  if (codec === "base64" || codec === "base64url") {
    const bytes = fromBase64(text);
    return bytes === null ? null : decodedValue(value, "base64", bytes, analysis);
  }
  if (codec === "hex") {
    const bytes = fromHex(text);
    return bytes === null ? null : decodedValue(value, "hex", bytes, analysis);
  }
  return { ...value, known: [Buffer.from(text, "utf8")] };
}

/** The numbers of a list in which every item is a known number. */
function numbersOf(value: Value): number[] | null {
  const items = value.boxes.length === 1 ? value.boxes[0]?.items : null;
  if (items === null || items === undefined || items.length === 0) return null;
  const numbers = items.map((item) => only(item));
  return numbers.every((each) => typeof each === "number") ? numbers : null;
}

function fromCodes(args: readonly Value[], analysis: Parameters<Fold>[2]): Value | null {
  const codes = args.map((value) => only(value));
  if (codes.length === 0 || !codes.every((each) => typeof each === "number")) return null;
  const text = codes
    .map((code) => String.fromCodePoint((Math.abs(Math.trunc(code)) || 0) % 0x110000))
    .join("");
  const source = joinAll(
    args.map((value) => ({ ...UNKNOWN, layers: value.layers, taints: value.taints })),
  );
  return decodedValue(source, "char-codes", text, analysis);
}

/** A known value as text. */
export function toText(value: Value | undefined): Value | null {
  const known = value === undefined ? undefined : only(value);
  if (known === undefined || value === undefined) return null;
  const text = known instanceof Uint8Array ? Buffer.from(known).toString("utf8") : String(known);
  return { ...value, known: [text] };
}

/** A text as a number: as `parseInt` reads it, or, without a radix, as a whole. */
function toNumber(value: Value | undefined, radix: number | null): Value | null {
  const known = value === undefined ? undefined : only(value);
  if (typeof known === "number") return constant(known);
  if (typeof known !== "string") return null;
  if (radix === null) return constant(Number(known));
  return constant(Number.parseInt(known, Number.isNaN(radix) ? undefined : radix));
}

function unescapeText(
  value: Value | undefined,
  decode: (text: string) => string,
  analysis: Parameters<Fold>[2],
): Value | null {
  const text = value === undefined ? null : onlyText(value);
  if (text === null || value === undefined) return null;
  try {
    const result = decode(text);
    return result === text ? value : decodedValue(value, "url", result, analysis);
  } catch (error) {
    if (error instanceof URIError) return null;
    throw error;
  }
}

/** Applies a function to a known text. */
export function mapText(value: Value | undefined, map: (text: string) => string): Value | null {
  const text = value === undefined ? null : onlyText(value);
  return text === null || value === undefined ? null : { ...value, known: [map(text)] };
}

function data(text: Value | undefined, read: (text: string) => Value | null): Value | null {
  const known = text === undefined ? null : knownText(text);
  return known === null ? null : read(known);
}

/** A text, also one that is still the bytes of a file. */
function knownText(value: Value): string | null {
  const known = only(value);
  return known instanceof Uint8Array ? Buffer.from(known).toString("utf8") : onlyText(value);
}

function joinPath(args: readonly Value[]): Value | null {
  const parts = args.map((value) => onlyText(value));
  const known = parts.map((part) => part ?? "…");
  if (parts.every((part) => part === null)) return null;
  return constant(
    known.join("/").replaceAll("//", "/").replaceAll("/./", "/").replace(/^\.\//, ""),
  );
}
