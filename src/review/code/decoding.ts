import {
  brotliDecompressSync,
  gunzipSync,
  inflateRawSync,
  inflateSync,
  unzipSync,
} from "node:zlib";
import type { Analysis } from "./analysis.ts";
import { constant, only, stepped, type Known, type Value } from "./value.ts";

const SHOWN = 2000;

/** A decoded value: remembers the layer it came out of, and pays for its size. */
export function decodedValue(
  source: Value,
  codec: string,
  result: string | Uint8Array,
  analysis: Analysis,
): Value | null {
  if (analysis.budget.decodedBytes < result.length) return null;
  analysis.budget.decodedBytes -= result.length;
  const text = typeof result === "string" ? result : Buffer.from(result).toString("latin1");
  const layer = { codec, text: text.slice(0, SHOWN) };
  return {
    ...constant(result),
    layers: [...source.layers, layer],
    taints: stepped(source, "decode").taints,
  };
}

/** The bytes of a known text or byte string. */
export function bytesOf(value: Value | undefined): Uint8Array | null {
  const known: Known | undefined = value === undefined ? undefined : only(value);
  if (typeof known === "string") return Buffer.from(known, "utf8");
  return known instanceof Uint8Array ? known : null;
}

/** Base64 and base64url as lenient as the libraries that attackers use; null: it is neither. */
export function fromBase64(text: string): Uint8Array | null {
  const clean = text.replace(/[\s=]+/g, "");
  return /^[\w+/-]+$/.test(clean) ? Buffer.from(clean, "base64") : null;
}

/** Hexadecimal; null when the text is not. */
export function fromHex(text: string): Uint8Array | null {
  const clean = text.replace(/\s+/g, "");
  return clean.length % 2 === 0 && /^[0-9a-fA-F]+$/.test(clean) ? Buffer.from(clean, "hex") : null;
}

/** Base32 as RFC 4648 has it; null when the text is not. */
export function fromBase32(text: string): Uint8Array | null {
  const clean = text.replace(/[\s=]/g, "").toUpperCase();
  if (!/^[A-Z2-7]+$/.test(clean)) return null;
  const out: number[] = [];
  let bits = 0;
  let count = 0;
  for (const letter of clean) {
    bits = (bits << 5) | "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(letter);
    count += 5;
    if (count < 8) continue;
    count -= 8;
    out.push((bits >> count) & 255);
    bits &= (1 << count) - 1;
  }
  return Uint8Array.from(out);
}

const INFLATE = {
  gzip: gunzipSync,
  zlib: inflateSync,
  deflate: inflateRawSync,
  brotli: brotliDecompressSync,
  unzip: unzipSync,
} as const;
export type Compression = keyof typeof INFLATE;

/** Decompresses with a bound on the result; null when it is no such data or too large. */
export function inflate(bytes: Uint8Array, how: Compression, maxBytes: number): Uint8Array | null {
  try {
    return INFLATE[how](bytes, { maxOutputLength: Math.max(1, maxBytes) });
  } catch (error) {
    // Not compressed data, or more than the bound: either way there is nothing to read.
    if (error instanceof Error) return null;
    throw error;
  }
}
