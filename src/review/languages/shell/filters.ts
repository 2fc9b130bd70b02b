import type { Analysis, Fold } from "../../code/analysis.ts";
import {
  bytesOf,
  decodedValue,
  fromBase32,
  fromBase64,
  fromHex,
  inflate,
} from "../../code/decoding.ts";
import { constant, only, onlyText, type Value } from "../../code/value.ts";
import { substituted } from "./sed.ts";
import { translated } from "./tr.ts";

type Filter = (input: Value, args: readonly Value[], analysis: Analysis) => Value | null;

const entries: [string, Filter][] = [
  ["base64", (input, args, analysis) => (decodes(args) ? fromBase64Text(input, analysis) : null)],
  ["base32", (input, args, analysis) => (decodes(args) ? fromBase32Text(input, analysis) : null)],
  ["openssl", openssl],
  ["xxd", (input, args, analysis) => (given(args, /^-\w*r/) ? fromHexText(input, analysis) : null)],
  ["rev", (input, _, analysis) => reversed(input, analysis)],
  ["tr", (input, args) => changed(input, (text) => translated(text, args.map(textOf)))],
  ["sed", (input, args) => changed(input, (text) => substituted(text, args.map(textOf)))],
  ["cut", (input, args) => changed(input, (text) => cut(text, args.map(textOf)))],
  ["head", (input, args) => changed(input, (text) => firstOf(text, args.map(textOf)))],
  ["gunzip", inflated],
  ["zcat", inflated],
  ["gzip", (input, args, analysis) => (decodes(args) ? inflated(input, args, analysis) : null)],
  ["cat", (input) => input],
  ["tee", (input) => input],
  ["uniq", (input) => input],
];

/** Filters: what comes out for a known input. */
export const SHELL_FILTERS: ReadonlyMap<string, Fold> = new Map(entries);

function textOf(value: Value): string {
  return onlyText(value) ?? "";
}

function given(args: readonly Value[], pattern: RegExp): boolean {
  return args.some((value) => pattern.test(textOf(value)));
}

function decodes(args: readonly Value[]): boolean {
  return given(args, /^(?:-\w*[dD]\w*|--decode|--decompress)$/);
}

/** The text of known input; bytes count as text. */
function inputText(input: Value): string | null {
  const known = only(input);
  return known instanceof Uint8Array ? Buffer.from(known).toString("latin1") : onlyText(input);
}

/** Bytes that are text are a text, others stay bytes. */
function decoded(
  input: Value,
  codec: string,
  bytes: Uint8Array | null,
  analysis: Analysis,
): Value | null {
  if (bytes === null) return null;
  const text = Buffer.from(bytes).toString("utf8");
  return decodedValue(input, codec, text.includes("\uFFFD") ? bytes : text, analysis);
}

function fromBase64Text(input: Value, analysis: Analysis): Value | null {
  const text = inputText(input);
  return decoded(input, "base64", text === null ? null : fromBase64(text), analysis);
}

function fromBase32Text(input: Value, analysis: Analysis): Value | null {
  const text = inputText(input);
  return decoded(input, "base32", text === null ? null : fromBase32(text), analysis);
}

function fromHexText(input: Value, analysis: Analysis): Value | null {
  const text = inputText(input);
  return decoded(input, "hex", text === null ? null : fromHex(text), analysis);
}

/** `openssl base64 -d` and `openssl enc -base64 -d`. */
function openssl(input: Value, args: readonly Value[], analysis: Analysis): Value | null {
  const base64 = given(args, /^-?base64$|^-a$/) && !given(args, /^-aes/);
  return base64 && decodes(args) ? fromBase64Text(input, analysis) : null;
}

function reversed(input: Value, analysis: Analysis): Value | null {
  const text = inputText(input);
  if (text === null) return null;
  const lines = text.split("\n").map((line) => [...line].reverse().join(""));
  return decodedValue(input, "reversed", lines.join("\n"), analysis);
}

function inflated(input: Value, _: readonly Value[], analysis: Analysis): Value | null {
  const bytes = bytesOf(input);
  const result = bytes === null ? null : inflate(bytes, "gzip", analysis.budget.decodedBytes);
  return decoded(input, "gzip", result, analysis);
}

function changed(input: Value, change: (text: string) => string | null): Value | null {
  const text = inputText(input);
  const out = text === null ? null : change(text);
  return out === null ? null : { ...constant(out), layers: input.layers, taints: input.taints };
}

/** `cut -c2-5` and `cut -d, -f2` of every line. */
function cut(text: string, args: readonly string[]): string | null {
  const whole = args.join(" ");
  const range = /-[cbf]\s?(\d*)(-?)(\d*)(?:\s|$)/.exec(whole);
  if (range === null) return null;
  const from = range[1] === "" ? 1 : Number(range[1]);
  const to = range[2] === "" ? from : range[3] === "" ? Infinity : Number(range[3]);
  const separator = /-d\s?(\S)/.exec(whole)?.[1] ?? "\t";
  const byField = whole.includes("-f");
  const lines = text.split("\n").map((line) => {
    const items = byField ? line.split(separator) : [...line];
    return items.slice(from - 1, to).join(byField ? separator : "");
  });
  return lines.join("\n");
}

/** `head -c 5`, `head -n 1`. */
function firstOf(text: string, args: readonly string[]): string | null {
  const whole = args.join(" ");
  const count = /-([cn]?)\s?(\d{1,9})/.exec(whole);
  if (count === null) return text;
  const number = Number(count[2]);
  return count[1] === "c" ? text.slice(0, number) : text.split("\n", number).join("\n");
}
