import type { PackedStretch } from "./packed-stretch.ts";

const NEAR = 1500;
const LONG_LITERAL = 200;
const DECODER =
  /\b(?:atob|fromCharCode|b64decode|unhexlify|fromhex|decompress|a85decode|b85decode|marshal\.loads|base64_decode|gzinflate|FromBase64String)\b|\bBuffer\.from\s*\(|\bbase64\s+(?:-d|-D|--decode)\b|\.charCodeAt\b|\bbytes\s*\(/;
// A constructor runs text when it is a member of a function; in a class it is a definition.
const EXECUTOR =
  /\b(?:eval|exec|execSync|Function|runInThisContext|runInNewContext|_compile|IEX|Invoke-Expression|system|assert)\b\s*[(\]"'`.]|[.[]\s*["'`]?constructor\b\s*[(\]"'`.]|\|\s*(?:sh|bash|node|python3?)\b/;

/** Code that carries its own program as scrambled text and puts it together when it runs. */
export function selfDecoders(text: string): PackedStretch[] {
  return [...shuffled(text), ...literals(text)];
}

/**
 * A loop that swaps the letters of a string by arithmetic modulo a large number and joins
 * them again: known from the PolinRider family.
 */
function shuffled(text: string): PackedStretch[] {
  const found: PackedStretch[] = [];
  let after = 0;
  let reported = 0;
  for (const match of text.matchAll(/%\s*\d{5,10}\b/g)) {
    // Sizes are powers of two; the moduli of a shuffle are anything but.
    if (match.index < after || isPowerOfTwo(Number(match[0].slice(1)))) continue;
    // Windows overlap, so that none is missed, and few of them are looked at.
    after = match.index + NEAR / 2;
    const start = Math.max(0, match.index - NEAR);
    const window = text.slice(start, match.index + NEAR);
    const letters =
      /\.(?:charAt|charCodeAt)\s*\(|\.split\s*\(\s*(["'`])\1\s*\)|\bordinal?\s*\(/.test(window);
    const joined = /\.join\s*\(\s*(?:(["'`])\1|String\.fromCharCode\(127\))\s*\)/.test(window);
    const scrambled = /(["'`])[^"'`\n ]{20,}\1/.test(window);
    if (!letters || !joined || !scrambled || match.index < reported) continue;
    found.push({
      start: match.index,
      end: match.index + match[0].length,
      note: "unscrambles its own text",
    });
    reported = match.index + 2 * NEAR;
  }
  return found;
}

function isPowerOfTwo(value: number): boolean {
  return Number.isInteger(Math.log2(value));
}

/** A long literal without a blank, a decoder and something that runs text, side by side. */
function literals(text: string): PackedStretch[] {
  const found: PackedStretch[] = [];
  for (const match of text.matchAll(
    /(?<![A-Za-z0-9+/=_$%~!@#^&*.:|?<>-])[A-Za-z0-9+/=_$%~!@#^&*.:|?<>-]{200,}/g,
  )) {
    const start = match.index;
    const end = start + match[0].length;
    if (
      match[0].length < LONG_LITERAL ||
      !isQuoted(text, start, end) ||
      isData(text, start, match[0])
    )
      continue;
    const around = `${text.slice(Math.max(0, start - 400), start)}\n${text.slice(end, end + 400)}`;
    if (!DECODER.test(around) || !EXECUTOR.test(around)) continue;
    found.push({ start, end, note: "a long text is decoded and run" });
  }
  return found;
}

function isQuoted(text: string, start: number, end: number): boolean {
  return (
    /["'`]$/.test(text.slice(Math.max(0, start - 2), start)) ||
    /^["'`\s|]/.test(text.slice(end, end + 2))
  );
}

/** `data:` addresses, WebAssembly, and runs of one sign are data. */
function isData(text: string, start: number, literal: string): boolean {
  if (/data:[\w/+.;=-]*,?$/.test(text.slice(Math.max(0, start - 80), start))) return true;
  if (literal.startsWith("data:") || literal.startsWith("AGFzbQ")) return true;
  return new Set(literal.slice(0, 400)).size < 8;
}
