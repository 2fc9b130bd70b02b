import type { Analysis, Frame } from "./analysis.ts";
import { frameIn, innerFrame } from "./analysis.ts";
import { closureOf } from "./closures.ts";
import { evaluate } from "./expressions.ts";
import { assignTo } from "./assign.ts";
import type { Expression, FunctionNode, Program, Statement } from "./program.ts";
import { assign } from "./scope.ts";
import { type Closure, join, joinAll, only, record, UNKNOWN, type Value } from "./value.ts";

/** How a list of statements ended: fell through, or jumped out. */
type Ending = "end" | "return" | "break" | "continue";

const LOOP_TURNS = 20_000;

/**
 * Evaluates a whole program: first what happens at load, then every function that nothing
 * called, with unknown arguments, so that no statement goes unread.
 */
export function evaluateProgram(program: Program, analysis: Analysis): void {
  const frame = frameIn(analysis.global);
  runBody(program.body, frame, analysis);
  visitUncalled(analysis);
}

/** Evaluates code found in a text, in the scope that holds it; answers its last value. */
export function evaluateInner(program: Program, frame: Frame, analysis: Analysis): Value {
  let last = UNKNOWN;
  hoist(program.body, frame, analysis);
  for (const statement of program.body) {
    if (statement.kind === "expression") last = evaluate(statement.value, frame, analysis);
    else runStatement(statement, frame, analysis);
  }
  visitUncalled(analysis);
  return last;
}

/** Calls a function the program defines; past the budget its body is not entered again. */
export function callClosure(
  closure: Closure,
  args: readonly Value[],
  self: Value | null,
  analysis: Analysis,
): Value {
  const { node } = closure;
  if (analysis.budget.depth <= 0 || analysis.budget.steps <= 0) return joinAll(args);
  analysis.called.add(node);
  analysis.budget.depth -= 1;
  const frame = innerFrame(closure.scope, self ?? closure.self);
  bindParameters(node, args, frame, analysis);
  runBody(node.body, frame, analysis);
  analysis.budget.depth += 1;
  return frame.returned;
}

/** Runs statements in order; names of functions are known before the first one runs. */
export function runBody(body: readonly Statement[], frame: Frame, analysis: Analysis): Ending {
  hoist(body, frame, analysis);
  for (const statement of body) {
    const ending = runStatement(statement, frame, analysis);
    if (ending !== "end") {
      // What follows a jump is dead code, unless something jumps back to it: read it anyway.
      if (!frame.certain) continue;
      return ending;
    }
  }
  return "end";
}

function runStatement(statement: Statement, frame: Frame, analysis: Analysis): Ending {
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
      return runBody(statement.body, frame, analysis);
    case "class":
      runClass(statement, frame, analysis);
      return "end";
    case "export":
      analysis.exports.set(statement.name, evaluate(statement.value, frame, analysis));
      return "end";
    case "jump":
      return statement.to;
    case "function":
      return "end";
    default:
      throw new Error(`unknown statement ${(statement satisfies never as Statement).kind}`);
  }
}

function hoist(body: readonly Statement[], frame: Frame, analysis: Analysis): void {
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
  const known = only(test);
  const taken = known === undefined ? null : isTrue(known) ? 0 : 1;
  let ending: Ending = "end";
  for (const [index, body] of statement.bodies.entries()) {
    // The branch that is not taken is read too: the test may be the attacker's.
    const certain = frame.certain && taken === index && statement.test !== null;
    const inner: Frame = { ...frame, certain };
    const end = runBody(body, inner, analysis);
    frame.returned = join(frame.returned, inner.returned);
    if (certain && end !== "end") ending = end;
  }
  return ending;
}

function runLoop(
  statement: Extract<Statement, { kind: "loop" }>,
  frame: Frame,
  analysis: Analysis,
): Ending {
  if (statement.each !== null) return runEach(statement, statement.each, frame, analysis);
  for (let turn = 0; turn < LOOP_TURNS; turn += 1) {
    const test = statement.test === null ? UNKNOWN : evaluate(statement.test, frame, analysis);
    const known = only(test);
    if (known !== undefined && !isTrue(known) && turn > 0) return "end";
    const certain = frame.certain && known !== undefined && isTrue(known);
    const inner: Frame = { ...frame, certain };
    const ending = runBody(statement.body, inner, analysis);
    frame.returned = join(frame.returned, inner.returned);
    if (statement.update !== null) evaluate(statement.update, inner, analysis);
    if (!certain || analysis.budget.steps <= 0) return "end";
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
  const value = evaluate(each.of, frame, analysis);
  const items = each.keys ? null : itemsOf(value);
  if (items === null || analysis.budget.steps < items.length) {
    const inner: Frame = { ...frame, certain: false };
    assignTo(each.target, anyItem(value), inner, analysis);
    runBody(statement.body, inner, analysis);
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

/** The items of a value when all of them are known one by one, else null. */
function itemsOf(value: Value): Value[] | null {
  const text = only(value);
  if (typeof text === "string" && text.length <= LOOP_TURNS) {
    return [...text].map((each) => ({ ...UNKNOWN, known: [each], taints: value.taints }));
  }
  const box = value.boxes.length === 1 ? value.boxes[0] : undefined;
  return box?.items != null && box.items.length <= LOOP_TURNS ? [...box.items] : null;
}

function anyItem(value: Value): Value {
  const items = value.boxes.flatMap((box) => [
    ...(box.items ?? []),
    ...box.fields.values(),
    box.rest,
  ]);
  return joinAll([{ ...UNKNOWN, taints: value.taints }, ...items]);
}

function runClass(
  statement: Extract<Statement, { kind: "class" }>,
  frame: Frame,
  analysis: Analysis,
): void {
  const bases = statement.bases.map((base) => evaluate(base, frame, analysis));
  const members = new Map<string, Value>();
  const self = record(members, joinAll(bases));
  for (const method of statement.methods) {
    if (method.name === null) continue;
    members.set(method.name, closureOf(method, frame.scope, self, analysis));
  }
  runBody(statement.body, frame, analysis);
  assign(frame.scope, statement.name, self, { local: true, certain: true });
}

function bindParameters(
  node: FunctionNode,
  args: readonly Value[],
  frame: Frame,
  analysis: Analysis,
): void {
  const last = node.parameters.length - 1;
  node.parameters.forEach((name, index) => {
    const rest = node.rest && index === last;
    const given = args[index];
    const fallback = node.defaults[index] ?? null;
    const value = rest
      ? { ...UNKNOWN, boxes: [{ fields: new Map(), items: args.slice(index), rest: UNKNOWN }] }
      : (given ?? (fallback === null ? UNKNOWN : evaluate(fallback, frame, analysis)));
    frame.scope.names.set(name, value);
  });
}

function visitUncalled(analysis: Analysis): void {
  const atLoad = analysis.atLoad;
  analysis.atLoad = false;
  for (const closure of pendingClosures(analysis)) {
    const frame = innerFrame(closure.scope, closure.self);
    analysis.called.add(closure.node);
    bindParameters(closure.node, [], frame, analysis);
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

/** Truth as most languages have it: nothing, zero, the empty text and false are not true. */
export function isTrue(known: unknown): boolean {
  return known !== null && known !== false && known !== 0 && known !== "";
}
