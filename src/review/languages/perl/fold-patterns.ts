import { RE2JS, RE2JSException } from "re2js";
import type { Analysis, Fold } from "../../code/analysis.ts";
import { concatenate } from "../../code/concatenate.ts";
import { constant, list, UNKNOWN, type Value } from "../../code/value.ts";
import { decodedValue } from "../../code/decoding.ts";
import { madeOf, textIn } from "../decoded.ts";

/** Texts that are longer, or have more matches, are not worth following. */
const CAP = 1_000_000;
const MATCHES = 20_000;

/** Looking through a text is paid for like the steps of a loop. */
function affords(text: string, { budget }: Analysis): boolean {
  budget.steps -= 10 + (text.length >> 3);
  return budget.steps > 0 && text.length <= CAP;
}

/** What is done with patterns; they are matched in linear time. */
export const PATTERN_FOLDS: [string, Fold][] = [
  ["#subst", (_, args, analysis) => substituted(args, analysis)],
  ["#match", (_, args, analysis) => matched(args, analysis)],
  ["#tr", (_, args, analysis) => translated(args, analysis)],
  ["split", (_, args, analysis) => split(args, analysis)],
];

function compile(pattern: Value | undefined, flags: Value | undefined): RE2JS | null {
  const source = textIn(pattern);
  if (source === null || source.length > 2000) return null;
  const given = textIn(flags) ?? "";
  const plain = given.includes("x") ? source.replace(/(?<!\\)#[^\n]*|(?<!\\)\s+/g, "") : source;
  const bits =
    (given.includes("i") ? RE2JS.CASE_INSENSITIVE : 0) |
    (given.includes("s") ? RE2JS.DOTALL : 0) |
    (given.includes("m") ? RE2JS.MULTILINE : 0);
  try {
    return RE2JS.compile(plain, bits);
  } catch (error) {
    // What would take more than linear time is not known.
    if (error instanceof RE2JSException) return null;
    throw error;
  }
}

interface Match {
  before: string;
  groups: (string | null)[];
}

function matchesIn(
  text: string,
  compiled: RE2JS,
  all: boolean,
): { found: Match[]; after: string } | null {
  const matcher = compiled.matcher(text);
  const found: Match[] = [];
  let from = 0;
  while ((all || found.length === 0) && matcher.find()) {
    if (found.length === MATCHES) return null;
    const groups = Array.from({ length: matcher.groupCount() + 1 }, (_, index) =>
      matcher.group(index),
    );
    found.push({ before: text.slice(from, matcher.start()), groups });
    from = matcher.end();
  }
  return { found, after: text.slice(from) };
}

/** `s/pattern/replacement/flags`: the replacement is a function of the parts that were found. */
function substituted(
  [value, pattern, by, flags]: readonly Value[],
  analysis: Analysis,
): Value | null {
  const text = textIn(value);
  const [closure] = by?.closures ?? [];
  if (value === undefined || closure === undefined) return null;
  const compiled = compile(pattern, flags);
  const result =
    text === null || compiled === null || !affords(text, analysis)
      ? null
      : matchesIn(text, compiled, (textIn(flags) ?? "").includes("g"));
  if (result === null) {
    // Whatever is put in is read once, and what was there may still be there.
    const taints = { ...UNKNOWN, taints: value.taints };
    const put = analysis.engine.enter(closure, [taints, taints, taints], null, analysis);
    return { ...UNKNOWN, taints: [...value.taints, ...put.taints].slice(0, 16) };
  }
  if (result.found.length === 0) return value;
  const parts = result.found.flatMap(({ before, groups }) => [
    constant(before),
    analysis.engine.enter(
      closure,
      groups.map((each) => madeOf(each ?? "", [value])),
      null,
      analysis,
    ),
  ]);
  const whole = concatenate([...parts, constant(result.after)]);
  return { ...whole, layers: whole.layers.length > 0 ? whole.layers : value.layers };
}

/** What the groups of a match are, or every match when there are none. */
function matched([value, pattern, flags]: readonly Value[], analysis: Analysis): Value | null {
  const text = textIn(value);
  const compiled = compile(pattern, flags);
  if (value === undefined || text === null || compiled === null) return null;
  if (!affords(text, analysis)) return null;
  const all = (textIn(flags) ?? "").includes("g");
  const result = matchesIn(text, compiled, all);
  if (result === null || result.found.length === 0) return null;
  const items = result.found.flatMap(({ groups }) =>
    groups.length > 1 ? groups.slice(1) : groups,
  );
  const given = items.map((each) => ({ ...madeOf(each ?? "", [value]), taints: value.taints }));
  return all || compiled.groupCount() > 0 ? list(given) : null;
}

/** Letters between two letters stand for all of those. */
function lettersOf(text: string): string[] {
  const plain = text.replace(
    /\\(?:x\{?([0-9a-fA-F]{1,6})\}?|([0-7]{1,3})|([^]))/g,
    (_, hex?: string, octal?: string, other?: string) =>
      hex !== undefined
        ? String.fromCodePoint(Math.min(Number.parseInt(hex, 16), 0x10ffff))
        : octal !== undefined
          ? String.fromCharCode(Number.parseInt(octal, 8))
          : ({ n: "\n", t: "\t", r: "\r" }[other ?? ""] ?? other ?? ""),
  );
  const out: string[] = [];
  for (let at = 0; at < plain.length && out.length < 70_000; at += 1) {
    const from = plain.charCodeAt(at);
    const to = plain.charAt(at + 1) === "-" ? plain.charCodeAt(at + 2) : NaN;
    if (Number.isNaN(to) || to < from) out.push(plain.charAt(at));
    else {
      for (let code = from; code <= to; code += 1) out.push(String.fromCharCode(code));
      at += 2;
    }
  }
  return out;
}

/** `tr/a-z/n-za-m/`. */
function translated([value, from, to, flags]: readonly Value[], analysis: Analysis): Value | null {
  const [text, searched, instead] = [textIn(value), textIn(from), textIn(to)];
  const given = textIn(flags) ?? "";
  if (
    value === undefined ||
    text === null ||
    searched === null ||
    instead === null ||
    given.includes("c")
  )
    return null;
  const letters = lettersOf(searched);
  const others = instead === "" && !given.includes("d") ? letters : lettersOf(instead);
  const table = new Map<string, string>();
  letters.forEach((letter, at) => {
    const by = others[at] ?? (given.includes("d") ? "" : (others.at(-1) ?? letter));
    if (!table.has(letter)) table.set(letter, by);
  });
  const out = [...text].map((each) => table.get(each) ?? each).join("");
  return out === text ? value : decodedValue(value, "substitution", out, analysis);
}

function split([pattern, value]: readonly Value[], analysis: Analysis): Value | null {
  const text = textIn(value);
  const source = textIn(pattern);
  if (value === undefined || text === null || source === null) return null;
  if (!affords(text, analysis)) return null;
  const parts = source === "" ? [...text] : partsBetween(text, source);
  if (parts === null || parts.length > MATCHES) return null;
  while (parts.at(-1) === "") parts.pop();
  return list(parts.map((each) => ({ ...madeOf(each, [value]), taints: value.taints })));
}

function partsBetween(text: string, source: string): string[] | null {
  if (source === " ") return text.trim().split(/\s+/);
  const compiled = compile(constant(source), undefined);
  const result = compiled === null ? null : matchesIn(text, compiled, true);
  return result === null ? null : [...result.found.map(({ before }) => before), result.after];
}
