import type { Analysis, Frame } from "./analysis.ts";
import { frameIn, innerFrame } from "./analysis.ts";
import { callClosure, hoist, runBody, runStatement } from "./evaluate.ts";
import { evaluate } from "./expressions.ts";
import { bindUncalled } from "./parameters.ts";
import type { Program } from "./program.ts";
import { type Closure, join, UNKNOWN, type Value } from "./value.ts";

/** Evaluates what happens when a program is loaded. */
export function evaluateLoad(program: Program, analysis: Analysis): void {
  runBody(program.body, frameIn(analysis.global), analysis);
  const { hooks } = analysis.traits;
  if (hooks === undefined) return;
  for (const [name, { closures }] of analysis.global.names) {
    if (!hooks.test(name)) continue;
    for (const closure of closures) callClosure(closure, [], null, analysis);
  }
}

/**
 * Evaluates code found in a text, in the scope that holds it; answers its last value, or all
 * values where the language prints them: `cat a || true` answers what is in a.
 */
export function evaluateInner(program: Program, frame: Frame, analysis: Analysis): Value {
  let last = UNKNOWN;
  hoist(program.body, frame, analysis);
  for (const statement of program.body) {
    if (statement.kind === "expression") {
      const value = evaluate(statement.value, frame, analysis);
      last = analysis.traits.prints === true && !isEmpty(last) ? join(last, value) : value;
    } else runStatement(statement, frame, analysis);
  }
  visitUncalled(analysis);
  return last;
}

function isEmpty(value: Value): boolean {
  return value.known.length + value.taints.length === 0;
}

/**
 * Evaluates, after the load, every function that nothing called, with unknown arguments, so
 * that no statement goes unread.
 */
export function visitUncalled(analysis: Analysis): void {
  const atLoad = analysis.atLoad;
  analysis.atLoad = false;
  for (const closure of pendingClosures(analysis)) {
    const frame = innerFrame(closure.scope, closure.self);
    analysis.called.add(closure.node);
    bindUncalled(closure.node, frame, analysis);
    runBody(closure.node.body, frame, analysis);
  }
  analysis.atLoad = atLoad;
}

function* pendingClosures(analysis: Analysis): Generator<Closure> {
  // Running one body makes further closures, so the list grows while it is walked.
  for (let index = 0; index < analysis.made.length; index += 1) {
    const closure = analysis.made[index];
    if (closure !== undefined && !analysis.called.has(closure.node)) yield closure;
  }
}
