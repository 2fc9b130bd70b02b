import type { Fold } from "../../code/analysis.ts";
import { constant, list, only, type Value } from "../../code/value.ts";
import {
  characterOf,
  joinedBy,
  listIn,
  madeOf,
  numberIn,
  partOf,
  repeated,
  replacedIn,
  textIn,
  turned,
  unpercent,
} from "../decoded.ts";
import { layersIn, textFrom } from "./bytes.ts";
import { numeric } from "./operate.ts";

const ITEMS = 20_000;

function changed(change: (text: string) => string): Fold {
  return (receiver) => {
    const text = textIn(receiver);
    return text === null ? null : madeOf(change(text), [receiver]);
  };
}

/** Texts one after another; what is not known stays as a gap. */
function joined(values: readonly Value[]): Value | null {
  const texts = values.map((value) => textIn(value));
  if (!texts.every((each) => each !== null)) return null;
  const made = madeOf(texts.join(""), values);
  const last = made.layers.at(-1);
  if (last?.codec !== "char-codes") return made;
  const whole = { codec: last.codec, text: texts.join("").slice(0, 2000) };
  return { ...made, layers: [...made.layers.slice(0, -1), whole] };
}

const append: Fold = (receiver, [value]) => {
  // Files and connections have a method of this name too: what they are stays.
  const foreign = receiver.apis.some((each) => !/^(?:String|\.)/.test(each));
  if (value === undefined || foreign) return receiver;
  const letters = listIn(value) === null ? value : (textFrom(value, [value], NO, AT) ?? value);
  const whole = joined([receiver, letters]);
  if (whole !== null) return whole;
  const before = textIn(receiver) ?? receiver.prefix ?? "…";
  const after = textIn(letters) ?? letters.prefix ?? "…";
  const { layers } = madeOf("", [receiver, letters]);
  return { ...receiver, known: [], layers, prefix: before + after };
};
// The fold of a list of letters takes nothing from the analysis but steps.
const NO = { budget: { steps: 0 } } as Parameters<Fold>[2];
const AT = { line: 1, endLine: 1 };

const insert: Fold = (receiver, [place, value]) => {
  const [text, more, at] = [textIn(receiver), textIn(value), numberIn(place)];
  if (text === null || more === null || at === null || value === undefined) return null;
  return madeOf(text.slice(0, at) + more + text.slice(at), [receiver, value]);
};

/** `Integer.parseInt("ff", 16)`. */
const parsed: Fold = (_, [text, base]) => {
  const digits = textIn(text);
  const radix = base === undefined ? 10 : numberIn(base);
  if (text === undefined || digits === null || radix === null || radix < 2 || radix > 36)
    return null;
  const number = Number.parseInt(digits.replace(/^(?:0x|#)/i, ""), radix);
  return Number.isNaN(number) ? null : madeOf(number, [text]);
};

/** A pattern that means just its letters, or one of them; null for every other. */
function plainPattern(pattern: string): RegExp | null {
  if (pattern.length > 200) return null;
  if (/^\[[^\]\\^-]+\]\+?$/.test(pattern)) return new RegExp(pattern, "g");
  const plain = pattern.replace(/\\([^a-zA-Z0-9])/g, "\u0000$1");
  if (/(?:^|[^\0])[.*+?^${}()|[\]]/.test(plain) || plain.includes("\\")) return null;
  const letters = plain.replaceAll("\u0000", "");
  return new RegExp(letters.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&"), "g");
}

const replacedAll: Fold = (receiver, [pattern, by]) => {
  const [text, source, instead] = [textIn(receiver), textIn(pattern), textIn(by)];
  const found = source === null || source === "" ? null : plainPattern(source);
  if (text === null || instead === null || found === null) return null;
  return madeOf(
    text.replace(found, () => instead),
    [receiver],
  );
};

const split: Fold = (receiver, [pattern]) => {
  const [text, source] = [textIn(receiver), textIn(pattern)];
  const found = source === null ? null : source === "" ? "" : plainPattern(source);
  if (text === null || found === null) return null;
  return list(text.split(found, ITEMS).map((each) => madeOf(each, [receiver])));
};

const formatted = (format: Value | undefined, args: readonly Value[]): Value | null => {
  const text = textIn(format);
  if (format === undefined || text === null || text.length > 100_000) return null;
  let next = 0;
  const gaps = { any: false };
  const out = text.replace(
    /%(?:(\d+)\$)?[-#+ 0,(]{0,6}\d{0,4}(?:\.\d{1,4})?([a-zA-Z%])/g,
    (_, place, kind) => {
      if (kind === "%") return "%";
      if (kind === "n") return "\n";
      const value = args[typeof place === "string" ? Number(place) - 1 : next++];
      const known = value === undefined ? null : textIn(value);
      if (known === null) gaps.any = true;
      if (known === null) return value?.prefix ?? "…";
      if (kind === "c")
        return /^\d+$/.test(known) ? String.fromCodePoint(Number(known) % 65_536) : known;
      return kind === "x" ? Number(known).toString(16) : known;
    },
  );
  const made = madeOf(out, [format, ...args]);
  return gaps.any ? { ...made, known: [], prefix: out } : made;
};

const letterAt: Fold = (receiver, [place]) => partOf(receiver, numberIn(place) ?? 0, 1);

const part: Fold = (receiver, [from, to]) => {
  const [start, end] = [numberIn(from), to === undefined ? null : numberIn(to)];
  if (start === null || (to !== undefined && end === null)) return null;
  return partOf(receiver, start, end === null ? null : Math.max(0, end - start));
};

const code: Fold = (receiver, [place]) => {
  const letter = letterAt(receiver, place === undefined ? [] : [place], NO, AT);
  return letter === null ? null : numeric(letter);
};

const letters: Fold = (_, [value]) =>
  textFrom(value ?? constant(""), value === undefined ? [] : [value], NO, AT);

const char: Fold = (_, [value], analysis) => {
  if (value === undefined || typeof only(value) === "string") return value ?? null;
  return characterOf(value, analysis);
};

const number: Fold = (_, [value]) => (value === undefined ? null : numeric(value));

/** Pure functions of texts: `.name` for a method, else by the name of the API. */
export const TEXT_FOLDS: readonly (readonly [string, Fold])[] = [
  ["#char", char],
  ["#int", number],
  ["#byte", number],
  [
    "StringBuilder",
    (_, [value]) => (value !== undefined && typeof only(value) === "string" ? value : constant("")),
  ],
  [
    "StringBuffer",
    (_, [value]) => (value !== undefined && typeof only(value) === "string" ? value : constant("")),
  ],
  ["String", textFrom],
  ["String.valueOf", textFrom],
  ["String.copyValueOf", textFrom],
  ["Character.toString", (receiver, args, analysis, at) => char(receiver, args, analysis, at)],
  ["Character.valueOf", char],
  ["Character.toChars", char],
  ["Character.getNumericValue", parsed],
  [
    "String.join",
    (_, [separator, ...rest]) => {
      const [first] = rest;
      const items =
        rest.length === 1 && first !== undefined && listIn(first) !== null ? first : list(rest);
      const between = textIn(separator);
      return between === null ? null : joinedBy(items, between);
    },
  ],
  ["String.format", (_, [format, ...rest]) => formatted(format, rest)],
  ["Integer.parseInt", parsed],
  ["Integer.valueOf", parsed],
  [
    "Integer.decode",
    (_, [text]) =>
      text === undefined
        ? null
        : parsed(text, [text, constant(/^0x/i.test(textIn(text) ?? "") ? 16 : 10)], NO, AT),
  ],
  ["Long.parseLong", parsed],
  ["Short.parseShort", parsed],
  ["Byte.parseByte", parsed],
  ["URLDecoder.decode", (_, [value], analysis) => unpercent(value, analysis)],
  ["StringUtils.reverse", (_, [value], analysis) => turned(value, analysis)],
  ["StringUtils.join", (_, [items, separator]) => joinedBy(items, textIn(separator) ?? "")],
  [".append", append],
  [
    ".appendCodePoint",
    (receiver, [value], analysis, at) =>
      append(
        receiver,
        [char(receiver, value === undefined ? [] : [value], analysis, at) ?? constant("")],
        analysis,
        at,
      ),
  ],
  [".insert", insert],
  [
    ".reverse",
    (receiver, _, analysis) => (textIn(receiver) === null ? null : turned(receiver, analysis)),
  ],
  [".concat", append],
  [
    ".toString",
    (receiver) => {
      const known = only(receiver);
      if (typeof known === "string") return receiver;
      return typeof known === "number" ? madeOf(String(known), [receiver]) : null;
    },
  ],
  [".intern", changed((text) => text)],
  [".trim", changed((text) => text.trim())],
  [".strip", changed((text) => text.trim())],
  [".toLowerCase", changed((text) => text.toLowerCase())],
  [".toUpperCase", changed((text) => text.toUpperCase())],
  [".substring", part],
  [".subSequence", part],
  [".charAt", letterAt],
  [".codePointAt", code],
  [
    ".replace",
    (receiver, [from, to]) => {
      const [old, by] = [textIn(from), textIn(to)];
      return old === null || by === null ? null : replacedIn(receiver, old, by);
    },
  ],
  [".replaceAll", replacedAll],
  [".replaceFirst", replacedAll],
  [".repeat", (receiver, [times]) => repeated(receiver, numberIn(times))],
  [".split", split],
  [".formatted", (receiver, args) => formatted(receiver, args)],
  [
    ".length",
    (receiver) => {
      const text = only(receiver);
      return typeof text === "string"
        ? { ...constant(text.length), layers: layersIn(receiver) }
        : null;
    },
  ],
  [
    ".indexOf",
    (receiver, [wanted]) => {
      const [text, part] = [textIn(receiver), textIn(wanted)];
      return text === null || part === null ? null : constant(text.indexOf(part));
    },
  ],
  [".isEmpty", () => null],
  ["#letters", letters],
];
