import { constant, join, joinAll, list, only, UNKNOWN, type Value } from "../../code/value.ts";
import { combine } from "../arithmetic.ts";
import { listIn, madeOf, numberIn, textIn } from "../decoded.ts";

/** Combines known values as Lua does; null when the result is not known. */
export function operateLua(operator: string, a: Value, b: Value | null): Value | null {
  if (operator === "#meta") return withMeta(a, b ?? UNKNOWN);
  if (operator.startsWith("#")) return shaped(operator, a);
  if (b === null) return combine(operator, a, null);
  if (operator === "==" || operator === "~=") return combine(operator === "==" ? "==" : "!=", a, b);
  const [left, right] = [numberIn(a), numberIn(b)];
  if (left === null || right === null) return null;
  const result = combine(PLAIN.get(operator) ?? operator, constant(left), constant(right));
  const known = only(result ?? UNKNOWN);
  if (typeof known === "boolean") return result;
  if (typeof known !== "number") return null;
  return madeOf(adjusted(operator, known, right), [a, b]);
}

/** Signs that mean something else elsewhere. */
const PLAIN: ReadonlyMap<string, string> = new Map([
  ["~", "^"],
  ["^", "**"],
  ["//", "/"],
]);

function adjusted(operator: string, result: number, right: number): number {
  if (operator === "//") return Math.floor(result);
  return operator === "%" && result !== 0 && result < 0 !== right < 0 ? result + right : result;
}

/** What a table does not have itself, its metatable may have. */
function withMeta(table: Value, meta: Value): Value {
  const index = joinAll(meta.boxes.map((box) => box.fields.get("__index") ?? UNKNOWN));
  return join(join(table, index), { ...UNKNOWN, boxes: meta.boxes });
}

function shaped(operator: string, value: Value): Value | null {
  const number = numberIn(value);
  switch (operator) {
    case "#length": {
      const length = listIn(value)?.length ?? textIn(value)?.length;
      return length === undefined ? null : constant(length);
    }
    case "#index":
      return typeof only(value) === "number" && number !== null ? constant(number - 1) : value;
    case "#key":
      return typeof only(value) === "number" && number !== null ? constant(number + 1) : value;
    case "#items":
      return typeof only(value) === "string" ? list([value]) : null;
    default:
      return null;
  }
}
