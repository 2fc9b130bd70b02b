import { constant, only, type Value } from "../../code/value.ts";
import { combine } from "../arithmetic.ts";

/**
 * Combines known values as PHP does: letters can be counted up (php.net, "Incrementing"), and
 * an empty list is not true.
 */
export function operatePhp(operator: string, a: Value, b: Value | null): Value | null {
  const known = only(a);
  if (operator === "++") {
    if (typeof known === "string" && /^[A-Za-z]+$/.test(known)) return constant(next(known));
    return combine("+", a, b);
  }
  if (operator === "--") return combine("-", a, b);
  const items = itemsIn(a);
  if (operator === "!" && items !== null) return constant(items.length === 0);
  if (operator !== "-" && operator !== "+") return combine(operator, a, b);
  return combine(operator, asNumber(a), b === null ? null : asNumber(b));
}

/** The letters that come after these: `Az` is followed by `Ba`, `zz` by `aaa`. */
function next(letters: string): string {
  const last = letters.slice(-1);
  const rest = letters.slice(0, -1);
  if (!/[zZ]/.test(last)) return rest + String.fromCharCode(last.charCodeAt(0) + 1);
  const first = last === "z" ? "a" : "A";
  return (rest === "" ? first : next(rest)) + first;
}

function itemsIn({ boxes, known, apis, taints }: Value): readonly Value[] | null {
  const [box] = boxes;
  const others = known.length + apis.length + taints.length;
  return boxes.length === 1 && others === 0 ? (box?.items ?? null) : null;
}

function asNumber(value: Value): Value {
  const known = only(value);
  return typeof known === "boolean" ? constant(known ? 1 : 0) : value;
}
