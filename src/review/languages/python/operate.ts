import { list, only, UNKNOWN, type Known, type Value } from "../../code/value.ts";
import { formatPercent } from "./format.ts";
import { isPath, joinPath, path } from "./paths.ts";

/** Longer results are not put together: nothing would read them. */
const CAP = 4 * 1024 * 1024;
const ITEMS = 20_000;

/** Combines known values as Python does; null when the result is not known. */
export function operatePython(operator: string, a: Value, b: Value | null): Value | null {
  const left = only(a);
  if (b === null) return left === undefined ? null : known(unary(operator, left));
  // No text is divided: what stands beside one is a path, also where nobody knows which.
  const divides = operator === "/" && typeof only(b) === "string" && typeof left !== "number";
  if (divides || (operator === "/" && (isPath(a) || isPath(b)))) return path(joinPath([a, b]) ?? a);
  if (operator === "%" && typeof left === "string") return formatPercent(a, b);
  const items = combineLists(operator, a, b);
  if (items !== null) return items;
  const right = only(b);
  if (right === undefined) return null;
  if (operator === "in" || operator === "not in") return known(contains(operator, left, a, b));
  if (left === undefined) return null;
  if (operator === "and" || operator === "or") {
    return known(isTruthy(left) === (operator === "and") ? right : left);
  }
  return known(compare(operator, left, right) ?? compute(operator, left, right));
}

function known(value: Known | undefined): Value | null {
  return value === undefined ? null : { ...UNKNOWN, known: [value] };
}

function unary(operator: string, value: Known): Known | undefined {
  if (operator === "unary not") return !isTruthy(value);
  if (typeof value !== "number" && typeof value !== "boolean") return undefined;
  switch (operator) {
    case "unary -":
      return -Number(value);
    case "unary +":
      return Number(value);
    case "unary ~":
      return -Number(value) - 1;
    default:
      return undefined;
  }
}

/** What Python takes for true. */
export function isTruthy(value: Known): boolean {
  return value instanceof Uint8Array ? value.length > 0 : Boolean(value);
}

function combineLists(operator: string, a: Value, b: Value): Value | null {
  const left = onlyItems(a);
  const right = onlyItems(b);
  if (operator === "+" && left !== null && right !== null) {
    return left.length + right.length > ITEMS ? null : list([...left, ...right]);
  }
  const times = left === null ? only(a) : only(b);
  const items = left ?? right;
  if (operator !== "*" || items === null || typeof times !== "number") return null;
  if (items.length * times > ITEMS) return null;
  return list(Array.from({ length: Math.max(0, times) }, () => items).flat());
}

function onlyItems(value: Value): readonly Value[] | null {
  return value.boxes.length === 1 ? (value.boxes[0]?.items ?? null) : null;
}

function contains(
  operator: string,
  left: Known | undefined,
  a: Value,
  b: Value,
): Known | undefined {
  const whole = only(b);
  if (typeof left !== "string" || typeof whole !== "string" || a.known.length !== 1)
    return undefined;
  return whole.includes(left) === (operator === "in");
}

function compare(operator: string, a: Known, b: Known): boolean | undefined {
  switch (operator) {
    case "==":
    case "is":
      return same(a, b);
    case "!=":
    case "<>":
    case "is not":
      return !same(a, b);
    default:
      break;
  }
  const comparable =
    (typeof a === "number" && typeof b === "number") ||
    (typeof a === "string" && typeof b === "string");
  if (!comparable) return undefined;
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

function same(a: Known, b: Known): boolean {
  if (a instanceof Uint8Array && b instanceof Uint8Array) return Buffer.compare(a, b) === 0;
  return a === b;
}

function compute(operator: string, a: Known, b: Known): Known | undefined {
  if (operator === "*") {
    const repeated = repeat(a, b) ?? repeat(b, a);
    if (repeated !== undefined) return repeated;
  }
  if (a instanceof Uint8Array && b instanceof Uint8Array) {
    return operator === "+" && a.length + b.length <= CAP
      ? new Uint8Array(Buffer.concat([a, b]))
      : undefined;
  }
  if (typeof a === "string" && typeof b === "string") {
    return operator === "+" && a.length + b.length <= CAP ? a + b : undefined;
  }
  const numeric = [a, b].every((each) => typeof each === "number" || typeof each === "boolean");
  return numeric ? arithmetic(operator, Number(a), Number(b)) : undefined;
}

function repeat(a: Known, b: Known): Known | undefined {
  if (typeof b !== "number" || !Number.isInteger(b)) return undefined;
  const times = Math.max(0, b);
  if (typeof a === "string") return a.length * times <= CAP ? a.repeat(times) : undefined;
  if (!(a instanceof Uint8Array) || a.length * times > CAP) return undefined;
  return new Uint8Array(Buffer.concat(Array.from({ length: a.length === 0 ? 0 : times }, () => a)));
}

/** Whole numbers are exact here only as far as a double holds them; beyond that: not known. */
function arithmetic(operator: string, a: number, b: number): number | undefined {
  const result = plain(operator, a, b);
  if (result !== undefined) return Number.isFinite(result) ? result : undefined;
  if (!Number.isSafeInteger(a) || !Number.isSafeInteger(b)) return undefined;
  const exact = bitwise(operator, BigInt(a), BigInt(b));
  return exact === undefined || !Number.isSafeInteger(Number(exact)) ? undefined : Number(exact);
}

function plain(operator: string, a: number, b: number): number | undefined {
  switch (operator) {
    case "+":
      return a + b;
    case "-":
      return a - b;
    case "*":
      return a * b;
    case "/":
      return a / b;
    case "//":
      return Math.floor(a / b);
    case "%":
      return a - b * Math.floor(a / b);
    case "**":
      return a ** b;
    default:
      return undefined;
  }
}

function bitwise(operator: string, a: bigint, b: bigint): bigint | undefined {
  switch (operator) {
    case "^":
      return a ^ b;
    case "&":
      return a & b;
    case "|":
      return a | b;
    case "<<":
      return b >= 0n && b < 64n ? a << b : undefined;
    case ">>":
      return b >= 0n && b < 1024n ? a >> b : undefined;
    default:
      return undefined;
  }
}
