import type { Analysis } from "./analysis.ts";
import { freeNames } from "./closed.ts";
import type { Expression } from "./program.ts";
import type { Closure } from "./value.ts";

/**
 * `const s = connect(host, () => s.end(data))`: what is called back uses the name of what the
 * call answers, which had no value yet when it was entered. It is entered again.
 */
export function returnTo(
  { target, value }: Extract<Expression, { kind: "assign" }>,
  analysis: Analysis,
): void {
  if (target.kind !== "name" || value.kind !== "call") return;
  for (const { value: given } of value.args) {
    if (given.kind !== "function" || !freeNames(given.function).includes(target.name)) continue;
    const closure = madeOf(given.function, analysis);
    if (closure !== undefined) analysis.engine.enter(closure, [], null, analysis);
  }
}

function madeOf(node: Closure["node"], { made }: Analysis): Closure | undefined {
  return made.findLast((closure) => closure.node === node);
}
