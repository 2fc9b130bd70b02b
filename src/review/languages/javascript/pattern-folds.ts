import { RE2JS, RE2JSException } from "re2js";
import type { Analysis, Fold } from "../../code/analysis.ts";
import { concatenate } from "../../code/expressions.ts";
import { constant, list, only, onlyText, UNKNOWN, type Value } from "../../code/value.ts";

/** Texts that are longer, or have more matches, are not worth following. */
const CAP = 1_000_000;
const MATCHES = 20_000;

/** Methods of texts that take a regular expression; it is matched in linear time. */
export const PATTERN_FOLDS: [string, Fold][] = [
  [
    ".replace",
    (value, [pattern, by], analysis) => replace(value, pattern, by, isGlobal(pattern), analysis),
  ],
  [".replaceAll", (value, [pattern, by], analysis) => replace(value, pattern, by, true, analysis)],
  [".match", (value, [pattern]) => match(value, pattern)],
  [
    ".exec",
    (value, [text]) => (isPattern(value) && text !== undefined ? first(text, value) : null),
  ],
  [
    ".test",
    (value, [text]) => (isPattern(value) && text !== undefined ? tested(text, value) : null),
  ],
];

const NOWHERE = { line: 1, endLine: 1 };

/** A match and what stands between it and the one before. */
interface Match {
  before: string;
  text: string;
  groups: Value[];
  index: number;
}

function replace(
  value: Value,
  pattern: Value | undefined,
  by: Value | undefined,
  all: boolean,
  analysis: Analysis,
): Value | null {
  const text = onlyText(value);
  if (text === null || text.length > CAP || pattern === undefined || by === undefined) return null;
  const found = matchesIn(text, pattern, all);
  if (found === null) return null;
  const parts = found.matches.flatMap((each) => [
    constant(each.before),
    replacement(each, by, text, analysis),
  ]);
  const whole = concatenate([...parts, constant(found.after)]);
  return { ...whole, layers: whole.layers.length > 0 ? whole.layers : value.layers };
}

function replacement(found: Match, by: Value, text: string, analysis: Analysis): Value {
  const [closure] = by.closures;
  if (closure !== undefined) {
    const args = [constant(found.text), ...found.groups, constant(found.index), constant(text)];
    return analysis.engine.enter(closure, args, null, analysis);
  }
  const [pure] = by.apis.flatMap((name) => analysis.traits.folds.get(name) ?? []);
  if (pure !== undefined)
    return pure(UNKNOWN, [constant(found.text)], analysis, analysis.site ?? NOWHERE) ?? UNKNOWN;
  const template = onlyText(by);
  if (template === null) return UNKNOWN;
  const filled = template.replace(/\$([$&\d])/g, (whole, sign: string) => {
    if (sign === "$") return "$";
    if (sign === "&") return found.text;
    const group = found.groups[Number(sign) - 1];
    return group === undefined ? whole : (onlyText(group) ?? "");
  });
  return constant(filled);
}

function match(value: Value, pattern: Value | undefined): Value | null {
  const text = onlyText(value);
  if (text === null || text.length > CAP || pattern === undefined) return null;
  const found = matchesIn(text, pattern, isGlobal(pattern));
  if (found === null) return null;
  const [first] = found.matches;
  if (first === undefined) return constant(null);
  if (isGlobal(pattern)) return list(found.matches.map((each) => partOf(value, each.text)));
  return list([partOf(value, first.text), ...first.groups]);
}

function partOf({ taints, layers }: Value, text: string): Value {
  return { ...constant(text, layers), taints };
}

function isPattern(value: Value): boolean {
  return field(value, "source") !== null;
}

/** The first match, whether or not the pattern looks for all of them. */
function first(value: Value, pattern: Value): Value | null {
  const text = onlyText(value);
  const found = text === null || text.length > CAP ? null : matchesIn(text, pattern, false);
  if (found === null) return null;
  const [match] = found.matches;
  return match === undefined ? constant(null) : list([partOf(value, match.text), ...match.groups]);
}

function tested(value: Value, pattern: Value): Value | null {
  const found = first(value, pattern);
  return found === null ? null : constant(only(found) !== null);
}

function matchesIn(
  text: string,
  pattern: Value,
  all: boolean,
): { matches: Match[]; after: string } | null {
  const compiled = compile(pattern);
  if (compiled === null) return null;
  const matcher = compiled.matcher(text);
  const matches: Match[] = [];
  let from = 0;
  while ((all || matches.length === 0) && matcher.find()) {
    if (matches.length === MATCHES) return null;
    const groups = Array.from({ length: matcher.groupCount() }, (_, index) => {
      const group = matcher.group(index + 1);
      return group === null ? UNKNOWN : constant(group);
    });
    const index = matcher.start();
    const matched = matcher.group() ?? "";
    matches.push({ before: text.slice(from, index), text: matched, groups, index });
    from = index + matched.length;
  }
  return { matches, after: text.slice(from) };
}

/** A pattern as RE2 reads it; null for one that needs more than linear time, and for no pattern. */
function compile(pattern: Value): RE2JS | null {
  const literal = onlyText(pattern);
  if (literal !== null) return RE2JS.compile(RE2JS.quote(literal));
  const source = field(pattern, "source");
  if (source === null) return null;
  const flags = field(pattern, "flags") ?? "";
  const bits =
    (flags.includes("i") ? RE2JS.CASE_INSENSITIVE : 0) |
    (flags.includes("s") ? RE2JS.DOTALL : 0) |
    (flags.includes("m") ? RE2JS.MULTILINE : 0);
  try {
    return RE2JS.compile(source, bits);
  } catch (error) {
    // Look-around and back references are not RE2's; what they would match is not known.
    if (error instanceof RE2JSException) return null;
    throw error;
  }
}

function isGlobal(pattern: Value | undefined): boolean {
  return pattern !== undefined && (field(pattern, "flags") ?? "").includes("g");
}

function field(pattern: Value, name: string): string | null {
  const found = pattern.boxes[0]?.fields.get(name);
  const known = found === undefined ? undefined : only(found);
  return typeof known === "string" ? known : null;
}
