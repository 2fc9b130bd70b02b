import { constant, only, type Known, type Value } from "../../code/value.ts";

/** Combines known values as JavaScript does; null when the result is not known. */
export function operateJavaScript(operator: string, a: Value, b: Value | null): Value | null {
  const left = only(a);
  if (operator === "unary!" && isObject(a)) return constant(false);
  if (left === undefined) return null;
  if (b === null) return unary(operator, left);
  const right = only(b);
  if (right === undefined || left instanceof Uint8Array || right instanceof Uint8Array) return null;
  const result = compare(operator, left, right) ?? arithmetic(operator, left, right);
  return result === null ? null : constant(result);
}

/** A list, a record or a function, and nothing else: always true. */
function isObject(value: Value): boolean {
  const { boxes, closures, known, apis, taints } = value;
  return boxes.length + closures.length > 0 && known.length + apis.length + taints.length === 0;
}

type Plain = Exclude<Known, Uint8Array>;

function unary(operator: string, value: Known): Value | null {
  if (value instanceof Uint8Array) return null;
  switch (operator) {
    case "unary-":
      return constant(-Number(value));
    case "unary+":
      return constant(Number(value));
    case "unary~":
      return constant(~Number(value));
    case "unary!":
      return constant(!value);
    case "unaryvoid":
      return constant(null);
    case "unarytypeof":
      return constant(value === null ? "undefined" : typeof value);
    default:
      return null;
  }
}

function compare(operator: string, a: Plain, b: Plain): boolean | null {
  switch (operator) {
    case "==":
    case "===":
      return a === b;
    case "!=":
    case "!==":
      return a !== b;
    case "<":
      return Number(a) < Number(b);
    case ">":
      return Number(a) > Number(b);
    case "<=":
      return Number(a) <= Number(b);
    case ">=":
      return Number(a) >= Number(b);
    default:
      return null;
  }
}

function arithmetic(operator: string, a: Plain, b: Plain): string | number | null {
  if (operator === "+" && (typeof a === "string" || typeof b === "string")) {
    return `${String(a)}${String(b)}`;
  }
  const [x, y] = [Number(a), Number(b)];
  switch (operator) {
    case "+":
      return x + y;
    case "-":
      return x - y;
    case "*":
      return x * y;
    case "/":
      return x / y;
    case "%":
      return x % y;
    case "**":
      return x ** y;
    case "^":
      return x ^ y;
    case "&":
      return x & y;
    case "|":
      return x | y;
    case "<<":
      return x << y;
    case ">>":
      return x >> y;
    case ">>>":
      return x >>> y;
    default:
      return null;
  }
}
