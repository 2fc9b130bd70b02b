import type { Analysis, Frame } from "./analysis.ts";
import { innerFrame } from "./analysis.ts";
import { closureOf } from "./closures.ts";
import { asWhole } from "./environment.ts";
import { evaluate } from "./expressions.ts";
import { assignTo } from "./assign.ts";
import { exportName } from "./export-name.ts";
import { exactKey, isExactCall, remember } from "./closed.ts";
import { anyItem, itemsOf, keysOf, LOOP_TURNS } from "./items.ts";
import { analysisOf } from "./other-files.ts";
import { pickedBy } from "./picks.ts";
import { bindParameters } from "./parameters.ts";
import type { Expression, Statement } from "./program.ts";
import { callsOf, worthEntering } from "./repeat.ts";
import { assign, branchOf, leaveBranch, nest } from "./scope.ts";
import { isOwnThing, isTrue } from "./truth.ts";
import { leaveAnswers } from "./unanswered.ts";
import { type Closure, join, joinAll, only, record, UNKNOWN, type Value } from "./value.ts";

/** A loop without a condition ends by a jump; when none is certain to come, it is cut off. */
const ENDLESS_TURNS = 2_000;

/** How a list of statements ended: fell through, or jumped out. */
type Ending = "end" | "return" | "break" | "continue";

/** Calls a function the program defines; past the budget its body is not entered again. */
export function callClosure(
  closure: Closure,
  args: readonly Value[],
  self: Value | null,
  caller: Analysis,
  named: ReadonlyMap<string, Value> = new Map(),
): Value {
  const { node } = closure;
  const analysis = analysisOf(closure, caller);
  const calls = callsOf(node, analysis);
  const key = exactKey(closure, args, named);
  const before = key === null ? undefined : calls.answers?.get(key);
  if (before !== undefined) return before;
  if (analysis.budget.depth <= 0 || analysis.budget.steps <= 0) return joinAll(args);
  if (!worthEntering(node, args, analysis)) return join(calls.answer ?? UNKNOWN, joinAll(args));
  analysis.called.add(node);
  analysis.budget.depth -= 1;
  calls.open += 1;
  const frame = innerFrame(closure.scope, self ?? closure.self);
  if (key !== null || isExactCall(closure, args)) frame.exact = true;
  bindParameters(node, args, named, frame, analysis);
  runBody(node.body, frame, analysis);
  if (key !== null) remember(calls, key, frame.returned);
  analysis.budget.depth += 1;
  calls.open -= 1;
  calls.answer = frame.returned;
  return frame.returned;
}

/** Runs statements in order; names of functions are known before the first one runs. */
export function runBody(body: readonly Statement[], frame: Frame, analysis: Analysis): Ending {
  hoist(body, frame, analysis);
  for (const statement of body) {
    leaveAnswers(statement, body);
    const ending = runStatement(statement, frame, analysis);
    if (ending !== "end") {
      // What follows a jump is dead code, unless something jumps back to it: read it anyway.
      if (!frame.certain) continue;
      return ending;
    }
  }
  return "end";
}

/** Runs one statement and says how it ended. */
export function runStatement(statement: Statement, frame: Frame, analysis: Analysis): Ending {
  analysis.budget.steps -= 1;
  switch (statement.kind) {
    case "expression":
      evaluate(statement.value, frame, analysis);
      return "end";
    case "return":
      frame.returned = join(
        frame.returned,
        statement.value === null ? UNKNOWN : evaluate(statement.value, frame, analysis),
      );
      return "return";
    case "branch":
      return runBranch(statement, frame, analysis);
    case "loop":
      return runLoop(statement, frame, analysis);
    case "block":
      return runBlock(statement, frame, analysis);
    case "class":
      runClass(statement, frame, analysis);
      return "end";
    case "export":
      exportName(statement.name, evaluate(statement.value, frame, analysis), analysis);
      return "end";
    case "jump":
      return statement.to;
    case "function":
      return "end";
    default:
      throw new Error(`unknown statement ${(statement satisfies never as Statement).kind}`);
  }
}

/**
 * A block, and what catches its failures: that may happen whatever the block ends with, and
 * what went wrong tells what was answered: `error.response.data`.
 */
function runBlock(
  { body, caught }: Extract<Statement, { kind: "block" }>,
  frame: Frame,
  analysis: Analysis,
): Ending {
  if (caught === undefined) return runBody(body, frame, analysis);
  const before = analysis.asked;
  analysis.asked = UNKNOWN;
  const ending = runBody(body, frame, analysis);
  const failed = analysis.asked;
  analysis.asked = join(before, failed);
  if ((frame.turn ?? 0) > 0) return ending;
  const scope = branchOf(frame.scope);
  const inner: Frame = { ...frame, certain: false, scope };
  if (caught.target !== null) assignTo(caught.target, failed, inner, analysis);
  const other = runBody(caught.body, inner, analysis);
  leaveBranch(scope);
  frame.returned = join(frame.returned, inner.returned);
  // Outside of loops what follows is reached when the block failed before it came to its end.
  return other === "end" && frame.turn === undefined ? "end" : ending;
}

/** Makes the functions of a body known before its first statement runs. */
export function hoist(body: readonly Statement[], frame: Frame, analysis: Analysis): void {
  for (const statement of body) {
    if (statement.kind !== "function" || statement.function.name === null) continue;
    const value = closureOf(statement.function, frame.scope, frame.self, analysis);
    assign(frame.scope, statement.function.name, value, { local: true, certain: true });
    analysis.budget.steps -= 1;
  }
}

function runBranch(
  statement: Extract<Statement, { kind: "branch" }>,
  frame: Frame,
  analysis: Analysis,
): Ending {
  const test = statement.test === null ? UNKNOWN : evaluate(statement.test, frame, analysis);
  // What was read may be something else next time, whatever stands in for it here.
  const known = test.taints.every(({ capability }) => capability === "decode")
    ? only(test)
    : undefined;
  const there = frame.exact === true && isOwnThing(test);
  const taken = known === undefined ? (there ? 0 : null) : isTrue(known) ? 0 : 1;
  let ending: Ending = "end";
  const again = (frame.turn ?? 0) > 0;
  const picked = pickedBy(statement.test, frame, analysis);
  for (const [index, body] of statement.bodies.entries()) {
    if (again && taken !== null && taken !== index) continue;
    if (frame.exact === true && taken !== null && taken !== index) {
      glimpse(body, frame, analysis);
      continue;
    }
    // The branch that is not taken is read too: the test may be the attacker's.
    const certain = frame.certain && taken === index && statement.test !== null;
    const scope = index === 0 ? (picked?.where ?? frame.scope) : frame.scope;
    const inner: Frame = { ...frame, certain, scope };
    const sure = taken === index && statement.test !== null;
    const end = sure ? runBody(body, inner, analysis) : runUncertain(body, inner, analysis);
    // What a branch that is never taken would answer is no answer.
    if (taken === null || taken === index) frame.returned = join(frame.returned, inner.returned);
    if (certain && end !== "end") ending = end;
    if (index === 0 && end !== "end") picked?.remain();
  }
  return ending;
}

/** Reads what does not happen, for what it would do; nothing of it is left. */
function glimpse(body: readonly Statement[], frame: Frame, analysis: Analysis): void {
  if (analysis.glimpsed.has(body)) return;
  analysis.glimpsed.add(body);
  runBody(body, { ...frame, scope: branchOf(frame.scope), certain: false }, analysis);
}

/** A body that may not be reached: what it assigns is known inside, and one of two things after. */
function runUncertain(body: readonly Statement[], frame: Frame, analysis: Analysis): Ending {
  const scope = branchOf(frame.scope);
  const inner: Frame = { ...frame, scope };
  const ending = runBody(body, inner, analysis);
  frame.returned = inner.returned;
  leaveBranch(scope);
  return ending;
}

function runLoop(
  statement: Extract<Statement, { kind: "loop" }>,
  frame: Frame,
  analysis: Analysis,
): Ending {
  if (statement.each !== null) return runEach(statement, statement.each, frame, analysis);
  const endless = statement.test?.kind === "constant";
  const most = endless ? ENDLESS_TURNS : LOOP_TURNS;
  for (let turn = 0; turn < most; turn += 1) {
    const test = statement.test === null ? UNKNOWN : evaluate(statement.test, frame, analysis);
    const known = only(test);
    if (known !== undefined && !isTrue(known) && turn > 0) return "end";
    const turns = known !== undefined && isTrue(known);
    if (frame.exact === true && known !== undefined && !turns) {
      glimpse(statement.body, frame, analysis);
      return "end";
    }
    const inner: Frame = { ...frame, certain: frame.certain && turns, turn };
    const ending = turns
      ? runBody(statement.body, inner, analysis)
      : runUncertain(statement.body, inner, analysis);
    frame.returned = join(frame.returned, inner.returned);
    if (statement.update !== null) evaluate(statement.update, inner, analysis);
    // In a branch that may not be taken no jump is certain, so what only a jump ends turns once.
    if (!turns || (endless && !inner.certain) || analysis.budget.steps <= 0) return "end";
    if (ending === "return") return "return";
    if (ending === "break") return "end";
  }
  return "end";
}

function runEach(
  statement: Extract<Statement, { kind: "loop" }>,
  each: { target: Parameters<typeof assignTo>[0]; of: Expression; keys: boolean },
  frame: Frame,
  analysis: Analysis,
): Ending {
  const value = asWhole(evaluate(each.of, frame, analysis), statement.at, analysis);
  const listed = analysis.traits.wholeTexts === true ? { ...value, known: [] } : value;
  const items = each.keys ? keysOf(value) : itemsOf(listed);
  if (items === null || analysis.budget.steps < items.length) {
    const inner: Frame = { ...frame, certain: false };
    assignTo(each.target, anyItem(value), inner, analysis);
    runUncertain(statement.body, inner, analysis);
    frame.returned = join(frame.returned, inner.returned);
    return "end";
  }
  for (const item of items) {
    const inner: Frame = { ...frame };
    assignTo(each.target, item, inner, analysis);
    const ending = runBody(statement.body, inner, analysis);
    frame.returned = join(frame.returned, inner.returned);
    if (ending === "break" || analysis.budget.steps <= 0) break;
    if (ending === "return") return "return";
  }
  return "end";
}

function runClass(
  statement: Extract<Statement, { kind: "class" }>,
  frame: Frame,
  analysis: Analysis,
): void {
  const bases = statement.bases.map((base) => evaluate(base, frame, analysis));
  // What a class does not define itself is its bases'.
  const members = new Map(bases.flatMap((base) => base.boxes.flatMap((box) => [...box.fields])));
  const self = { ...record(members), apis: bases.flatMap((base) => base.apis) };
  for (const method of statement.methods) {
    if (method.name === null) continue;
    members.set(method.name, closureOf(method, frame.scope, self, analysis));
  }
  // Its body may call what it defines.
  assign(frame.scope, statement.name, self, { local: true, certain: true });
  const scope = statement.self === undefined ? frame.scope : nest(frame.scope);
  if (statement.self !== undefined)
    assign(scope, statement.self, self, { local: true, certain: true });
  runBody(statement.body, { ...frame, scope, self }, analysis);
}
