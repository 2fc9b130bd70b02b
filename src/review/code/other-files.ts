import type { Span } from "../../model/span.ts";
import { frameIn, type Analysis, type Frame, type Home } from "./analysis.ts";
import { nest } from "./scope.ts";
import { join, list, UNKNOWN, type Closure, type Scope, type Value } from "./value.ts";

/** Files that run one another are followed this far. */
const THROUGH = 6;

/**
 * The evaluation that a function belongs to: its own file's. What it does there on behalf of
 * this file stands at the call; what its file does by itself is no news.
 */
export function analysisOf(closure: Closure, analysis: Analysis): Analysis {
  const { home } = closure;
  if (home === undefined || home === analysis.home?.path) return analysis;
  for (let above = analysis.above; above !== null; above = above.above) {
    if (above.home?.path === home) return above;
  }
  const other = analysis.neighbours.home(home);
  return other === null ? analysis : abroad(other, analysis, analysis.site ?? closure.node.at);
}

function abroad(home: Home, analysis: Analysis, at: Span): Analysis {
  return {
    ...analysis,
    traits: home.traits,
    vocabulary: home.vocabulary,
    global: home.global,
    exports: home.exports,
    neighbours: home.neighbours,
    home,
    above: analysis,
    outer: analysis.outer ?? at,
    through: [...analysis.through, home.path],
    made: [],
  };
}

/** Runs another file's program in a scope of this one, as `source` and `include` do. */
export function runProgram(home: Home, frame: Frame, at: Span, analysis: Analysis): Value {
  if (home.program === null || isEntered(home, analysis)) return UNKNOWN;
  const inner: Frame = { ...frame, returned: UNKNOWN };
  const child = { ...abroad(home, analysis, at), global: analysis.global };
  const last = analysis.engine.runInner(home.program, inner, child);
  return join(last, inner.returned);
}

/** Starts another file as a program of its own, with arguments and the environment. */
export function startProgram(
  home: Home,
  args: readonly Value[],
  at: Span,
  analysis: Analysis,
): void {
  if (home.program === null || isEntered(home, analysis)) return;
  const scope = nest(null);
  const environment = new Map([...analysis.environment, ...exported(analysis.global)]);
  const { argumentsName } = home.traits;
  if (home.traits.name === "shell") {
    for (const [name, value] of environment) scope.names.set(`$${name}`, value);
  }
  if (argumentsName !== undefined) scope.names.set(argumentsName, list([...args]));
  const child = { ...abroad(home, analysis, at), global: scope, environment };
  analysis.engine.runInner(home.program, frameIn(scope), child);
}

/** Variables of a shell, as what it starts sees them. */
function exported(scope: Scope): [string, Value][] {
  return [...scope.names].flatMap(([name, value]): [string, Value][] =>
    /^\$[A-Za-z_]\w*$/.test(name) ? [[name.slice(1), value]] : [],
  );
}

function isEntered(home: Home, analysis: Analysis): boolean {
  if (analysis.through.length >= THROUGH || analysis.budget.embedded <= 0) return true;
  if (analysis.home?.path === home.path || analysis.through.includes(home.path)) return true;
  analysis.budget.embedded -= 1;
  return false;
}
