import type { Analysis, Fold } from "../../code/analysis.ts";
import { decodedValue } from "../../code/decoding.ts";
import { concatenate } from "../../code/concatenate.ts";
import {
  constant,
  joinAll,
  list,
  NOTHING,
  onlyText,
  taintsOf,
  textOrPrefix,
  UNKNOWN,
  type Value,
} from "../../code/value.ts";
import { listIn, madeOf, replacedIn, unbase64, unhex } from "../decoded.ts";
import { SHELL_FOLDS } from "../shell/folds.ts";
import { calculate } from "./calculate.ts";

type Pure = (args: readonly Value[], analysis: Analysis) => Value | null;

const entries: [string, Pure][] = [
  ["#variable", ([name]) => named(name)],
  ["#modified", ([value, how]) => modified(value, how)],
  ["#token", ([line, index, delimiters, last]) => token(line, index, delimiters, last)],
  ["#range", ([from, step, end]) => range(from, step, end)],
  ["#calculate", ([text]) => calculated(text)],
  ["#known", ([value]) => asKnown(value)],
  ["#spelt", ([value], analysis) => spelt(value, analysis)],
  ["#write", ([files, path, value, mode]) => write(files, path, value, mode)],
  ["#content", ([files, path, other]) => content(files, path) ?? other ?? null],
  ["#unbase64", ([value], analysis) => unbase64(certificate(value), analysis)],
  ["#unhex", ([value], analysis) => unhex(value, analysis)],
];

/** The pure parts of `cmd.exe`, beside those that its programs share with other shells. */
export const BATCH_FOLDS: ReadonlyMap<string, Fold> = new Map([
  ...[...SHELL_FOLDS].filter(([name]) => name.startsWith("#") || name === "find"),
  ...entries.map(([name, pure]): [string, Fold] => [
    name,
    (_, args, analysis) => pure(args, analysis),
  ]),
]);

function named(name: Value | undefined): Value | null {
  const text = name === undefined ? null : onlyText(name);
  return text === null || name === undefined
    ? null
    : madeOf(`%${text.trim().toUpperCase()}`, [name]);
}

/** `:~1,2` and `:a=b` whose bounds or texts are put together. */
function modified(value: Value | undefined, how: Value | undefined): Value | null {
  const text = how === undefined ? null : onlyText(how);
  const subject = value === undefined ? null : onlyText(value);
  if (value === undefined || text === null || subject === null) return value ?? null;
  const cut = /^~\s*(-?\d*)(?:,\s*(-?\d+))?$/.exec(text);
  if (cut !== null) {
    const from = Number(cut[1] ?? 0);
    const begin = from < 0 ? Math.max(0, subject.length + from) : from;
    const count = cut[2] === undefined ? undefined : Number(cut[2]);
    const end = count === undefined ? undefined : count < 0 ? count : begin + count;
    return madeOf(subject.slice(begin, end), [value]);
  }
  const sign = text.indexOf("=", 1);
  if (sign < 0) return value;
  const from = text.slice(0, sign);
  const by = text.slice(sign + 1);
  if (from.startsWith("*")) {
    const found = subject.toLowerCase().indexOf(from.slice(1).toLowerCase());
    return found < 0 ? value : madeOf(by + subject.slice(found + from.length - 1), [value]);
  }
  if (from.toLowerCase() === from.toUpperCase()) return replacedIn(value, from, by);
  return madeOf(
    subject.replaceAll(new RegExp(escaped(from), "gi"), () => by),
    [value],
  );
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/-]/g, String.raw`\$&`);
}

/** One token of a line; the last of several may be all that is left. */
function token(
  line: Value | undefined,
  index: Value | undefined,
  delimiters: Value | undefined,
  last: Value | undefined,
): Value | null {
  const text = line === undefined ? null : onlyText(line);
  if (line === undefined || text === null) return line ?? null;
  const signs = onlyText(delimiters ?? UNKNOWN) ?? "";
  const place = Number(index?.known[0] ?? 0);
  if (signs === "") return madeOf(place === 0 ? text : "", [line]);
  const parts: string[] = [];
  let rest = text;
  const clean = (each: string) => {
    let from = 0;
    while (from < each.length && signs.includes(each.charAt(from))) from += 1;
    return each.slice(from);
  };
  while (parts.length < place && rest !== "") {
    rest = clean(rest);
    const end = endOf(rest, signs);
    parts.push(rest.slice(0, end));
    rest = rest.slice(end);
  }
  rest = clean(rest);
  const whole = last?.known[0] === true;
  return madeOf(whole ? rest : rest.slice(0, endOf(rest, signs)), [line]);
}

function endOf(text: string, signs: string): number {
  let at = 0;
  while (at < text.length && !signs.includes(text.charAt(at))) at += 1;
  return at;
}

/** A loop over more numbers says no more than one over so many. */
const TURNS = 2000;

function range(from?: Value, step?: Value, end?: Value): Value | null {
  const [a, by, b] = [from, step, end].map((value) => Number(onlyText(value ?? UNKNOWN) ?? NaN));
  if (a === undefined || by === undefined || b === undefined) return null;
  if (![a, by, b].every(Number.isInteger) || by === 0) return null;
  const count = Math.floor((b - a) / by) + 1;
  if (count < 1) return list([]);
  return list(
    Array.from({ length: Math.min(count, TURNS) }, (_, index) => constant(String(a + index * by))),
  );
}

function calculated(value: Value | undefined): Value | null {
  const text = value === undefined ? null : onlyText(value);
  const result = text === null ? null : calculate(text.replaceAll('"', ""));
  return value === undefined || result === null ? null : madeOf(String(result), [value]);
}

/** What is known of a text, with `…` for the rest: a folder that is not known has known files. */
function asKnown(value: Value | undefined): Value | null {
  const text = value === undefined ? null : textOrPrefix(value);
  if (value === undefined || text === null) return value ?? null;
  return { ...UNKNOWN, known: [text], layers: value.layers, taints: value.taints };
}

/** Letters that were cut out one by one come out of one layer. */
function spelt(value: Value | undefined, analysis: Analysis): Value | null {
  const text = value === undefined ? null : onlyText(value);
  if (value === undefined || text === null) return value ?? null;
  return decodedValue(value, "char-codes", text, analysis);
}

/** Files are the same however their folders are divided, and in any case. */
function place(path: Value | undefined): string | null {
  const text = path === undefined ? null : textOrPrefix(path);
  return text === null
    ? null
    : text
        .replaceAll('"', "")
        .replaceAll("\\", "/")
        .replace(/^(?:\.\/)+/, "")
        .toLowerCase();
}

const FILES = 500;
const LINES = 20_000;

function write(files?: Value, path?: Value, value?: Value, mode?: Value): Value | null {
  const name = place(path);
  const box = files?.boxes[0];
  if (box === undefined || name === null || value === undefined) return NOTHING;
  const before = listIn(box.fields.get(name)) ?? [];
  const appends = onlyText(mode ?? UNKNOWN) === "append";
  if (box.fields.size > FILES || before.length > LINES) return NOTHING;
  if (appends && box.fields.has(name)) before.push(value);
  else box.fields.set(name, list([value]));
  return NOTHING;
}

/** What was written to a file: its lines one below the other. */
function content(files?: Value, path?: Value): Value | null {
  const name = place(path);
  const lines = name === null ? null : listIn(files?.boxes[0]?.fields.get(name));
  if (lines === null) return null;
  const taints = joinAll(lines.map((line) => ({ ...UNKNOWN, taints: taintsOf(line) }))).taints;
  const whole = concatenate(lines.flatMap((line) => [line, constant("\n")]));
  const text = textOrPrefix(whole);
  if (text === null) return { ...UNKNOWN, taints };
  return { ...constant(text), taints, layers: whole.layers };
}

/** `certutil` decodes what stands between two lines that begin with dashes, or all of it. */
function certificate(value: Value | undefined): Value | undefined {
  const text = value === undefined ? null : onlyText(value);
  if (value === undefined || text === null) return value;
  return { ...value, known: [text.replace(/-----[^\n]*-----/g, "")] };
}
