import type { EvaluatedCall } from "./analysis.ts";
import { itemsOf } from "./items.ts";
import { UNKNOWN, type Value } from "./value.ts";

/** What runs a function later or beside the rest, with the arguments that stand behind it. */
const STARTS =
  /^(?:setTimeout|setInterval|setImmediate|nextTick|submit|to_thread|run_in_executor|run_sync|start_new_thread|start_soon|call_soon(?:_threadsafe)?|call_later|apply_async|create_thread|spawn_n?|defer|supplyAsync)$/;

/** What makes a thing that will run it: its arguments are a list of their own. */
const MAKES = /(?:^|\.)(?:Thread|Process|Timer|Greenlet)$/;

/**
 * The call that a thread, a timer or a pool will make: `Thread(target=f, args=(a,))`,
 * `pool.submit(f, a)`, `setTimeout(f, 10, a)`. Null when the call starts nothing with arguments.
 */
export function startedCall(call: EvaluatedCall): EvaluatedCall | null {
  const names = call.callee.apis;
  const made = names.some((name) => MAKES.test(name));
  const place = call.args.findIndex(isFunction);
  const callee = made ? (call.named.get("target") ?? call.args[place]) : call.args[place];
  if (callee === undefined || !isFunction(callee)) return null;
  const starts = STARTS.test(call.method ?? names[0] ?? "");
  const args = made ? listed(call, place) : starts ? behind(call.args, place) : [];
  const named = made ? fieldsOf(call.named.get("kwargs")) : new Map<string, Value>();
  if (args.length + named.size === 0) return null;
  return { ...call, callee, receiver: UNKNOWN, method: null, args, named };
}

function isFunction({ closures }: Value): boolean {
  return closures.length > 0;
}

function listed({ args, named }: EvaluatedCall, place: number): Value[] {
  const list = named.get("args") ?? (place < 0 ? undefined : args[place + 1]);
  return list === undefined ? [] : (itemsOf(list) ?? []);
}

/** The time that a timer waits is no argument of the function. */
function behind(args: readonly Value[], place: number): Value[] {
  const rest = args.slice(place + 1);
  return rest.length > 1 && typeof rest[0]?.known[0] === "number" ? rest.slice(1) : rest;
}

function fieldsOf(value: Value | undefined): Map<string, Value> {
  return new Map(value?.boxes.flatMap((box) => [...box.fields]));
}
