import type { Analysis, EvaluatedCall } from "./analysis.ts";
import type { Value } from "./value.ts";

/** Where members are called by their bare names, one that is no function is its value. */
export function heldBy(
  { callee, args, method }: EvaluatedCall,
  { traits }: Analysis,
): Value | null {
  if (traits.bareMembers !== true || method === null || args.length > 0) return null;
  const holds = callee.known.length + callee.boxes.length > 0 && callee.closures.length === 0;
  return holds ? { ...callee, apis: [] } : null;
}

/** The APIs that are called; in some languages a text can be called too. */
export function calledApis(call: EvaluatedCall, analysis: Analysis): readonly string[] {
  const { callText } = analysis.traits;
  if (callText === undefined || heldBy(call, analysis) !== null) return call.callee.apis;
  const { known, prefix, apis } = call.callee;
  // A program in a folder that nobody knows is still known by its name.
  const named =
    known.length === 0 && /^…\/[\w.-]+$|^…\/[\w.…-]{0,80}\w{3}[\w.…-]{0,80}$/.test(prefix ?? "")
      ? [prefix]
      : known;
  const texts = named.flatMap((text) => (typeof text === "string" ? (callText(text) ?? []) : []));
  return [...apis, ...texts];
}
