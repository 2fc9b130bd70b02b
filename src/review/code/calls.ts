import { type Analysis, type EvaluatedCall, type Fold, type Frame } from "./analysis.ts";
import { applyCall } from "./apply-api.ts";
import { keepIn } from "./assign.ts";
import { callGiven, calledByName } from "./callbacks.ts";
import { calledApis, heldBy } from "./called.ts";
import { pay } from "./cost.ts";
import { isTable } from "./closed.ts";
import { orAskedFor } from "./confided.ts";
import { asWhole } from "./environment.ts";
import { evaluateArguments } from "./arguments.ts";
import { readMember } from "./members.ts";
import type { Expression } from "./program.ts";
import { unlessRefused } from "./refused.ts";
import { lookUp } from "./scope.ts";
import { runShellWords } from "./shell-words.ts";
import { startedCall } from "./started.ts";
import { unsealed } from "./sealed.ts";
import { startedBy } from "./starters.ts";
import { unknownCall } from "./unknown-call.ts";
import { isUnanswered } from "./unanswered.ts";
import { samePlace } from "./unnamed-files.ts";
import { meaningOf, usualName } from "./vocabulary.ts";
import {
  answerName,
  api,
  constant,
  join,
  isKnown,
  joinAll,
  NOTHING,
  only,
  onlyText,
  taintsOnly,
  UNKNOWN,
  type Box,
  type Value,
} from "./value.ts";

type Call = Extract<Expression, { kind: "call" }>;

/** What a call answers; notes what it does. */
export function evaluateCall(expression: Call, frame: Frame, analysis: Analysis): Value {
  const call = evaluateParts(expression, frame, analysis);
  const bound = boundCall(call, analysis);
  if (bound !== null) return runCall(bound, frame, analysis);
  const piped = pipedCall(call, analysis);
  if (piped !== null) runCall(piped, frame, analysis);
  const started = startedCall(call);
  if (started !== null) runCall(started, frame, analysis);
  if (expression.callee.kind !== "member") callGiven(call, analysis);
  for (const back of calledByName(call, analysis)) runCall(back, frame, analysis);
  const answer = orAskedFor(call, runCall(call, frame, analysis), analysis);
  putInto(expression, call, frame);
  return answer;
}

/** Methods by which a library's object takes what it is given: a form, a message, a buffer. */
const TAKES =
  /^(?:append|add|add_?(?:field|file|part|body|header)|set|put|push|attach|field|write|extend|update|insert|set_?(?:content|payload|body|text|data|html))$/i;

/** What a method puts into a library's object is in the variable that holds it from then on. */
function putInto({ callee }: Call, call: EvaluatedCall, frame: Frame): void {
  if (callee.kind !== "member" || call.method === null || !TAKES.test(call.method)) return;
  if (!call.receiver.apis.some((name) => name.endsWith("()"))) return;
  keepIn(callee.object, call.receiver, joinAll([...call.args, ...call.named.values()]), frame);
}

/** Node's function that takes streams one after the other, and then who hears of the end. */
const PIPELINE = /^stream(?:[./]promises)?\.pipeline$/;

/** `a.pipe(b)` and `pipeline(a, b)` write all that `a` gives to `b`. */
function pipedCall(call: EvaluatedCall, analysis: Analysis): EvaluatedCall | null {
  const isPipeline = call.callee.apis.some((name) => PIPELINE.test(name));
  const streams = call.args.filter(({ closures }) => closures.length === 0);
  const to = isPipeline ? streams.at(-1) : call.args[0];
  if ((call.method !== "pipe" && !isPipeline) || to === undefined) return null;
  const callee = readMember(to, constant("write"), call.at, analysis);
  const args = isPipeline ? streams.slice(0, 1) : [call.receiver];
  return { ...call, callee, receiver: to, method: "write", args, named: new Map() };
}

function runCall(call: EvaluatedCall, frame: Frame, analysis: Analysis): Value {
  analysis.site = call.at;
  const folded = fold(call, analysis);
  let out = folded ?? UNKNOWN;
  let understood = folded !== null;
  const method = analysis.traits.receiverFirst === true && call.method !== null;
  const given = method ? [call.receiver, ...call.args] : call.args;
  for (const closure of call.callee.closures) {
    understood = true;
    const self = call.receiver === UNKNOWN ? null : call.receiver;
    out = join(out, analysis.engine.enter(closure, given, self, analysis, call.named));
  }
  for (const name of calledApis(call, analysis)) {
    const result = applyCall(name, call, frame, analysis);
    if (result !== null) understood = true;
    if (result !== null) out = join(out, result);
    else if (!name.startsWith(".") && !isBuilders(name, analysis) && !isComputed(call, folded))
      out = join(out, api(answerName(name)));
  }
  if (analysis.traits.builders === true && call.method !== null && folded === null) {
    out = join(out, builderOf(call));
  }
  const held = heldBy(call, analysis);
  if (held !== null) return join(out, held);
  const made = construct(call, analysis);
  if (made !== null) return join(out, made);
  const same = folded === null ? samePlace(call, analysis) : null;
  if (same !== null) return same === call.receiver ? same : join(same, out);
  const started = understood ? null : startedBy(calledApis(call, analysis), call, frame, analysis);
  if (started !== null) return started;
  const ran = understood ? null : runShellWords(call, frame, analysis);
  if (ran !== null) out = join(out, ran);
  if (!understood) out = join(out, unknownCall(call, analysis));
  return unsealed(call, out, analysis);
}

/** Calling a class makes one of it: the class's own record stands for all its objects. */
function construct(call: EvaluatedCall, analysis: Analysis): Value | null {
  for (const box of call.callee.boxes) {
    const maker = box.fields.get("constructor") ?? box.fields.get("__init__");
    if (maker === undefined && !isClass(box)) continue;
    for (const closure of maker?.closures ?? []) {
      analysis.engine.enter(closure, call.args, call.callee, analysis, call.named);
    }
    return call.callee;
  }
  return null;
}

/** A class without a maker of its own is known by its methods. */
function isClass(box: Box): boolean {
  if (box.module !== undefined) return false;
  return box.items === null && [...box.fields.values()].some((field) => field.closures.length > 0);
}

function evaluateParts(expression: Call, frame: Frame, analysis: Analysis): EvaluatedCall {
  const { callee } = expression;
  const input =
    expression.input === undefined
      ? null
      : analysis.engine.evaluate(expression.input, frame, analysis);
  let receiver = UNKNOWN;
  let method: string | null = null;
  let called: Value;
  const words: Value[] = [];
  if (callee.kind === "member") {
    receiver = analysis.engine.evaluate(callee.object, frame, analysis);
    const property = analysis.engine.evaluate(callee.property, frame, analysis);
    method = onlyText(property);
    called = readMember(receiver, property, callee.at, analysis);
  } else if (callee.kind === "list") {
    // A command line: its first word says what is called, however many words there are.
    const [first = UNKNOWN, ...rest] = evaluateArguments(callee.items, frame, analysis);
    called = join(first, lookUp(frame.scope, onlyText(first) ?? "") ?? UNKNOWN);
    words.push(...rest);
  } else {
    called = analysis.engine.evaluate(callee, frame, analysis);
  }
  const plain = expression.args.filter((argument) => argument.name === undefined);
  const named = new Map<string, Value>();
  for (const argument of expression.args) {
    if (argument.name === undefined) continue;
    const value = analysis.engine.evaluate(argument.value, frame, analysis);
    named.set(argument.name, asWhole(value, argument.value.at, analysis));
    if (argument.name === "**") spreadNamed(value, named, words);
  }
  const args = [...words, ...evaluateArguments(plain, frame, analysis)];
  const { at } = expression;
  const unanswered = () => isUnanswered(expression);
  return { callee: called, receiver, method, args, named, input, at, unanswered };
}

/** `f(**x)`: each field of a record is an argument of that name, each item of a list one by place. */
function spreadNamed(value: Value, named: Map<string, Value>, words: Value[]): void {
  for (const box of value.boxes) {
    for (const [name, field] of box.fields) named.set(name, field);
    words.push(...(box.items ?? []));
  }
}

/** `f.call(x, a)`, `f.apply(x, [a])` and `f.bind(x, a)()` are calls of `f`. */
function boundCall(call: EvaluatedCall, analysis: Analysis): EvaluatedCall | null {
  const target = call.receiver;
  if (target.closures.length === 0 && target.apis.length === 0) return null;
  // A library's own function of that name, such as Python's `subprocess.call`.
  const { vocabulary } = analysis;
  const own = call.callee.apis.some((each) => meaningOf(vocabulary, usualName(vocabulary, each)));
  if (own) return null;
  // A builder's own method of that name is no such thing.
  if (analysis.traits.builders === true) return null;
  // `method.invoke(object, a)` of the JVM.
  if (call.method === "call" || (call.method === "invoke" && target.closures.length === 0))
    return { ...call, callee: target, receiver: UNKNOWN, method: null, args: call.args.slice(1) };
  if (call.method === "apply") {
    const args =
      call.args[1]?.boxes[0]?.items ?? (call.args[1] === undefined ? [] : [call.args[1]]);
    return { ...call, callee: target, receiver: UNKNOWN, method: null, args };
  }
  // Reflection in Go: the arguments stand in a list.
  const listed = call.method === "Call" ? call.args[0]?.boxes[0]?.items : null;
  return listed === null || listed === undefined
    ? null
    : { ...call, callee: target, receiver: UNKNOWN, method: null, args: listed };
}

function fold(call: EvaluatedCall, analysis: Analysis): Value | null {
  const { folds } = analysis.traits;
  for (const name of calledApis(call, analysis)) {
    const found = folds.get(name);
    if (found !== undefined) return applyFold(found, call, analysis);
    const { input } = call;
    const filter = analysis.traits.filters?.get(name);
    if (filter !== undefined && input !== null)
      return unlessRefused(() => filter(input, call.args, analysis, call.at));
  }
  if (call.method === null) return null;
  if (
    call.method === "bind" &&
    (call.receiver.apis.length > 0 || call.receiver.closures.length > 0)
  ) {
    return call.receiver;
  }
  const found = folds.get(`.${call.method}`);
  return found === undefined ? null : applyFold(found, call, analysis);
}

function applyFold(found: Fold, call: EvaluatedCall, analysis: Analysis): Value | null {
  const result = unlessRefused(() => found(call.receiver, call.args, analysis, call.at));
  if (result === null || result === NOTHING) return result;
  pay(result, analysis);
  const taints = joinAll([call.receiver, ...call.args].map(taintsOnly));
  return join(result, taints);
}

/** What a method makes of a constant is a constant: it has no methods of a library. */
function isComputed({ receiver, method }: EvaluatedCall, folded: Value | null): boolean {
  if (folded === null || method === null || folded.apis.length > 0) return false;
  return typeof only(receiver) === "string" && (isKnown(folded) || isTable(folded));
}

/** A method that nobody knows, of something that a call made, in a language of builders. */
function isBuilders(name: string, analysis: Analysis): boolean {
  return analysis.traits.builders === true && name.includes(")");
}

/** What a builder's method is called on: still the same builder. */
function builderOf(call: EvaluatedCall): Value {
  const { apis, boxes, subject } = call.receiver;
  const made = apis.filter((name) => name.includes(")"));
  return { ...UNKNOWN, apis: made, boxes: made.length > 0 ? boxes : [], subject };
}
