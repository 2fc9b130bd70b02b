import { concatenate } from "../../code/expressions.ts";
import { constant, only, UNKNOWN, type Value } from "../../code/value.ts";
import { characterOf, layersOf, numberIn, plain, textIn } from "./bytes.ts";

const VERB = /%[-+# 0]*(\d*)(?:\.\d+)?([a-zA-Z%])/g;

/** What `fmt.Sprintf` makes; parts that are not known leave gaps in the text. */
export function formatted(args: readonly Value[]): Value | null {
  const [format, ...rest] = args;
  const text = textIn(format);
  if (format === undefined || text === null) return null;
  const parts: Value[] = [];
  let end = 0;
  let next = 0;
  for (const match of text.matchAll(VERB)) {
    parts.push(constant(text.slice(end, match.index)));
    end = match.index + match[0].length;
    if (match[2] === "%") parts.push(constant("%"));
    else parts.push(printed(match, rest[next++] ?? UNKNOWN));
  }
  parts.push(constant(text.slice(end)));
  return { ...concatenate(parts), layers: layersOf(args) };
}

function printed([whole, width, verb]: RegExpMatchArray, value: Value): Value {
  const inner = plain(value);
  const text = verb === "c" ? character(inner) : verb === "x" || verb === "X" ? hex(inner) : null;
  if (text !== null) {
    const filled = whole?.includes("%0") === true ? text.padStart(Number(width), "0") : text;
    return { ...constant(filled), layers: inner.layers, taints: inner.taints };
  }
  return shown(inner);
}

/** A value as it is printed: bytes and codes as text, anything else as it is. */
export function shown(value: Value): Value {
  const text = textIn(value);
  const inner = plain(value);
  if (text === null || typeof only(inner) === "number") return inner;
  return { ...concatenate([inner]), known: [text], prefix: null, layers: layersOf([value]) };
}

function character(value: Value): string | null {
  const code = numberIn(value);
  return code === null ? null : characterOf(code);
}

function hex(value: Value): string | null {
  const known = only(value);
  if (typeof known === "number") return known.toString(16);
  const text = textIn(value);
  return text === null ? null : Buffer.from(text, "latin1").toString("hex");
}
