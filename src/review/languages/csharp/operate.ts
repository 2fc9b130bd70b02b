import { constant, list, only, type Value } from "../../code/value.ts";
import { combine } from "../arithmetic.ts";
import { bytesIn } from "./bytes.ts";

/** Combines known values: letters count as numbers wherever C# has it so. */
export function operate(operator: string, a: Value, b: Value | null): Value | null {
  if (operator === "#add") return combine("+", counted(a), b === null ? null : counted(b));
  if (/^(?:\^|&|\||-|\*|\/|%|<<|>>|>>>|<|>|<=|>=)$/.test(operator)) {
    const plain = operator === ">>>" ? ">>" : operator;
    const result = combine(plain, counted(a), b === null ? null : counted(b));
    return operator === "/" ? whole(result) : result;
  }
  if (operator === "+" && b !== null) {
    const bytes = [bytesIn(a), bytesIn(b)];
    if (bytes.every((each) => each !== null) && only(a) === undefined)
      return list(bytes.flatMap((each) => [...each].map((byte) => constant(byte))));
  }
  return combine(operator, a, b);
}

/** Whole numbers stay whole when they are divided. */
function whole(value: Value | null): Value | null {
  const known = value === null ? undefined : only(value);
  return typeof known === "number" ? constant(Math.trunc(known)) : value;
}

function counted(value: Value): Value {
  const known = only(value);
  return typeof known === "string" && known.length === 1
    ? { ...value, known: [known.charCodeAt(0)] }
    : value;
}
