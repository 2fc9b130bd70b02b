import type { Analysis, Fold } from "../../code/analysis.ts";
import { anyItem, itemsOf, keysOf } from "../../code/items.ts";
import { constant, joinAll, list, only, taintsOf, UNKNOWN, type Value } from "../../code/value.ts";
import { isTrue } from "../../code/truth.ts";
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
  unbase64,
  uncompressed,
  unpercent,
} from "../decoded.ts";
import { PACK_FOLDS } from "./fold-pack.ts";
import { PATTERN_FOLDS } from "./fold-patterns.ts";

type Pure = (args: readonly Value[], analysis: Analysis) => Value | null;

const entries: [string, Pure][] = [
  ["decode_base64", ([text], analysis) => unbase64(text, analysis)],
  ["decode_base64url", ([text], analysis) => unbase64(text, analysis)],
  ["b64_decode", ([text], analysis) => unbase64(text, analysis)],
  ["uri_unescape", ([text], analysis) => unpercent(text, analysis)],
  ["url_unescape", ([text], analysis) => unpercent(text, analysis)],
  ["uncompress", ([text], analysis) => uncompressed(text, "zlib", analysis)],
  ["memGunzip", ([text], analysis) => uncompressed(text, "gzip", analysis)],
  ["Compress.Zlib.memGunzip", ([text], analysis) => uncompressed(text, "gzip", analysis)],
  ["chr", ([code], analysis) => characterOf(code, analysis)],
  ["ord", ([text]) => codeOf(text)],
  ["hex", ([text]) => parsed(text, 16)],
  ["oct", ([text]) => octal(text)],
  ["int", ([value]) => whole(value)],
  ["lc", ([text]) => changed(text, (each) => each.toLowerCase())],
  ["fc", ([text]) => changed(text, (each) => each.toLowerCase())],
  ["uc", ([text]) => changed(text, (each) => each.toUpperCase())],
  ["lcfirst", ([text]) => changed(text, (each) => each.charAt(0).toLowerCase() + each.slice(1))],
  ["ucfirst", ([text]) => changed(text, (each) => each.charAt(0).toUpperCase() + each.slice(1))],
  ["length", ([text]) => counted(textIn(text)?.length)],
  ["index", ([text, part]) => counted(placeOf(text, part))],
  ["join", ([separator, ...items]) => joined(separator, items)],
  [
    "substr",
    ([text, from, length]) =>
      partOf(text, numberIn(from) ?? 0, length === undefined ? null : numberIn(length)),
  ],
  ["sprintf", ([format, ...rest], analysis) => printed(format, rest, analysis)],
  ["reverse", reversed],
  [
    "#reversed",
    (args, analysis) =>
      turned(
        args.length === 1 && listIn(args[0]) === null
          ? args[0]
          : (joinedBy(list([...flat(args)]), "") ?? undefined),
        analysis,
      ),
  ],
  ["map", mapped],
  ["grep", filtered],
  ["sort", sorted],
  ["keys", ([value]) => (value === undefined ? null : named(value))],
  ["values", ([value]) => (value === undefined ? null : valuesOf(value))],
  ["ucwords", ([text]) => changed(text, (each) => each)],
  ["x", ([text, times]) => repeated(text, numberIn(times))],
  ["inet_aton", ([host]) => host ?? null],
  ["sockaddr_in", ([, host]) => host ?? null],
  ["pack_sockaddr_in", ([, host]) => host ?? null],
  ["dirname", () => constant(".")],
  ["getcwd", () => constant(".")],
  ["cwd", () => constant(".")],
  ["tmpdir", () => constant("/tmp")],
  ["File.Spec.tmpdir", () => constant("/tmp")],
  ["File.Spec.catfile", (args) => joinedBy(list([...flat(args)]), "/")],
  ["File.Spec.catdir", (args) => joinedBy(list([...flat(args)]), "/")],
  ["catfile", (args) => joinedBy(list([...flat(args)]), "/")],
  ["File.HomeDir.my_home", () => constant("~")],
  ["home", () => constant("~")],
  ["encode", ([, text]) => text ?? null],
  ["decode", ([, text]) => text ?? null],
  ["encode_utf8", ([text]) => text ?? null],
  ["decode_utf8", ([text]) => text ?? null],
];

/** The pure functions of Perl that matter for reading hidden text. */
export const PERL_FOLDS: ReadonlyMap<string, Fold> = new Map([
  ...entries.map(([name, pure]): [string, Fold] => [
    name,
    (_, args, analysis) => pure(args, analysis),
  ]),
  ...PACK_FOLDS,
  ...PATTERN_FOLDS,
]);

/** Items of lists that stand among other items. */
function flat(args: readonly Value[]): Value[] {
  return args.flatMap((each) => listIn(each) ?? [each]);
}

function parsed(value: Value | undefined, base: number): Value | null {
  const text =
    textIn(value)
      ?.replace(/^0[xX]/, "")
      .replaceAll("_", "") ?? null;
  const number = text === null ? NaN : Number.parseInt(text, base);
  return value === undefined || Number.isNaN(number) ? null : madeOf(number, [value]);
}

/** `oct` reads hexadecimal and binary numbers too. */
function octal(value: Value | undefined): Value | null {
  const text = textIn(value) ?? "";
  if (/^0?[xX]/.test(text))
    return parsed(
      value === undefined ? value : { ...value, known: [text.replace(/^0?[xX]/, "")] },
      16,
    );
  if (/^0?[bB]/.test(text))
    return parsed(
      value === undefined ? value : { ...value, known: [text.replace(/^0?[bB]/, "")] },
      2,
    );
  return parsed(value, 8);
}

function whole(value: Value | undefined): Value | null {
  const number = value === undefined ? null : Number.parseFloat(textIn(value) ?? "");
  return value === undefined || number === null || Number.isNaN(number)
    ? null
    : madeOf(Math.trunc(number), [value]);
}

function changed(value: Value | undefined, change: (text: string) => string): Value | null {
  const text = textIn(value);
  return value === undefined || text === null ? null : madeOf(change(text), [value]);
}

function counted(count: number | undefined): Value | null {
  return count === undefined ? null : constant(count);
}

function placeOf(text: Value | undefined, part: Value | undefined): number | undefined {
  const [whole, searched] = [textIn(text), textIn(part)];
  return whole === null || searched === null ? undefined : whole.indexOf(searched);
}

function joined(separator: Value | undefined, items: readonly Value[]): Value | null {
  const between = textIn(separator);
  return between === null ? null : joinedBy(list(flat(items)), between);
}

/** One text is turned around, of several items the order. */
function reversed(args: readonly Value[], analysis: Analysis): Value | null {
  const items = args.length === 1 ? listIn(args[0]) : [...args];
  if (items === null) return turned(args[0], analysis);
  return list([...items].reverse());
}

function mapped([by, items]: readonly Value[], analysis: Analysis): Value | null {
  const [closure] = by?.closures ?? [];
  if (closure === undefined || items === undefined) return null;
  const all = listIn(items);
  const call = (item: Value) => analysis.engine.enter(closure, [item], null, analysis);
  if (all === null) return list([call(anyItem(items))]);
  return list(all.map(call).flatMap((each) => listIn(each) ?? [each]));
}

function filtered([by, items]: readonly Value[], analysis: Analysis): Value | null {
  const [closure] = by?.closures ?? [];
  const all = listIn(items);
  if (closure === undefined || items === undefined) return null;
  if (all === null) {
    analysis.engine.enter(closure, [anyItem(items)], null, analysis);
    return items;
  }
  return list(
    all.filter((item) => {
      const known = only(analysis.engine.enter(closure, [item], null, analysis));
      return known === undefined || isTrue(known);
    }),
  );
}

function sorted(args: readonly Value[], analysis: Analysis): Value | null {
  const items = args.at(-1);
  const [closure] = args.length > 1 ? (args[0]?.closures ?? []) : [];
  if (closure !== undefined) {
    analysis.engine.enter(closure, [UNKNOWN], null, analysis);
    return items ?? null;
  }
  const texts = itemsOf(items ?? UNKNOWN)?.map(textIn);
  if (items === undefined || texts?.every((each) => each !== null) !== true) return items ?? null;
  return list([...texts].sort().map((text) => madeOf(text, [items])));
}

function named(value: Value): Value | null {
  const keys = value.boxes.length === 0 ? null : keysOf(value);
  return keys === null ? { ...UNKNOWN, taints: taintsOf(value) } : list(keys);
}

function valuesOf(value: Value): Value {
  const [box] = value.boxes;
  if (value.boxes.length !== 1 || box === undefined) return joinAll([value]);
  if (box.items !== null) return value;
  return list([...box.fields.values(), ...(box.rest === UNKNOWN ? [] : [box.rest])]);
}

function printed(
  format: Value | undefined,
  given: readonly Value[],
  analysis: Analysis,
): Value | null {
  const text = textIn(format);
  const args = flat(given);
  const texts = args.map(textIn);
  if (format === undefined || text === null || !texts.every((each) => each !== null)) return null;
  const rest = [...texts];
  let characters = false;
  const out = text.replace(/%(?:%|(?:\d+\$)?[-+ 0#]*\d{0,3}(?:\.\d{1,3})?[a-zA-Z])/g, (kind) => {
    if (kind === "%%") return "%";
    const value = rest.shift() ?? "";
    if (kind.endsWith("c")) {
      characters = true;
      return String.fromCodePoint(Math.min(Math.abs(Number(value)) || 0, 0x10ffff));
    }
    return /x$/i.test(kind) ? Number(value).toString(16) : value;
  });
  const made = madeOf(out, [format, ...args]);
  return characters && analysis.budget.decodedBytes > 0
    ? { ...made, layers: [...made.layers, { codec: "char-codes", text: out.slice(0, 2000) }] }
    : made;
}
