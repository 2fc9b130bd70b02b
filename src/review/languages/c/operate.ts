import { combine } from "../arithmetic.ts";
import { constant, only, type Value } from "../../code/value.ts";

/** Combines known values as C and C++ do; a text of one character counts as its code. */
export function operateC(operator: string, a: Value, b: Value | null): Value | null {
  if (operator === "&&" || operator === "||") return both(operator, a, b);
  if (operator === "#+") return added(a, b);
  if ((operator === "==" || operator === "!=") && b !== null) {
    const texts = typeof only(a) === "string" && typeof only(b) === "string";
    return texts ? combine(operator, a, b) : combine(operator, numeric(a), numeric(b));
  }
  if (operator === "/" && b !== null) {
    const [folder, name] = [only(a), only(b)];
    if (typeof folder === "string" && typeof name === "string" && folder.length + name.length > 2) {
      return constant(`${folder}/${name}`);
    }
  }
  const left = numeric(a);
  if (b === null) return combine(operator, left, null);
  const right = numeric(b);
  return operator === "/" ? divided(left, right) : combine(operator, left, right);
}

/** Texts are put together; a number added to one moves the place where it begins. */
function added(a: Value, b: Value | null): Value | null {
  if (b === null) return combine("+", numeric(a), null);
  const [left, right] = [only(a), only(b)];
  if (typeof left === "string" && typeof right === "string") return constant(left + right);
  if (typeof left === "string" && typeof right === "number" && left.length !== 1) {
    return right >= 0 && right <= left.length ? constant(left.slice(right)) : null;
  }
  return combine("+", numeric(a), numeric(b));
}

function both(operator: string, a: Value, b: Value | null): Value | null {
  const [left, right] = [truth(a), b === null ? undefined : truth(b)];
  const decides = operator === "||";
  if (left === decides || right === decides) return constant(decides);
  return left === undefined || right === undefined ? null : constant(!decides);
}

function truth(value: Value): boolean | undefined {
  const known = only(value);
  if (typeof known === "boolean") return known;
  return typeof known === "number" ? known !== 0 : undefined;
}

function divided(a: Value, b: Value): Value | null {
  const result = combine("/", a, b);
  const [left, right, made] = [only(a), only(b), result === null ? undefined : only(result)];
  const whole = Number.isInteger(left) && Number.isInteger(right) && typeof made === "number";
  return whole ? constant(Math.trunc(made)) : result;
}

function numeric(value: Value): Value {
  const known = only(value);
  if (typeof known === "boolean") return { ...value, known: [Number(known)] };
  if (typeof known !== "string" || known.length !== 1) return value;
  return { ...constant(known.charCodeAt(0)), layers: value.layers, taints: value.taints };
}
