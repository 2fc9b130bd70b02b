import type { Analysis, Fold } from "../../code/analysis.ts";
import { concatenate } from "../../code/expressions.ts";
import { constant, joinAll, list, record, UNKNOWN, type Value } from "../../code/value.ts";
import { characterOf, itemsIn, madeFrom, numberIn, plain, textIn } from "./bytes.ts";
import { formatted, shown } from "./format.ts";

type Pure = (args: readonly Value[], analysis: Analysis) => Value | null;

/** Longer texts are not put together, and longer lists are not made. */
const CAP = 4 * 1024 * 1024;
const ITEMS = 20_000;

const changes: [string, (text: string, ...rest: string[]) => string][] = [
  ["ToLower", (text) => text.toLowerCase()],
  ["ToUpper", (text) => text.toUpperCase()],
  ["TrimSpace", (text) => text.trim()],
  ["Trim", (text, cut = "") => strip(text, cut, true, true)],
  ["TrimLeft", (text, cut = "") => strip(text, cut, true, false)],
  ["TrimRight", (text, cut = "") => strip(text, cut, false, true)],
  ["TrimPrefix", (text, cut = "") => (text.startsWith(cut) ? text.slice(cut.length) : text)],
  [
    "TrimSuffix",
    (text, cut = "") => (cut !== "" && text.endsWith(cut) ? text.slice(0, -cut.length) : text),
  ],
  ["Title", (text) => text.replace(/(^|\s)[a-z]/g, (each) => each.toUpperCase())],
  [
    "ReplaceAll",
    (text, from = "", by = "") =>
      from === "" || text.length * (by.length + 1) > CAP ? text : text.replaceAll(from, () => by),
  ],
];

const texts: [string, Pure][] = [
  ...changes.map(([name, change]): [string, Pure] => [name, (args) => changed(args, change)]),
  ["Join", joined],
  ["Replace", replaced],
  ["Split", split],
  ["Fields", ([text]) => pieces(text, textIn(text)?.trim().split(/\s+/))],
  ["Repeat", repeated],
  ["Map", mapped],
  ["Clone", ([text]) => text ?? null],
  ["NewReader", ([text]) => (text === undefined ? null : plain(text))],
];

/** The pure functions of `strings` and `bytes`, of `fmt`, `strconv` and of paths. */
export const TEXT_FOLDS: readonly [string, Fold][] = [
  ...texts.flatMap(([name, pure]): [string, Fold][] => [
    [`strings.${name}`, (_, args, analysis) => pure(args, analysis)],
    [`bytes.${name}`, (_, args, analysis) => pure(args, analysis)],
  ]),
  ["strings.NewReplacer", (_, args) => replacer(args)],
  [".Replace", (receiver, [text]) => replacedBy(receiver, text)],
  ["fmt.Sprintf", (_, args) => formatted(args)],
  ["fmt.Sprint", (_, args) => concatenate(args.map(shown))],
  ["fmt.Sprintln", (_, args) => concatenate([...args.map(shown), constant("\n")])],
  ["strconv.Itoa", (_, [value]) => number(value, (known) => String(known))],
  ["strconv.Quote", (_, [text]) => changed([text ?? UNKNOWN], (each) => JSON.stringify(each))],
  ["strconv.Atoi", (_, [text]) => parsed(text, 10)],
  ["strconv.ParseInt", (_, [text, base]) => parsed(text, numberIn(base) ?? 10)],
  ["strconv.ParseUint", (_, [text, base]) => parsed(text, numberIn(base) ?? 10)],
  ["path.Join", (_, args) => path(args)],
  ["path/filepath.Join", (_, args) => path(args)],
  ["path/filepath.FromSlash", (_, [text]) => text ?? null],
  ["path/filepath.Clean", (_, [text]) => text ?? null],
  ["path/filepath.Abs", (_, [text]) => text ?? null],
  ["net/url.Parse", (_, [text]) => text ?? null],
  ["os.ExpandEnv", (_, [text]) => expanded(text)],
];

function changed(
  args: readonly Value[],
  change: (text: string, ...rest: string[]) => string,
): Value | null {
  const known = args.map((value) => textIn(value));
  const [text, ...rest] = known.filter((each) => each !== null);
  return text === undefined || rest.length + 1 !== args.length
    ? null
    : madeFrom(change(text, ...rest), args);
}

function strip(text: string, cut: string, left: boolean, right: boolean): string {
  let from = 0;
  let to = text.length;
  while (left && from < to && cut.includes(text.charAt(from))) from += 1;
  while (right && to > from && cut.includes(text.charAt(to - 1))) to -= 1;
  return text.slice(from, to);
}

function joined([items, separator]: readonly Value[]): Value | null {
  const all = itemsIn(items);
  const between = separator === undefined ? constant("") : shown(separator);
  if (all === null || all.length > ITEMS) return null;
  return concatenate(
    all.flatMap((each, at) => (at === 0 ? [shown(each)] : [between, shown(each)])),
  );
}

/** `strings.Replace(text, from, by, times)`: fewer than nothing is always. */
function replaced([text, from, by, times]: readonly Value[]): Value | null {
  const count = numberIn(times) ?? -1;
  const values = [text ?? UNKNOWN, from ?? UNKNOWN, by ?? UNKNOWN];
  return changed(values, (known, old = "", next = "") => {
    if (old === "" || known.length * (next.length + 1) > CAP) return known;
    const found = known.split(old);
    if (count < 0 || found.length - 1 <= count) return found.join(next);
    return [found.slice(0, count + 1).join(next), ...found.slice(count + 1)].join(old);
  });
}

function split([text, separator]: readonly Value[]): Value | null {
  const between = textIn(separator);
  const known = textIn(text);
  return between === null || known === null ? null : pieces(text, known.split(between, ITEMS));
}

function pieces(text: Value | undefined, found: string[] | undefined): Value | null {
  if (text === undefined || found === undefined) return null;
  return list(found.map((each) => madeFrom(each, [text])));
}

function repeated([text, times]: readonly Value[]): Value | null {
  const count = numberIn(times) ?? -1;
  const known = textIn(text);
  if (text === undefined || known === null || count < 0 || known.length * count > CAP) return null;
  return madeFrom(known.repeat(count), [text]);
}

/** `strings.Map(f, text)`: f gets the code of each character. */
function mapped([change, text]: readonly Value[], analysis: Analysis): Value | null {
  const known = textIn(text);
  if (change === undefined || text === undefined || known === null || known.length > ITEMS) {
    return null;
  }
  const codes = [...known].map((letter) => {
    const code = { ...constant(letter.codePointAt(0) ?? 0), layers: text.layers };
    return joinAll(
      change.closures.map((closure) => analysis.engine.enter(closure, [code], null, analysis)),
    );
  });
  const numbers = codes.map((code) => numberIn(code));
  if (!numbers.every((code) => code !== null)) return null;
  const kept = numbers.filter((code) => code >= 0).map((code) => characterOf(code));
  return madeFrom(kept.join(""), [text]);
}

const REPLACEMENTS = "#replacements";

function replacer(args: readonly Value[]): Value {
  return record(new Map([[REPLACEMENTS, list([...args])]]));
}

function replacedBy(receiver: Value, text: Value | undefined): Value | null {
  const table = receiver.boxes[0]?.fields.get(REPLACEMENTS);
  const known = itemsIn(table)?.map((each) => textIn(each));
  if (known === undefined || text === undefined || !known.every((each) => each !== null)) {
    return null;
  }
  let out = textIn(text);
  for (let at = 0; at + 1 < known.length && out !== null; at += 2) {
    const [from = "", by = ""] = known.slice(at, at + 2);
    if (from !== "" && out.length * (by.length + 1) <= CAP) out = out.replaceAll(from, () => by);
  }
  return out === null ? null : madeFrom(out, [text]);
}

function number(value: Value | undefined, change: (known: number) => string): Value | null {
  const known = numberIn(value);
  return value === undefined || known === null ? null : madeFrom(change(known), [value]);
}

function parsed(text: Value | undefined, base: number): Value | null {
  const known = textIn(text);
  const digits = base === 0 || base === 16 ? known?.replace(/^0x/i, "") : known;
  const from = base === 0 ? (digits === known ? 10 : 16) : base;
  if (text === undefined || digits === undefined || digits === null) return null;
  if (from < 2 || from > 36) return null;
  const result = Number.parseInt(digits, from);
  return Number.isNaN(result) ? null : madeFrom(result, [text]);
}

/** Parts of a path with slashes between them; a part that is not known leaves a gap. */
function path(args: readonly Value[]): Value | null {
  if (args.length === 0 || args.length > 100) return null;
  const given = args.filter((value) => textIn(value) !== "");
  return concatenate(
    given.flatMap((value, at) => {
      const text = textIn(value);
      const part = text === null ? value : { ...value, known: [trimmed(text, at)], boxes: [] };
      return at === 0 ? [part] : [constant("/"), part];
    }),
  );
}

function trimmed(text: string, at: number): string {
  const end = text.replace(/\/{1,100}$/, "");
  return at === 0 ? end : end.replace(/^(?:\.?\/){1,100}/, "");
}

function expanded(text: Value | undefined): Value | null {
  if (text === undefined) return null;
  return changed([text], (known) => known.replace(/\$(?:\{HOME\}|HOME\b)/g, "~"));
}
