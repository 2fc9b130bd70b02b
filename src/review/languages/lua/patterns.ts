import { RE2JS, RE2JSException } from "re2js";
import type { Analysis } from "../../code/analysis.ts";
import { concatenate } from "../../code/concatenate.ts";
import { constant, list, UNKNOWN, type Value } from "../../code/value.ts";
import { madeOf, textIn } from "../decoded.ts";

/** Texts that are longer, or have more matches, are not worth following. */
const CAP = 1_000_000;
const MATCHES = 20_000;

const CLASSES: Readonly<Record<string, string>> = {
  a: "A-Za-z",
  d: "0-9",
  l: "a-z",
  s: "\\s",
  u: "A-Z",
  w: "A-Za-z0-9",
  x: "A-Fa-f0-9",
  p: "!-/:-@\\[-`{-~",
  c: "\\x00-\\x1f",
};

/** A pattern of Lua as a regular expression; null when it says more than one can. */
function translated(pattern: string): string | null {
  let out = "";
  let inside = false;
  for (let at = 0; at < pattern.length; at += 1) {
    const sign = pattern.charAt(at);
    if (sign === "%") {
      at += 1;
      const found = escaped(pattern.charAt(at), inside);
      if (found === null) return null;
      out += found;
    } else if (inside) {
      inside = sign !== "]";
      out += sign === "\\" ? "\\\\" : sign;
    } else if (sign === "[") {
      inside = true;
      out += sign;
    } else if (sign === "-") out += "*?";
    else
      out +=
        /[.()*+?]/.test(sign) ||
        (sign === "^" && at === 0) ||
        (sign === "$" && at === pattern.length - 1)
          ? sign
          : RE2JS.quote(sign);
  }
  return out;
}

function escaped(letter: string, inside: boolean): string | null {
  const own = CLASSES[letter];
  if (own !== undefined) return inside ? own : `[${own}]`;
  const without = CLASSES[letter.toLowerCase()];
  if (without !== undefined) return inside ? null : `[^${without}]`;
  return /[bf\d]/.test(letter) ? null : `\\${letter}`;
}

interface Match {
  before: string;
  groups: string[];
}

function find(
  value: Value | undefined,
  pattern: Value | undefined,
  { budget }: Analysis,
): { found: Match[]; after: string } | null {
  const [text, source] = [textIn(value), textIn(pattern)];
  const written = source === null || source.length > 500 ? null : translated(source);
  if (text === null || written === null || text.length > CAP || budget.steps <= 0) return null;
  budget.steps -= 10 + (text.length >> 3);
  try {
    const matcher = RE2JS.compile(written, RE2JS.DOTALL).matcher(text);
    const found: Match[] = [];
    let from = 0;
    while (matcher.find()) {
      if (found.length === MATCHES) return null;
      const groups = Array.from(
        { length: matcher.groupCount() + 1 },
        (_, index) => matcher.group(index) ?? "",
      );
      found.push({ before: text.slice(from, matcher.start()), groups });
      from = matcher.end();
    }
    return { found, after: text.slice(from) };
  } catch (error) {
    // What would take more than linear time is not known.
    if (error instanceof RE2JSException) return null;
    throw error;
  }
}

/** `s:gsub(pattern, by)`: by a text, a function or a table. */
export function replacedBy(
  [value, pattern, by]: readonly Value[],
  analysis: Analysis,
): Value | null {
  const result = find(value, pattern, analysis);
  if (value === undefined || by === undefined) return null;
  const [closure] = by.closures;
  if (result === null) {
    if (closure !== undefined)
      analysis.engine.enter(closure, [{ ...UNKNOWN, taints: value.taints }], null, analysis);
    return null;
  }
  const parts = result.found.flatMap(({ before, groups }) => [
    madeOf(before, [value]),
    replacement(groups, by, value, analysis),
  ]);
  const whole = concatenate([...parts, constant(result.after)]);
  return { ...whole, layers: whole.layers.length > 0 ? whole.layers : value.layers };
}

function replacement(
  groups: readonly string[],
  by: Value,
  value: Value,
  analysis: Analysis,
): Value {
  const captured = (groups.length > 1 ? groups.slice(1) : groups).map((each) =>
    madeOf(each, [value]),
  );
  const [closure] = by.closures;
  if (closure !== undefined) return analysis.engine.enter(closure, captured, null, analysis);
  // Functions of the library may stand here, too; they are only known by what they make.
  const [box] = by.boxes;
  if (box !== undefined) return box.fields.get(textIn(captured[0]) ?? "") ?? captured[0] ?? UNKNOWN;
  const text = textIn(by);
  if (text === null) return UNKNOWN;
  return constant(
    text.replace(/%([%\d])/g, (_, sign: string) =>
      sign === "%" ? "%" : (groups[Number(sign)] ?? ""),
    ),
  );
}

/** All that a pattern finds. */
export function matchesOf([value, pattern]: readonly Value[], analysis: Analysis): Value | null {
  const result = find(value, pattern, analysis);
  if (result === null || value === undefined) return null;
  return list(
    result.found.map(({ groups }) => ({
      ...madeOf(groups[1] ?? groups[0] ?? "", [value]),
      taints: value.taints,
    })),
  );
}
