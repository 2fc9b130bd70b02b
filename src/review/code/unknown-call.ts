import type { Analysis, EvaluatedCall } from "./analysis.ts";
import { join, joinAll, stepped, taintsOnly, UNKNOWN, type Value } from "./value.ts";

/** Methods that answer yes or no: what they are asked about is not in the answer. */
const ASKS = /^(?:test|includes|startsWith|endsWith)$/;

/** Methods that answer what a callback makes of each item. */
const MAPS = /^(?:map|flatMap)$/;

/** Where members are called by their bare names, what reading one gives is its answer. */
function askedByName({ callee, args, method }: EvaluatedCall, { traits }: Analysis): Value {
  const bare = traits.bareMembers === true && method !== null && args.length === 0;
  return bare ? taintsOnly(callee) : UNKNOWN;
}

/**
 * A function that nobody knows may pass its data on, may call the functions it is given,
 * and gives them what it was called on: `response.on("data", chunk => …)`.
 */
export function unknownCall(call: EvaluatedCall, analysis: Analysis): Value {
  const values = [call.receiver, ...call.args, ...call.named.values()];
  if (call.input !== null) values.push(call.input);
  // What a method of some data gives is that data; what a function makes of it may be anything.
  const own = join(taintsOnly(call.receiver), askedByName(call, analysis));
  const given = joinAll(values.slice(1).map(taintsOnly));
  const { folds } = analysis.traits;
  const known =
    (call.method !== null && !ASKS.test(call.method) && folds.has(`.${call.method}`)) ||
    call.callee.apis.some((name) => !name.startsWith(".") && folds.has(name));
  const taints = join(own, known ? given : stepped(given, "call"));
  let answers = UNKNOWN;
  for (const argument of values.slice(1)) {
    for (const closure of argument.closures) {
      // What a callback is handed has a name, so that a vocabulary can speak of it.
      const { boxes, apis } = call.receiver;
      const handed = join(taints, { ...UNKNOWN, boxes, apis });
      answers = join(
        answers,
        analysis.engine.enter(closure, [handed, handed, handed], null, analysis),
      );
    }
  }
  // What is mapped is what the callback makes of it.
  const mapped = MAPS.test(call.method ?? "") && answers.taints.length > 0;
  return mapped ? answers : join(taints, answers);
}
