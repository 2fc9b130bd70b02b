import { combine } from "../arithmetic.ts";
import { constant, only, type Value } from "../../code/value.ts";

/** Combines known values as Go does; a text of one character counts as its code. */
export function operateGo(operator: string, a: Value, b: Value | null): Value | null {
  if (operator === "&&" || operator === "||") return both(operator, a, b);
  const plain = operator === "#+" ? "+" : operator;
  if (operator === "==" || operator === "!=") return compared(operator, a, b);
  const left = numeric(a);
  const right = b === null ? null : numeric(b);
  if (b === null) return combine(operator === "^" ? "~" : operator, left, null);
  if (right === null) return null;
  if (plain === "/") return divided(left, right);
  if (plain === "&^") {
    const not = combine("~", right, null);
    return not === null ? null : combine("&", left, not);
  }
  return combine(plain, left, right);
}

function both(operator: string, a: Value, b: Value | null): Value | null {
  const left = only(a);
  const right = b === null ? undefined : only(b);
  const decides = operator === "||";
  if (left === decides || right === decides) return constant(decides);
  return typeof left === "boolean" && typeof right === "boolean" ? constant(!decides) : null;
}

/** Texts are equal as texts; a character of a text equals its code. */
function compared(operator: string, a: Value, b: Value | null): Value | null {
  if (b === null) return null;
  const texts = typeof only(a) === "string" && typeof only(b) === "string";
  return texts ? combine(operator, a, b) : combine(operator, numeric(a), numeric(b));
}

function divided(a: Value, b: Value): Value | null {
  const result = combine("/", a, b);
  const [left, right, made] = [only(a), only(b), result === null ? undefined : only(result)];
  const whole = Number.isInteger(left) && Number.isInteger(right) && typeof made === "number";
  return whole ? constant(Math.trunc(made)) : result;
}

function numeric(value: Value): Value {
  const known = only(value);
  if (typeof known !== "string" || known.length !== 1) return value;
  return { ...constant(known.charCodeAt(0)), layers: value.layers, taints: value.taints };
}
