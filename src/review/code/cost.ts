import type { Analysis } from "./analysis.ts";
import type { Value } from "./value.ts";

/** Making this many characters, bytes or items costs as much as one step. */
const PER_STEP = 32;

/** Pays for making a value by its size, so that no library function is a way around the budget. */
export function pay(value: Value, analysis: Analysis): void {
  const [known] = value.known;
  const length =
    typeof known === "string" || known instanceof Uint8Array
      ? known.length
      : (value.boxes[0]?.items?.length ?? 0);
  analysis.budget.steps -= Math.floor(length / PER_STEP);
}
