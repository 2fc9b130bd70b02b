import type { Analysis, EvaluatedCall } from "./analysis.ts";
import type { SourcePlace } from "../../model/fact.ts";
import { sourcePlace } from "./analysis.ts";
import { only, type Taint, type Value } from "./value.ts";

/** The step of data that a constant nobody can read gives when something unwraps it. */
export const SEALED = "sealed";

/** Shorter constants are names, digests and keys. */
const SHORTEST = 100;
const SEARCHED = 4_000;

/**
 * What comes out when a function that is not followed to its end is given a constant which
 * says nothing to a reader: a ciphertext, or bytes. It is hidden data, whatever the cipher.
 */
export function unsealed(call: EvaluatedCall, answer: Value, analysis: Analysis): Value {
  if (answer.known.length > 0 || answer.prefix !== null) return answer;
  const given = [...call.args, ...call.named.values()];
  if (!given.some(isSealed)) return answer;
  const detail = call.method ?? call.callee.apis[0] ?? null;
  const at = sourcePlace(analysis, call.at);
  const others = answer.taints.filter((taint) => !isAt(taint, at));
  const taint: Taint = { capability: "decode", detail, at, steps: ["decode", SEALED] };
  return { ...answer, taints: [taint, ...others] };
}

/** A vocabulary that knows the cipher says less: not that it is a constant. */
function isAt({ capability, at }: Taint, { line, column }: SourcePlace): boolean {
  return capability === "decode" && at.line === line && at.column === column;
}

function isSealed(value: Value): boolean {
  const known = only(value);
  if (typeof known === "string") return isSealedText(known);
  if (known instanceof Uint8Array) return known.length >= SHORTEST && isSealedBytes(known);
  return value.boxes.some(
    ({ items }) =>
      items !== null &&
      items.length >= SHORTEST &&
      items.slice(0, SHORTEST).every((item) => typeof only(item) === "number"),
  );
}

/** One long word of mixed signs, as encodings of bytes are; no path, no prose, no markup. */
function isSealedText(text: string): boolean {
  if (text.length < SHORTEST) return false;
  const some = text.slice(0, SEARCHED).replace(/\s+/g, "");
  if (text.length < SEARCHED && some.length < text.length * 0.9) return false;
  if (/^[\w+/=-]+$/.test(some)) return /\d/.test(some) && new Set(some).size >= 12;
  return (some.match(/[\0-\x08\x0e-\x1f\x7f-\xff]/g)?.length ?? 0) > some.length / 8;
}

/** Bytes that are a word of signs are as good as a text. */
function isSealedBytes(bytes: Uint8Array): boolean {
  return isSealedText(Buffer.from(bytes.subarray(0, SEARCHED)).toString("latin1"));
}
