import type { Analysis, Frame } from "./analysis.ts";
import type { Expression, FunctionNode } from "./program.ts";
import { list, record, UNKNOWN, type Value } from "./value.ts";

/** Gives a function's parameters the values of a call, by place and by name. */
export function bindParameters(
  node: FunctionNode,
  args: readonly Value[],
  named: ReadonlyMap<string, Value>,
  frame: Frame,
  analysis: Analysis,
): void {
  const left = new Map(named);
  const last = node.parameters.length - 1;
  const orElse = (fallback: Expression | null) =>
    fallback === null ? UNKNOWN : analysis.engine.evaluate(fallback, frame, analysis);
  let next = 0;
  node.parameters.forEach((name, index) => {
    const { names } = frame.scope;
    if (node.rest && index === last) {
      names.set(name, list(args.slice(next)));
      return;
    }
    // What has a name takes its own place; the rest fills the places that are left.
    const given = left.get(name);
    if (given === undefined) next += 1;
    names.set(name, given ?? args[next - 1] ?? orElse(node.defaults[index] ?? null));
    left.delete(name);
  });
  for (const { name, fallback, rest } of node.keywords ?? []) {
    frame.scope.names.set(name, rest ? record(left) : (left.get(name) ?? orElse(fallback)));
    if (!rest) left.delete(name);
  }
}
