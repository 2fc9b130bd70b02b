import type { Analysis } from "./analysis.ts";
import type { FunctionNode } from "./program.ts";
import { UNKNOWN, type Closure, type Scope, type Value } from "./value.ts";

/** A function value made here; it is remembered, so that its body is read even if uncalled. */
export function closureOf(
  node: FunctionNode,
  scope: Scope,
  self: Value | null,
  analysis: Analysis,
): Value {
  const home = analysis.home?.path;
  const closure: Closure = home === undefined ? { node, scope, self } : { node, scope, self, home };
  if (!analysis.seen.has(node)) {
    analysis.seen.add(node);
    analysis.made.push(closure);
  }
  return { ...UNKNOWN, closures: [closure] };
}
