import type { PackedStretch } from "./packed-stretch.ts";

/** Names of obfuscator.io; so many different ones are no accident. */
const MANY_HEX_NAMES = 6;
const LONG_BRACKETS = 200;
const LONG_ESCAPES = 16;

/** Packing by a known tool: each leaves its own handwriting. */
export function packers(text: string): PackedStretch[] {
  return [
    ...deanEdwards(text),
    ...marked(text, "=~[];", "jjencode", (at) => /\{___:\s?\+\+/.test(text.slice(at, at + 40))),
    ...marked(text, "ﾟωﾟﾉ", "aaencode").slice(0, 1),
    ...marked(text, "__pyarmor__(", "PyArmor"),
    ...hexNames(text),
    ...turnedList(text),
    ...brackets(text),
    ...escapes(text),
  ];
}

/** However its result is evaluated: the unpacker's own parameters spell what it is. */
function deanEdwards(text: string): PackedStretch[] {
  return [...text.matchAll(/function\s{0,3}\(p,\s?a,\s?c,\s?k,\s?e\b/g)].map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
    note: "packed by the packer of Dean Edwards",
  }));
}

function marked(
  text: string,
  mark: string,
  tool: string,
  holds: (at: number) => boolean = () => true,
): PackedStretch[] {
  const found: PackedStretch[] = [];
  for (let at = text.indexOf(mark); at !== -1; at = text.indexOf(mark, at + mark.length)) {
    if (holds(at)) found.push({ start: at, end: at + mark.length, note: `packed by ${tool}` });
  }
  return found;
}

function hexNames(text: string): PackedStretch[] {
  const names = new Set<string>();
  let first = -1;
  for (const match of text.matchAll(/\b_(?:0x[0-9a-f]{1,8}|\$_[0-9a-f]{3,6})\b/gi)) {
    if (first === -1) first = match.index;
    names.add(match[0]);
    if (names.size >= MANY_HEX_NAMES) break;
  }
  if (names.size < MANY_HEX_NAMES) return [];
  return [{ start: first, end: first + 10, note: "names made by an obfuscator" }];
}

/**
 * A list of words that is turned until a sum over some of them is right: obfuscator.io calls
 * it the rotation of its string array.
 */
function turnedList(text: string): PackedStretch[] {
  const turn = /\[?["'.]push["'(\]]{1,3}\(?_?[\w$]{1,20}(?:\[["']|\.)shift["'(\]]{1,3}/g;
  return [...text.matchAll(turn)].slice(0, 1).flatMap((match) => {
    const around = text.slice(Math.max(0, match.index - 1500), match.index + 200);
    const loops = /while\s{0,3}\((?:!!\[\]|true|!0|1)\)/.test(around);
    if (!loops || !/parseInt\(/.test(around) || !/\bcatch\b/.test(around)) return [];
    const end = match.index + match[0].length;
    return [{ start: match.index, end, note: "turns the list of its own words" }];
  });
}

/** JSFuck writes programs with `[]()!+` alone. */
function brackets(text: string): PackedStretch[] {
  const found: PackedStretch[] = [];
  for (const match of text.matchAll(/[[\]()!+]+/g)) {
    if (match[0].length < LONG_BRACKETS || !match[0].includes("![]")) continue;
    found.push({ start: match.index, end: match.index + match[0].length, note: "JSFuck" });
  }
  return found;
}

/** Escapes of letters that need none: nobody writes `\x65\x76\x61\x6c`. */
function escapes(text: string): PackedStretch[] {
  const found: PackedStretch[] = [];
  for (const match of text.matchAll(/(?:\\x[0-9a-f]{2}|\\u00[0-9a-f]{2}|\\u\{[0-9a-f]{2}\})+/gi)) {
    const codes = [...match[0].matchAll(/([0-9a-f]{2})\}?(?=\\|$)/gi)].map((each) =>
      parseInt(each[1] ?? "", 16),
    );
    const letters = codes.filter((code) => code >= 0x20 && code < 0x7f).length;
    if (codes.length < LONG_ESCAPES || letters < codes.length * 0.9) continue;
    if (new Set(codes).size < 6) continue;
    found.push({ start: match.index, end: match.index + match[0].length, note: "escaped letters" });
  }
  return found;
}
