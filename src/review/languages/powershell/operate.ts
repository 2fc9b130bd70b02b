import { combine } from "../arithmetic.ts";
import { numberIn } from "../decoded.ts";
import { constant, only, type Known, type Value } from "../../code/value.ts";

const SIGNS: Readonly<Record<string, string>> = {
  "-eq": "==",
  "-ne": "!=",
  "-lt": "<",
  "-gt": ">",
  "-le": "<=",
  "-ge": ">=",
  "-bxor": "^",
  "-band": "&",
  "-bor": "|",
  "-shl": "<<",
  "-shr": ">>",
};

/** PowerShell's operators on known values; texts compare in any case ("about_Operators"). */
export function operate(operator: string, a: Value, b: Value | null): Value | null {
  if (b === null) return combine(operator, a, b);
  const logical = operator === "-and" || operator === "-or" ? logic(operator, a, b) : null;
  if (logical !== null) return logical;
  const sign = SIGNS[operator] ?? operator;
  const left = only(a);
  const right = only(b);
  if (left === undefined || right === undefined) return null;
  if (sign === "==" || sign === "!=") return combine(sign, small(left), small(right));
  const numbers = [numberIn(a), numberIn(b)];
  const [x, y] = numbers;
  if (x === null || y === null || x === undefined || y === undefined) return null;
  return combine(sign, constant(x), constant(y));
}

function small(known: Known): Value {
  return constant(typeof known === "string" ? known.toLowerCase() : known);
}

function logic(operator: string, a: Value, b: Value): Value | null {
  const left = only(a);
  const right = only(b);
  if (typeof left !== "boolean" || typeof right !== "boolean") return null;
  return constant(operator === "-and" ? left && right : left || right);
}
