import type { Analysis, Frame } from "./analysis.ts";
import { asWhole } from "./environment.ts";
import { itemsOf } from "./items.ts";
import type { Argument } from "./program.ts";
import type { Value } from "./value.ts";

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
    if (items !== null) out.push(...items);
    else out.push(value);
  }
  return out;
}
