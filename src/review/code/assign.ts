import type { Analysis, Frame } from "./analysis.ts";
import { leaveIn } from "./host-object.ts";
import type { Span } from "../../model/span.ts";
import { applyCall } from "./apply-api.ts";
import { orConfided } from "./confided.ts";
import { readMember } from "./members.ts";
import type { Expression, Target } from "./program.ts";
import { callsOf } from "./repeat.ts";
import { assign, lookUp } from "./scope.ts";
import {
  join,
  joinAll,
  only,
  record,
  tainted,
  taintsOf,
  UNKNOWN,
  type Box,
  type Closure,
  type Known,
  type Value,
} from "./value.ts";

/** Puts a value where a target says; parts of a target take the value apart. */
export function assignTo(target: Target, value: Value, frame: Frame, analysis: Analysis): void {
  switch (target.kind) {
    case "name":
      assign(frame.scope, target.name, value, { local: target.local, certain: frame.certain });
      return;
    case "member": {
      const known = analysis.engine.evaluate(target.object, frame, analysis);
      const property = analysis.engine.evaluate(target.property, frame, analysis);
      const object = withFields(target.object, known, frame);
      assignMember(object, property, value, frame, analysis);
      actOn(object, only(property), value, { frame, at: target.object.at }, analysis);
      if (analysis.traits.keepsWhatIsPutIn === true) keepIn(target.object, object, value, frame);
      return;
    }
    case "parts":
      for (const part of target.parts) {
        const property =
          part.property === null ? null : analysis.engine.evaluate(part.property, frame, analysis);
        const found =
          property === null
            ? { ...UNKNOWN, taints: value.taints, boxes: value.boxes }
            : readMember(value, property, UNKNOWN_PLACE, analysis);
        const fallback =
          part.fallback === null
            ? UNKNOWN
            : analysis.engine.evaluate(part.fallback, frame, analysis);
        const taken = join(found, fallback);
        assignTo(part.target, asCard(part.target, taken, analysis), frame, analysis);
      }
      return;
    default:
      throw new Error(`unknown target ${(target satisfies never as Target).kind}`);
  }
}

/** How forms call the state that holds what somebody types of a card or of a wallet. */
const CARD =
  /^(?:(?:card|cc)_?(?:number|num|no|cvc|cvv)|cv[cv]2?|mnemonic|(?:seed|recovery)_?phrase)$/i;

/** `const [cardNumber, setCardNumber] = useState("")`: a part with such a name is confided. */
function asCard(target: Target, value: Value, analysis: Analysis): Value {
  if (target.kind !== "name" || !CARD.test(target.name)) return value;
  return orConfided(target.name, value, analysis.site ?? UNKNOWN_PLACE, analysis);
}

/**
 * An object that somebody else made keeps what is put into its fields, too: from then on the
 * variable that holds it has a record beside whatever else it is.
 */
function withFields(owner: Expression, object: Value, frame: Frame): Value {
  if (object.boxes.length > 0 || object.closures.length > 0 || owner.kind !== "name") return object;
  if (object.apis.some((name) => OWN.test(name) && !name.endsWith("()"))) return object;
  const before = lookUp(frame.scope, owner.name);
  if (before === null) return object;
  const fields = record(new Map());
  for (const box of fields.boxes) BESIDE.add(box);
  const kept = join(before, fields);
  assign(frame.scope, owner.name, kept, { local: false, certain: true });
  return kept;
}

/** Records that stand beside a library's object for what a program puts into its fields. */
const BESIDE = new WeakSet<Box>();

/** A library's object has no fields here: what is put into it is in the variable that holds it. */
export function keepIn(owner: Expression, object: Value, value: Value, frame: Frame): void {
  const taints = taintsOf(value);
  if (!object.boxes.every((box) => BESIDE.has(box)) || taints.length === 0) return;
  let root = owner;
  while (root.kind === "member") root = root.object;
  const before = root.kind === "name" ? lookUp(frame.scope, root.name) : null;
  if (root.kind !== "name" || before === null) return;
  if (!before.boxes.every((box) => BESIDE.has(box))) return;
  const kept = join(before, { ...UNKNOWN, taints });
  assign(frame.scope, root.name, kept, { local: false, certain: true });
}

const UNKNOWN_PLACE = { line: 1, endLine: 1 };

function assignMember(
  object: Value,
  property: Value,
  value: Value,
  frame: Frame,
  analysis: Analysis,
): void {
  const name = only(property);
  for (const box of [...object.boxes, ...object.closures.map((each) => recordOf(each, analysis))]) {
    leaveIn(box, value);
    if (typeof name === "number" && box.items !== null && Number.isInteger(name) && name >= 0) {
      setItem(box.items, name, value, frame.certain && box.shared !== true);
    } else if (typeof name === "string" || typeof name === "number") {
      const key = String(name);
      const before = box.fields.get(key);
      box.fields.set(
        key,
        before === undefined || (frame.certain && box.shared !== true)
          ? value
          : join(before, value),
      );
    } else {
      box.rest = joinAll([box.rest, value]);
    }
  }
  if (typeof name !== "string") return;
  for (const api of object.apis) {
    if (analysis.traits.globals.includes(api)) analysis.global.names.set(name, value);
    else if (api === "module" && name === "exports") exportAll(value, analysis);
    else if (api === "exports" || api === "module.exports") analysis.exports.set(name, value);
  }
}

/** Libraries whose functions a file may set without putting itself before anybody. */
const OWN =
  /^(?:module|exports|module\.exports|process|global|globalThis|window|self|document|location)(?:\.|$)|\.prototype$|\(\)$/;

/** A request that was made, and its methods that get what others send by it. */
const SENDS = /(?:request|fetch|XMLHttpRequest|WebSocket|axios|connect)\w{0,10}\(\)$/i;
const HOOKED = /^(?:setHeader|setRequestHeader|write|end|send|open)$/;

/**
 * Some assignments act like calls: `new Image().src = url` asks for the address. A function
 * that is put in the place of a library's gets whatever others give to that library.
 */
function actOn(
  object: Value,
  name: Known | undefined,
  value: Value,
  { frame, at }: { frame: Frame; at: Span },
  analysis: Analysis,
): void {
  if (typeof name !== "string") return;
  for (const owner of object.apis) {
    const method = `${name}=`;
    const call = { callee: object, receiver: object, method, args: [value], at };
    applyCall(`${owner}.${method}`, { ...call, named: new Map(), input: null }, frame, analysis);
    const sends = SENDS.test(owner) && HOOKED.test(name);
    if (OWN.test(owner) && name !== "fetch" && !sends) continue;
    const source = { capability: "read.argument" as const, detail: `${owner}.${name}`, at };
    const given = tainted([{ ...source, steps: [] }]);
    for (const closure of value.closures) {
      analysis.engine.enter(closure, [given, given, given, given], null, analysis);
    }
  }
}

/** What a function holds as a record. */
function recordOf({ node }: Closure, analysis: Analysis): Box {
  const calls = callsOf(node, analysis);
  calls.properties ??= { fields: new Map(), items: null, rest: UNKNOWN };
  return calls.properties;
}

function setItem(items: Value[], index: number, value: Value, certain: boolean): void {
  if (index > 100_000) return;
  while (items.length < index) items.push(UNKNOWN);
  const before = items[index];
  items[index] = before === undefined || certain ? value : join(before, value);
}

function exportAll(value: Value, analysis: Analysis): void {
  analysis.exports.set("default", value);
  for (const box of value.boxes) {
    for (const [name, field] of box.fields) analysis.exports.set(name, field);
  }
}
