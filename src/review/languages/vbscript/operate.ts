import { constant, only, type Value } from "../../code/value.ts";
import { combine } from "../arithmetic.ts";

/** How operators combine known values: comparing texts does not make numbers of them. */
export function operateVbscript(operator: string, a: Value, b: Value | null): Value | null {
  const left = only(a);
  const right = b === null ? undefined : only(b);
  if (operator === "not" && typeof left === "number") return constant(~left);
  if (typeof left === "number" && typeof right === "number") {
    if (operator === "\\") return right === 0 ? null : constant(Math.trunc(left / right));
    if (operator === "%") return right === 0 ? null : constant(left % right);
  }
  if (typeof left === "boolean" && typeof right === "boolean") {
    if (operator === "&") return constant(left && right);
    if (operator === "|") return constant(left || right);
  }
  return combine(operator, asNumber(a, b, operator), b === null ? null : asNumber(b, a, operator));
}

/** A text that is a number counts as one beside a number, except where texts are joined. */
function asNumber(value: Value, other: Value | null, operator: string): Value {
  const known = only(value);
  if (typeof known !== "string" || operator === "+" || typeof only(other ?? value) !== "number") {
    return value;
  }
  return /^-?(?:\d+|&h[\da-f]+)$/i.test(known.trim())
    ? { ...constant(Number(known.trim().replace(/^&h/i, "0x"))), layers: value.layers }
    : value;
}
