import type { Analysis, Fold } from "../../code/analysis.ts";
import { decodedValue } from "../../code/decoding.ts";
import { list, UNKNOWN, type Value } from "../../code/value.ts";
import { characterOf, joinedBy, listIn, madeOf, numberIn, textIn, unhex } from "../decoded.ts";

/** `pack` and `unpack`, which turn texts into one another in many ways. Source: perlfunc. */
export const PACK_FOLDS: [string, Fold][] = [
  ["pack", (_, args, analysis) => packed(args, analysis)],
  ["unpack", (_, args, analysis) => unpacked(args, analysis)],
  ["uudecode", (_, [text], analysis) => uudecoded(text, analysis)],
  ["decode_qp", (_, [text], analysis) => unquoted(text, analysis)],
];

function packed([format, ...given]: readonly Value[], analysis: Analysis): Value | null {
  const kind = (textIn(format) ?? "").replace(/\s+/g, "");
  const args = given.flatMap((each) => listIn(each) ?? [each]);
  const [first] = args;
  if (/^[HB]\d*\*?$/.test(kind) && kind.startsWith("H")) return unhex(padded(first), analysis);
  if (/^B\d*\*?$/.test(kind)) return fromBits(first, analysis);
  if (/^\(H2\)\*$/.test(kind)) return unhex(joinedBy(list(args), "") ?? undefined, analysis);
  if (/^(?:[CcUW]\d*\*?)+$/.test(kind))
    return joinedBy(list(args.map((each) => characterOf(each, analysis) ?? UNKNOWN)), "");
  if (/^u\d*\*?$/.test(kind))
    return first === undefined ? null : { ...UNKNOWN, taints: first.taints };
  if (/^(?:[Aa]\d*\*?)+$/.test(kind)) return joinedBy(list(args), "");
  const width = /^([NVnv])\*?\d*$/.exec(kind)?.[1];
  return width === undefined ? null : numbersOf(args, width, analysis);
}

function padded(value: Value | undefined): Value | undefined {
  const text = textIn(value);
  return value === undefined || text === null || text.length % 2 === 0
    ? value
    : madeOf(`${text}0`, [value]);
}

function fromBits(value: Value | undefined, analysis: Analysis): Value | null {
  const text = textIn(value);
  if (value === undefined || text === null || !/^[01]+$/.test(text)) return null;
  const bytes = text.match(/.{1,8}/g) ?? [];
  const out = bytes
    .map((each) => String.fromCharCode(Number.parseInt(each.padEnd(8, "0"), 2)))
    .join("");
  return decodedValue(value, "binary", out, analysis);
}

/** Numbers of two or four bytes, the greatest part first or last. */
function numbersOf(args: readonly Value[], width: string, analysis: Analysis): Value | null {
  const numbers = args.map((each) => numberIn(each));
  const [first] = args;
  if (first === undefined || !numbers.every((each) => each !== null)) return null;
  const places = /[NV]/.test(width) ? [24, 16, 8, 0] : [8, 0];
  const order = /[NnN]/.test(width) ? places : [...places].reverse();
  const text = numbers
    .flatMap((each) => order.map((by) => String.fromCharCode((each >>> by) & 255)))
    .join("");
  return decodedValue(first, "char-codes", text, analysis);
}

function unpacked([format, value]: readonly Value[], analysis: Analysis): Value | null {
  const kind = (textIn(format) ?? "").replace(/\s+/g, "");
  const text = textIn(value);
  if (value === undefined || text === null) return null;
  if (/^u\d*\*?$/.test(kind)) return uudecoded(value, analysis);
  if (/^[CcUW]\d*\*?$/.test(kind))
    return list([...text].map((each) => madeOf(each.charCodeAt(0), [value])));
  if (/^\(?[Aa](?:1\)|1?\))?\*?$/.test(kind) && kind.startsWith("("))
    return list([...text].map((each) => madeOf(each, [value])));
  const size = /^\(([Aa])(\d+)\)\*$/.exec(kind)?.[2];
  if (size !== undefined) {
    const parts = text.match(new RegExp(`[^]{1,${Math.min(Number(size) || 1, 1000)}}`, "g")) ?? [];
    return list(parts.map((each) => madeOf(each, [value])));
  }
  if (/^H\*$/.test(kind)) return madeOf(Buffer.from(text, "latin1").toString("hex"), [value]);
  return /^[Aa]\*?$/.test(kind) ? value : null;
}

/** Lines of which the first sign says how long they are, four signs for three bytes. */
function uudecoded(value: Value | undefined, analysis: Analysis): Value | null {
  const text = textIn(value);
  if (value === undefined || text === null || text.length > 1_000_000) return null;
  const bytes: number[] = [];
  for (const line of text.split("\n")) {
    if (line === "" || /^(?:begin \d|end$)/.test(line)) continue;
    const length = (line.charCodeAt(0) - 32) & 63;
    const signs = [...line.slice(1)].map((each) => (each.charCodeAt(0) - 32) & 63);
    const found: number[] = [];
    for (let at = 0; at + 1 < signs.length; at += 4) {
      const [a = 0, b = 0, c = 0, d = 0] = signs.slice(at, at + 4);
      found.push(((a << 2) | (b >> 4)) & 255, ((b << 4) | (c >> 2)) & 255, ((c << 6) | d) & 255);
    }
    for (const byte of found.slice(0, length)) bytes.push(byte);
  }
  return bytes.length === 0
    ? null
    : decodedValue(value, "uuencode", Buffer.from(bytes).toString("latin1"), analysis);
}

function unquoted(value: Value | undefined, analysis: Analysis): Value | null {
  const text = textIn(value);
  if (value === undefined || text === null) return null;
  const plain = text
    .replace(/=\r?\n/g, "")
    .replace(/=([0-9A-Fa-f]{2})/g, (_, hex: string) =>
      String.fromCharCode(Number.parseInt(hex, 16)),
    );
  return decodedValue(value, "quoted-printable", plain, analysis);
}
