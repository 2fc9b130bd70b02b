import { concatenate } from "../../code/expressions.ts";
import { readMember } from "../../code/members.ts";
import type { Analysis } from "../../code/analysis.ts";
import type { Span } from "../../../model/span.ts";
import { constant, only, onlyText, UNKNOWN, type Known, type Value } from "../../code/value.ts";

/** What `str(value)` gives; null when the value is not known. */
export function textOf(value: Known | undefined): string | null {
  if (value === undefined) return null;
  if (value === null) return "None";
  if (typeof value === "boolean") return value ? "True" : "False";
  if (value instanceof Uint8Array) return null;
  return String(value);
}

/** The value as a text, with what is known about it kept when it is not. */
export function asTextValue(value: Value): Value {
  const text = textOf(only(value));
  return text === null
    ? { ...UNKNOWN, taints: value.taints, prefix: value.prefix }
    : { ...value, known: [text] };
}

/** `"%s %d" % (a, b)`; what is not known leaves a gap. */
export function formatPercent(format: Value, given: Value): Value | null {
  const text = onlyText(format);
  if (text === null) return null;
  const items = given.boxes.length === 1 ? given.boxes[0]?.items : undefined;
  const values = items ?? [given];
  let next = 0;
  const parts = split(
    text,
    /%(?:\((\w+)\))?([-+ #0]{0,5})(\d{0,4})(?:\.\d{1,4})?([a-zA-Z%])/g,
    (match) => {
      const [, name, flags = "", width = "", kind = "s"] = match;
      if (kind === "%") return constant("%");
      const value =
        name === undefined ? values[next] : (given.boxes[0]?.fields.get(name) ?? UNKNOWN);
      next += 1;
      if (value === undefined) return UNKNOWN;
      const align = flags.includes("-") ? "<" : ">";
      return formatted(value, `${align}${flags.includes("0") ? "0" : ""}${width}${kind}`);
    },
  );
  return inherited(concatenate(parts), format);
}

function inherited(made: Value, format: Value): Value {
  return made.layers.length > 0 ? made : { ...made, layers: format.layers };
}

/** `"{} {name}".format(a, name=b)`, as far as positions and plain members go. */
export function formatBraces(
  format: Value,
  args: readonly Value[],
  at: Span,
  analysis: Analysis,
): Value | null {
  const text = onlyText(format);
  if (text === null) return null;
  let next = 0;
  const parts = split(text, /\{\{|\}\}|\{([^{}:!]*)(?:!\w)?(?::([^{}]*))?\}/g, (match) => {
    const [whole, field = "", spec = ""] = match;
    if (whole === "{{" || whole === "}}") return constant(whole.slice(1));
    const [, position = "", member] = /^(\w*)(?:[.[](\w+)\]?)?$/.exec(field) ?? [];
    const index = position === "" ? next++ : Number(position);
    const value = Number.isInteger(index) ? args[index] : UNKNOWN;
    if (value === undefined) return UNKNOWN;
    const found = member === undefined ? value : readMember(value, constant(member), at, analysis);
    return formatted(found, spec === "" ? "s" : spec);
  });
  return inherited(concatenate(parts), format);
}

/** A value by a format specification such as `s`, `d`, `02x`, `c`, `>10`. */
export function formatted(value: Value, spec: string): Value {
  const known = only(value);
  const [, fill = "", align = "", zero = "", width = "", kind = "s"] =
    /^(?:(.)?([<>^]))?[-+ #]{0,3}(0?)(\d{0,4})(?:\.\d{1,4})?([a-zA-Z])?$/.exec(spec) ?? [];
  if (typeof known === "number" && kind !== "s")
    return constant(pad(number(known, kind), width, zero || fill));
  const text = asTextValue(value);
  const plain = onlyText(text);
  if (plain === null || width === "") return text;
  const padded =
    align === ">"
      ? plain.padStart(Number(width), fill || " ")
      : plain.padEnd(Number(width), fill || " ");
  return Number(width) > 1000 ? text : { ...text, known: [padded] };
}

function number(value: number, kind: string): string {
  switch (kind) {
    case "x":
      return value.toString(16);
    case "X":
      return value.toString(16).toUpperCase();
    case "o":
      return value.toString(8);
    case "b":
      return value.toString(2);
    case "c":
      return value >= 0 && value <= 0x10ffff ? String.fromCodePoint(Math.trunc(value)) : "";
    case "d":
    case "i":
      return String(Math.trunc(value));
    default:
      return String(value);
  }
}

function pad(text: string, width: string, fill: string): string {
  return Number(width) > 1000 ? text : text.padStart(Number(width), fill || " ");
}

function split(
  text: string,
  pattern: RegExp,
  replace: (match: RegExpMatchArray) => Value,
): Value[] {
  const out: Value[] = [];
  let from = 0;
  for (const match of text.matchAll(pattern)) {
    out.push(constant(text.slice(from, match.index)), replace(match));
    from = match.index + match[0].length;
  }
  out.push(constant(text.slice(from)));
  return out.filter((value) => value.known[0] !== "");
}
