import type { Fold } from "../../code/analysis.ts";
import { decodedValue, fromBase64 } from "../../code/decoding.ts";
import {
  constant,
  join,
  joinAll,
  list,
  onlyText,
  taintsOf,
  textOrPrefix,
  UNKNOWN,
  type Value,
} from "../../code/value.ts";
import { globPattern } from "./globs.ts";
import { formatPrinted, spellsCodes, unescapePrinted } from "./printf.ts";

const entries: [string, Fold][] = [
  ["echo", (_, args, analysis) => echoed(args, analysis)],
  ["printf", (_, args, analysis) => printed(args, analysis)],
  // A name that nobody knows before; what is written there and what runs from there is the same.
  ["mktemp", (_, __, ___, at) => constant(`/tmp/made-${at.line}`)],
  ["find", (_, args) => foundFiles(args)],
  ["#encoded-command", (_, [value], analysis) => encodedCommand(value, analysis)],
  ["#split", (_, [value]) => splitWords(value)],
  ["#words", (_, [value]) => asWords(value)],
  ["#lines", (_, [value]) => splitLines(value)],
  ["#joined", (_, [value]) => (value === undefined ? null : joinWords(value))],
  ["#shift", (_, [value]) => shifted(value)],
  ["#slice", (_, [value, from, length]) => slice(value, from, length)],
  ["#replace", (_, args) => replace(args)],
  ["#trim", (_, args) => trim(args)],
  ["#case", (_, [value, how]) => changeCase(value, how)],
];

/** The pure programs of the shell that matter for reading hidden text. */
export const SHELL_FOLDS: ReadonlyMap<string, Fold> = new Map(entries);

/** No command line has more words. */
const WORDS = 2000;

function itemsOf(value: Value | undefined): Value[] | null {
  return value?.boxes.length === 1 ? (value.boxes[0]?.items ?? null) : null;
}

/** What `echo` prints: its words, with escapes taken away as `-e` does. */
function echoed(args: readonly Value[], analysis: Parameters<Fold>[2]): Value {
  const words = args.filter((value) => !/^-[neE]+$/.test(onlyText(value) ?? ""));
  return escaped(joinWords(list([...words])), analysis, unescapePrinted);
}

function printed(args: readonly Value[], analysis: Parameters<Fold>[2]): Value {
  const [format, ...rest] = onlyText(args[0] ?? UNKNOWN) === "--" ? args.slice(1) : args;
  const pattern = onlyText(format ?? UNKNOWN);
  const texts = rest.map((value) => onlyText(value));
  if (format === undefined || pattern === null) return joinWords(list([...args]));
  const taints = joinAll(
    [format, ...rest].map((value) => ({ ...UNKNOWN, taints: taintsOf(value) })),
  );
  if (texts.every((text) => text !== null)) {
    const whole = { ...constant(pattern), layers: layersOf([format, ...rest]) };
    return join(
      escaped(whole, analysis, (text) => formatPrinted(text, texts)),
      taints,
    );
  }
  const known = rest.map((value) => textOrPrefix(value) ?? "…");
  return { ...taints, prefix: formatPrinted(pattern, known) };
}

/** Letters that are spelt by codes come out of one layer. */
function escaped(
  value: Value,
  analysis: Parameters<Fold>[2],
  read: (text: string) => string,
): Value {
  const text = onlyText(value);
  if (text === null) return value;
  const out = read(text);
  const decoded = spellsCodes(text) ? decodedValue(value, "char-codes", out, analysis) : null;
  return decoded ?? { ...constant(out), layers: value.layers, taints: value.taints };
}

/** Words with a space between them. */
function joinWords(value: Value): Value {
  const words = itemsOf(value);
  if (words === null) return value;
  const taints = joinAll(words.map((word) => ({ ...UNKNOWN, taints: taintsOf(word) }))).taints;
  const layers = layersOf(words);
  const texts = words.map((word) => wordText(word));
  if (texts.every((text) => text !== null)) return { ...constant(texts.join(" ")), taints, layers };
  const prefix = words.map((word, index) => texts[index] ?? textOrPrefix(word) ?? "…").join(" ");
  return { ...UNKNOWN, taints, layers, prefix: prefix === "…" ? null : prefix };
}

function wordText(word: Value): string | null {
  const [known] = word.known;
  if (word.known.length !== 1) return null;
  return known instanceof Uint8Array ? Buffer.from(known).toString("utf8") : String(known);
}

function layersOf(values: readonly Value[]): Value["layers"] {
  return values.reduce<Value["layers"]>(
    (best, value) => (value.layers.length > best.length ? value.layers : best),
    [],
  );
}

/** The words of a text; what is not known stays one word. */
function splitWords(value: Value | undefined): Value | null {
  if (value === undefined || itemsOf(value) !== null) return value ?? null;
  const text = onlyText(value);
  if (text === null) return value;
  const words = text.split(/\s+/, WORDS).filter((word) => word !== "");
  return list(words.map((word) => ({ ...value, known: [word] })));
}

/** What `powershell -EncodedCommand` runs: base64 of UTF-16 ("about_PowerShell_exe"). */
function encodedCommand(value: Value | undefined, analysis: Parameters<Fold>[2]): Value | null {
  const text = value === undefined ? null : onlyText(value);
  const bytes = text === null ? null : fromBase64(text);
  if (value === undefined || bytes === null) return null;
  return decodedValue(value, "base64", Buffer.from(bytes).toString("utf16le"), analysis);
}

function asWords(value: Value | undefined): Value | null {
  if (value === undefined || itemsOf(value) !== null) return value ?? null;
  return list([value]);
}

function splitLines(value: Value | undefined): Value | null {
  if (value === undefined || itemsOf(value) !== null) return value ?? null;
  const text = onlyText(value);
  if (text === null) return value;
  const lines = text.split("\n", WORDS).filter((line) => line !== "");
  return list(lines.map((line) => ({ ...value, known: [line] })));
}

function shifted(value: Value | undefined): Value | null {
  const items = itemsOf(value);
  return items === null ? (value ?? null) : list(items.slice(1));
}

/** `find d -name p` prints files whose names begin and end so. */
function foundFiles([root, pattern]: readonly Value[]): Value {
  const folder = textOrPrefix(root ?? UNKNOWN) ?? "…";
  const name = pattern === undefined ? null : textOrPrefix(pattern);
  const prefix = name === null ? folder : `${folder.replace(/\/$/, "")}/${name}`;
  return { ...UNKNOWN, prefix };
}

function made(value: Value, text: string): Value {
  return { ...UNKNOWN, known: [text], layers: value.layers };
}

/** `${x:from:length}`; of a list, its items. */
function slice(
  value: Value | undefined,
  from: Value | undefined,
  length: Value | undefined,
): Value | null {
  if (value === undefined) return null;
  const start = Number(onlyText(from ?? UNKNOWN)?.trim() ?? NaN);
  const count = length === undefined ? Infinity : Number(onlyText(length)?.trim() ?? NaN);
  if (Number.isNaN(start) || Number.isNaN(count)) return null;
  const items = itemsOf(value);
  if (items !== null) return list(items.slice(Math.max(0, start - 1), start - 1 + count));
  const text = onlyText(value);
  if (text === null) return value;
  const begin = start < 0 ? Math.max(0, text.length + start) : start;
  return made(value, text.slice(begin, count < 0 ? count : begin + count));
}

/** `${x/a/b}` and `${x//a/b}` for patterns of `*`, `?` and plain text. */
function replace([value, how, pattern, by]: readonly Value[]): Value | null {
  const text = onlyText(value ?? UNKNOWN);
  const searched = onlyText(pattern ?? UNKNOWN);
  if (value === undefined || searched === null || searched === "") return value ?? null;
  if (text === null) return value;
  const instead = onlyText(by ?? constant("")) ?? "…";
  const expression = globPattern(searched, onlyText(how ?? UNKNOWN) === "//" ? "g" : "");
  return expression === null
    ? null
    : made(
        value,
        text.replace(expression, () => instead),
      );
}

/** `${x#p}`, `${x##p}`, `${x%p}`, `${x%%p}` for plain text and for `*` beside it. */
function trim([value, how, pattern]: readonly Value[]): Value | null {
  const text = onlyText(value ?? UNKNOWN);
  const searched = onlyText(pattern ?? UNKNOWN);
  const operator = onlyText(how ?? UNKNOWN) ?? "";
  if (value === undefined || text === null || searched === null) return value ?? null;
  const front = operator.startsWith("#");
  const plain = searched.replace(front ? /^\*/ : /\*$/, "");
  const anything = plain !== searched;
  if (/[*?[\]]/.test(plain)) return value;
  const at = place(text, plain, front === (operator.length === 1));
  if (at < 0 || plain === "") return value;
  if (front) return anything || at === 0 ? made(value, text.slice(at + plain.length)) : value;
  return anything || at + plain.length === text.length ? made(value, text.slice(0, at)) : value;
}

/** The shortest cut is the first place seen from the front, the last one seen from behind. */
function place(text: string, plain: string, first: boolean): number {
  return first ? text.indexOf(plain) : text.lastIndexOf(plain);
}

function changeCase(value: Value | undefined, how: Value | undefined): Value | null {
  const text = onlyText(value ?? UNKNOWN);
  if (value === undefined || text === null) return value ?? null;
  const operator = onlyText(how ?? UNKNOWN) ?? "";
  const change = (part: string) =>
    operator.startsWith("^") ? part.toUpperCase() : part.toLowerCase();
  const all = operator.length === 2;
  return made(value, all ? change(text) : change(text.slice(0, 1)) + text.slice(1));
}
