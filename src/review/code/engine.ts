import type { Engine } from "./analysis.ts";
import { callClosure } from "./evaluate.ts";
import { evaluateInner } from "./load.ts";
import { evaluate } from "./expressions.ts";

/** The one evaluator: every language's programs go through it. */
export const ENGINE: Engine = { evaluate, enter: callClosure, runInner: evaluateInner };
