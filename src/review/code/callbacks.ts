import { noteFlows, type Analysis, type EvaluatedCall } from "./analysis.ts";
import { calledApis } from "./called.ts";
import { anyItem } from "./items.ts";
import { join, UNKNOWN, type Value } from "./value.ts";

/** What a stranger gives, called by its name: he says what runs. */
export function callGiven(call: EvaluatedCall, analysis: Analysis): void {
  if (analysis.traits.callText === undefined) return;
  const called = [call.callee, ...calledBack(call, analysis)];
  const given = called
    .filter(({ closures }) => closures.length === 0)
    .flatMap(({ taints }) => taints)
    .filter(
      ({ capability, detail }) =>
        capability === "read.input" ||
        (capability === "network.receive" && detail !== null) ||
        (capability === "read.file" && PICTURE.test(detail ?? "")),
    );
  if (given.length > 0)
    noteFlows(analysis, "execute.code", null, [{ ...UNKNOWN, taints: given }], call.at);
}

/** Nobody keeps the names of functions in a picture who does not hide them. */
const PICTURE = /\.(?:jpe?g|png|gif|webp|ico|bmp|tiff?)$/i;

/** What a function of the library calls by its name. */
function calledBack(call: EvaluatedCall, analysis: Analysis): Value[] {
  const { callbacks } = analysis.traits;
  if (callbacks === undefined) return [];
  return calledApis(call, analysis).flatMap((name) => {
    const index = callbacks.get(name);
    return index === undefined ? [] : (call.args.at(index) ?? []);
  });
}

/** `array_map("system", $list)` calls what the text names, with what is in the list. */
export function calledByName(call: EvaluatedCall, analysis: Analysis): EvaluatedCall[] {
  const { callbacks } = analysis.traits;
  if (callbacks === undefined) return [];
  return calledBack(call, analysis).flatMap((callee) => {
    if (callee.known.length === 0) return [];
    const given = call.args.filter((each) => each !== callee);
    const args = given.map((each) => join(each, anyItem(each)));
    return [{ ...call, callee, receiver: UNKNOWN, method: null, args, named: new Map() }];
  });
}
