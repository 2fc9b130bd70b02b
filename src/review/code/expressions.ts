import type { Analysis, Frame } from "./analysis.ts";
import { evaluateCall } from "./calls.ts";
import { assignTo } from "./assign.ts";
import { applyAccess } from "./apply-api.ts";
import { evaluateArguments } from "./arguments.ts";
import { isTable } from "./closed.ts";
import { closureOf } from "./closures.ts";
import { concatenate, layersOf } from "./concatenate.ts";
import { asHeader } from "./confided.ts";
import { pay } from "./cost.ts";
import { asWhole } from "./environment.ts";
import { loadModule } from "./modules.ts";
import { readMember } from "./members.ts";
import type { Expression } from "./program.ts";
import { unlessRefused } from "./refused.ts";
import { returnTo } from "./own-name.ts";
import { branchOf, lookUp } from "./scope.ts";
import { isNothing, isOwnThing, isTrue } from "./truth.ts";
import {
  api,
  constant,
  join,
  joinAll,
  list,
  only,
  onlyText,
  record,
  taintsOnly,
  UNKNOWN,
  type Value,
} from "./value.ts";

export { concatenate } from "./concatenate.ts";

/** What an expression is, as far as the program tells; notes what evaluating it does. */
export function evaluate(expression: Expression, frame: Frame, analysis: Analysis): Value {
  analysis.budget.steps -= 1;
  switch (expression.kind) {
    case "constant":
      return constant(expression.value);
    case "name":
      return readName(expression, frame, analysis);
    case "member": {
      const object = evaluate(expression.object, frame, analysis);
      const property = evaluate(expression.property, frame, analysis);
      const found = readMember(object, property, expression.at, analysis);
      // Where everything is known, what is not there is known not to be there.
      const isMissing = frame.exact === true && isNothing(found) && isOwnThing(object);
      return isMissing && only(property) !== undefined ? constant(null) : found;
    }
    case "call":
      return evaluateCall(expression, frame, analysis);
    case "operation":
      return operate(expression, frame, analysis);
    case "text":
      return concatenate(expression.parts.map((part) => evaluate(part, frame, analysis)));
    case "list":
      return list(evaluateArguments(expression.items, frame, analysis));
    case "record":
      return evaluateRecord(expression, frame, analysis);
    case "function":
      return closureOf(expression.function, frame.scope, frame.self, analysis);
    case "choice":
      return choose(expression, frame, analysis);
    case "assign": {
      const value = evaluate(expression.value, frame, analysis);
      assignTo(expression.target, value, frame, analysis);
      returnTo(expression, analysis);
      return value;
    }
    case "sequence":
      return expression.items.reduce<Value>((_, item) => evaluate(item, frame, analysis), UNKNOWN);
    case "import":
      return loadModule(
        evaluate(expression.module, frame, analysis),
        expression.at,
        analysis,
        frame,
      );
    case "opaque":
      return opaque(expression.parts.map((part) => evaluate(part, frame, analysis)));
    default:
      throw new Error(`unknown expression ${(expression satisfies never as Expression).kind}`);
  }
}

/** Every option is evaluated for what it does; a test that is exactly known picks one. */
function choose(
  expression: Extract<Expression, { kind: "choice" }>,
  frame: Frame,
  analysis: Analysis,
): Value {
  if (frame.exact === true && expression.first !== undefined)
    return firstOf(expression.options, expression.first, frame, analysis);
  const test = expression.test === null ? null : evaluate(expression.test, frame, analysis);
  if (frame.exact === true && test !== null && isExact(test) && expression.options.length === 2) {
    const index = isTrue(only(test)) ? 0 : 1;
    glimpse(expression.options[1 - index], frame, analysis);
    const taken = expression.options[index];
    return taken === undefined ? UNKNOWN : evaluate(taken, frame, analysis);
  }
  const options = expression.options.map((option) => evaluate(option, frame, analysis));
  // `text.match(x) || []`: what was found is there.
  const [first] = options;
  if (expression.first === "true" && first !== undefined && isTable(first)) return first;
  const known = test === null || !isExact(test) ? undefined : only(test);
  if (known === undefined || options.length !== 2) return joinAll(options);
  return options[isTrue(known) ? 0 : 1] ?? UNKNOWN;
}

/** Of `a && b`, `a || b` and `a ?? b` that which is the value, where all of it is known. */
function firstOf(
  [option, ...rest]: readonly Expression[],
  wanted: "true" | "false" | "some",
  frame: Frame,
  analysis: Analysis,
): Value {
  if (option === undefined) return UNKNOWN;
  const value = evaluate(option, frame, analysis);
  if (rest.length === 0) return value;
  if (wanted !== "false" && isOwnThing(value)) return value;
  if (!isExact(value) || value.known.length !== 1)
    return joinAll([value, ...rest.map((each) => evaluate(each, frame, analysis))]);
  const known = only(value);
  const found = wanted === "some" ? known !== null : isTrue(known) === (wanted === "true");
  if (!found) return firstOf(rest, wanted, frame, analysis);
  for (const each of rest) glimpse(each, frame, analysis);
  return value;
}

/** Reads once what is not evaluated here, for what it would do. */
function glimpse(option: Expression | undefined, frame: Frame, analysis: Analysis): void {
  if (option === undefined || analysis.glimpsed.has(option)) return;
  analysis.glimpsed.add(option);
  evaluate(option, { ...frame, scope: branchOf(frame.scope), certain: false }, analysis);
}

/** Known, and nothing says that it may be something else. */
function isExact(value: Value): boolean {
  return value.apis.length + value.taints.length + value.closures.length + value.boxes.length === 0;
}

function readName(
  expression: Extract<Expression, { kind: "name" }>,
  frame: Frame,
  analysis: Analysis,
): Value {
  if (frame.self !== null && (expression.name === "this" || expression.name === "self")) {
    return frame.self;
  }
  const shared = sharedOf(expression.name, analysis);
  const defined = lookUp(frame.scope, expression.name);
  if (defined !== null) {
    // Parts of one class may stand in several files.
    const whole = defined.boxes.length > 0 && isTop(expression.name, defined, analysis);
    return callForeign(whole && shared !== null ? join(defined, shared) : defined, analysis);
  }
  if (analysis.traits.globals.includes(expression.name)) return api(expression.name);
  const free = analysis.traits.free(expression.name);
  const own = free === null ? UNKNOWN : join(api(free), applyAccess(free, expression.at, analysis));
  return shared === null ? own : join(shared, own);
}

/** What other files declare under a name for this one. */
function sharedOf(name: string, analysis: Analysis): Value | null {
  return analysis.traits.shares === undefined ? null : analysis.neighbours.shared(name);
}

function isTop(name: string, value: Value, analysis: Analysis): boolean {
  return analysis.global.names.get(name) === value;
}

/** In some languages the name of another file's function calls it; here, lowering knows them. */
function callForeign(value: Value, analysis: Analysis): Value {
  if (analysis.traits.bareCalls !== true) return value;
  const foreign = value.closures.filter(({ home }) => home !== analysis.home?.path);
  return foreign.reduce(
    (out, closure) => join(out, analysis.engine.enter(closure, [], null, analysis)),
    value,
  );
}

function operate(
  expression: Extract<Expression, { kind: "operation" }>,
  frame: Frame,
  analysis: Analysis,
): Value {
  const values = expression.operands.map((operand) => evaluate(operand, frame, analysis));
  const [a, b] = values;
  if (a === undefined) return UNKNOWN;
  if (expression.operator === "+" && b !== undefined && (isText(a) || isText(b))) {
    return concatenate(values);
  }
  const { operator } = expression;
  const known = unlessRefused(() => analysis.traits.operate(operator, a, b ?? null));
  if (known !== null) pay(known, analysis);
  if (known !== null) {
    return join({ ...known, layers: layersOf(values) }, opaque(values.map(taintOnly)));
  }
  return opaque(values);
}

function isText(value: Value): boolean {
  return typeof only(value) === "string" || (value.prefix !== null && value.known.length === 0);
}

function evaluateRecord(
  expression: Extract<Expression, { kind: "record" }>,
  frame: Frame,
  analysis: Analysis,
): Value {
  const fields = new Map<string, Value>();
  let rest = UNKNOWN;
  for (const entry of expression.entries) {
    const value = asWhole(evaluate(entry.value, frame, analysis), entry.value.at, analysis);
    const key = entry.key === null ? null : keyOf(evaluate(entry.key, frame, analysis));
    if (key !== null) fields.set(key, asHeader(key, value));
    else if (entry.key === null)
      for (const [name, field] of spreadFields(value)) fields.set(name, field);
    if (key === null) rest = join(rest, entry.key === null ? unnamed(value) : value);
  }
  return record(fields, rest);
}

function keyOf(value: Value): string | null {
  const known = only(value);
  return typeof known === "number" ? String(known) : onlyText(value);
}

function spreadFields(value: Value): [string, Value][] {
  return value.boxes.flatMap((box) => [...box.fields]);
}

/** What a record that is spread holds besides the fields whose names are known. */
function unnamed(value: Value): Value {
  const rests = joinAll(value.boxes.map((box) => box.rest));
  const { apis, taints, known, closures } = value;
  const plain = apis.length + taints.length + known.length + closures.length === 0;
  return plain && value.boxes.length > 0 ? rests : join({ ...value, boxes: [] }, rests);
}

function taintOnly(value: Value): Value {
  return { ...UNKNOWN, taints: value.taints };
}

function opaque(values: readonly Value[]): Value {
  if (values.length === 1 && values[0] !== undefined) return values[0];
  const taints = joinAll(values.map(taintsOnly)).taints;
  return taints.length === 0 ? UNKNOWN : { ...UNKNOWN, taints };
}
