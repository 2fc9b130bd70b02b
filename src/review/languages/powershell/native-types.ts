import type { Analysis } from "../../code/analysis.ts";
import type { Expression } from "../../code/program.ts";
import { api, record, type Value } from "../../code/value.ts";
import { callAt } from "../lowered.ts";
import { textIn } from "../decoded.ts";
import { ordered, type Given } from "./parameters.ts";

/**
 * `Add-Type` makes classes out of code in C#. Those that only name functions of Windows are
 * known from then on, by their own name and with the name space.
 */
export function lowerAddType(given: Given): Expression | null {
  const { args, named, input, at } = given;
  const text = named.get("typedefinition") ?? named.get("memberdefinition") ?? given.places[0];
  if (text === undefined) return null;
  const [name] = ordered({ ...given, places: given.places.filter((each) => each !== text) }, [""]);
  const spelt = named.get("name");
  const told = spelt === undefined || spelt.kind === "constant" ? name : spelt;
  const types = callAt(
    "#native-types",
    [text, ...[told, named.get("namespace")].filter((each) => each !== null && each !== undefined)],
    at,
  );
  const call: Expression = {
    kind: "call",
    callee: { kind: "name", name: "&add-type", at },
    args,
    ...(input === null ? {} : { input }),
    at,
  };
  return { kind: "sequence", items: [call, types], at };
}

const LONGEST = 200_000;
const TOKEN =
  /\bnamespace\s+([\w.]+)|\b(?:class|struct)\s+(\w+)|EntryPoint\s*=\s*"(\w+)"|\bextern\b[^;(]{0,200}?\b(\w+)\s*\(/g;

/** The classes of a definition whose methods stand for functions of libraries of the system. */
export function nativeTypes(
  [text, name, space]: readonly (Value | undefined)[],
  analysis: Analysis,
): Value | null {
  const code = textIn(text);
  if (code === null || code.length > LONGEST || !/DllImport|LibraryImport/.test(code)) return null;
  const types = new Map<string, Map<string, Value>>();
  let [namespace, owner, entry] = [textIn(space), textIn(name) ?? "", ""];
  for (const [, inSpace, inClass, given, method] of code.matchAll(TOKEN)) {
    if (inSpace !== undefined) namespace = inSpace;
    if (inClass !== undefined) owner = inClass;
    if (given !== undefined) entry = given;
    if (method === undefined) continue;
    const methods = types.get(owner) ?? new Map<string, Value>();
    types.set(owner, methods);
    methods.set(method.toLowerCase(), api(nativeName(entry === "" ? method : entry)));
    entry = "";
  }
  let last: Value | null = null;
  for (const [type, methods] of types) {
    last = record(methods);
    const short = type.toLowerCase();
    analysis.global.names.set(`[${short}]`, last);
    if (namespace !== null)
      analysis.global.names.set(`[${namespace.toLowerCase()}.${short}]`, last);
  }
  return last;
}

/** A function of Windows, whichever texts it takes. */
function nativeName(spelt: string): string {
  return `native.${spelt.replace(/(?<=[a-z])[AW]$/, "")}`;
}
