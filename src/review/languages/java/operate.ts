import { only, type Value } from "../../code/value.ts";
import { combine } from "../arithmetic.ts";
import { madeOf } from "../decoded.ts";

/** Combines known values as Java does: a letter in a sum counts as its code. */
export function operateJava(operator: string, a: Value, b: Value | null): Value | null {
  if (b === null) return combine(operator, numeric(a), null);
  if (operator === "#add") return combine("+", numeric(a), numeric(b));
  if (/^(?:==|!=|\+)$/.test(operator)) return combine(operator, a, b);
  if (operator === "&&" || operator === "||") return null;
  const known = combine(operator === ">>>" ? ">>" : operator, numeric(a), numeric(b));
  const quotient = known === null ? undefined : only(known);
  if (operator !== "/" || known === null || typeof quotient !== "number") return known;
  return madeOf(Math.trunc(quotient), [a, b]);
}

/** A letter as its code; everything else as it is. */
export function numeric(value: Value): Value {
  const known = only(value);
  if (typeof known !== "string" || known.length !== 1) return value;
  return { ...madeOf(known.charCodeAt(0), [value]), taints: value.taints };
}
