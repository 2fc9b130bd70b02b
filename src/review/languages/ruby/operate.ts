import { combine } from "../arithmetic.ts";
import { joinedBy, listIn, numberIn, repeated, textIn } from "../decoded.ts";
import type { Value } from "../../code/value.ts";

/** Combines known values as Ruby does; null when the result is not known. */
export function operateRuby(operator: string, a: Value, b: Value | null): Value | null {
  if (operator === "*" && b !== null) {
    const separator = textIn(b);
    if (listIn(a) !== null && separator !== null) return joinedBy(a, separator);
    if (typeof a.known[0] === "string") return repeated(a, numberIn(b));
  }
  return combine(operator, a, b);
}
