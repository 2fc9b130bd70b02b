import type { Analysis, EvaluatedCall, Frame } from "./analysis.ts";
import { applyCall } from "./apply-api.ts";
import type { Starter } from "./starter.ts";
import { answerName, api, join, UNKNOWN, type Value } from "./value.ts";
import { usualName } from "./vocabulary.ts";

/** Calls what a function of the library starts; null for every other call. */
export function startedBy(
  names: readonly string[],
  call: EvaluatedCall,
  frame: Frame,
  analysis: Analysis,
): Value | null {
  for (const name of names) {
    const usual = usualName(analysis.vocabulary, name);
    const starter = analysis.traits.starters?.get(usual);
    const started = starter === undefined ? undefined : argumentOf(starter.runs, call);
    if (starter === undefined || started === undefined) continue;
    if (started.closures.length + started.apis.length === 0) continue;
    return join(api(answerName(usual)), start(starter, started, call, frame, analysis));
  }
  return null;
}

function start(
  starter: Starter,
  started: Value,
  call: EvaluatedCall,
  frame: Frame,
  analysis: Analysis,
): Value {
  const before = Array.from({ length: starter.before ?? 0 }, () => UNKNOWN);
  const listed = starter.list === undefined ? undefined : argumentOf(starter.list, call);
  const given = listed?.boxes[0]?.items ?? call.args.slice(starter.from ?? call.args.length);
  const args = [...before, ...given];
  let out = UNKNOWN;
  for (const closure of started.closures) {
    out = join(out, analysis.engine.enter(closure, args, null, analysis));
  }
  const direct = { ...call, callee: started, receiver: UNKNOWN, method: null, args };
  for (const name of started.apis) {
    out = join(out, applyCall(name, { ...direct, named: new Map() }, frame, analysis) ?? UNKNOWN);
  }
  return out;
}

function argumentOf(
  places: readonly (number | string)[],
  { args, named }: EvaluatedCall,
): Value | undefined {
  const found = places.map((place) => (typeof place === "number" ? args[place] : named.get(place)));
  return found.find((value) => value !== undefined);
}
