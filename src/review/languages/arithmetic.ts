import { listIn } from "./decoded.ts";
import { constant, list, only, type Known, type Value } from "../code/value.ts";

/** Lists longer than this are not put together. */
const ITEMS = 20_000;

/** Combines known values as most languages do; null when the result is not known. */
export function combine(operator: string, a: Value, b: Value | null): Value | null {
  const left = only(a);
  if (b === null) return left === undefined ? null : known(unary(operator, left));
  const items = listIn(a);
  const more = listIn(b);
  if (operator === "+" && items !== null && more !== null) {
    return items.length + more.length > ITEMS ? null : list([...items, ...more]);
  }
  const right = only(b);
  if (left === undefined || right === undefined) return null;
  return known(compare(operator, left, right) ?? compute(operator, left, right));
}

function known(value: Known | undefined): Value | null {
  return value === undefined ? null : constant(value);
}

function unary(operator: string, value: Known): Known | undefined {
  if (operator === "!" || operator === "not") return value === false || value === null;
  if (typeof value !== "number") return undefined;
  if (operator === "-") return -value;
  if (operator === "+") return value;
  return operator === "~" ? ~value : undefined;
}

function compare(operator: string, a: Known, b: Known): boolean | undefined {
  if (operator === "==" || operator === "===") return a === b;
  if (operator === "!=" || operator === "!==" || operator === "<>") return a !== b;
  if (typeof a !== "number" || typeof b !== "number") return undefined;
  switch (operator) {
    case "<":
      return a < b;
    case ">":
      return a > b;
    case "<=":
      return a <= b;
    case ">=":
      return a >= b;
    default:
      return undefined;
  }
}

function compute(operator: string, a: Known, b: Known): Known | undefined {
  if (operator === "^" && typeof a === "string" && typeof b === "string") return xored(a, b);
  if (typeof a !== "number" || typeof b !== "number") return undefined;
  const result = arithmetic(operator, a, b);
  return result === undefined || !Number.isFinite(result) ? undefined : result;
}

/** Texts combined letter by letter, as long as the shorter of them. */
function xored(a: string, b: string): string {
  return [...a]
    .slice(0, b.length)
    .map((letter, at) => String.fromCharCode(letter.charCodeAt(0) ^ b.charCodeAt(at)))
    .join("");
}

function arithmetic(operator: string, a: number, b: number): number | undefined {
  switch (operator) {
    case "+":
      return a + b;
    case "-":
      return a - b;
    case "*":
      return a * b;
    case "/":
      return a / b;
    case "%":
      return a - b * Math.trunc(a / b);
    case "**":
      return a ** b;
    case "^":
      return a ^ b;
    case "&":
      return a & b;
    case "|":
      return a | b;
    case "<<":
      return a << b;
    case ">>":
      return a >> b;
    default:
      return undefined;
  }
}
