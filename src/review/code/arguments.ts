import type { Analysis, Frame } from "./analysis.ts";
import { asWhole } from "./environment.ts";
import { itemsOf } from "./items.ts";
import type { Argument } from "./program.ts";
import { UNKNOWN, type Value } from "./value.ts";

/** The values of arguments or items; what is spread stands in place when it is known. */
export function evaluateArguments(
  args: readonly Argument[],
  frame: Frame,
  analysis: Analysis,
): Value[] {
  const out: Value[] = [];
  for (const argument of args) {
    const given = analysis.engine.evaluate(argument.value, frame, analysis);
    const value = asWhole(given, argument.value.at, analysis);
    const items = argument.spread === true ? itemsOf(value) : null;
    if (items === null) out.push(value);
    else out.push(...items, ...besides(value));
  }
  return out;
}

/** A list that may also be another one brings along what that comes from: `...(found ?? [])`. */
function besides({ known, boxes, taints }: Value): Value[] {
  return taints.length > 0 && known.length === 0 && boxes.length > 0
    ? [{ ...UNKNOWN, taints }]
    : [];
}
