import type { Span } from "../../model/span.ts";
import { applyAccess } from "./apply-api.ts";
import type { Analysis } from "./analysis.ts";
import { orConfided } from "./confided.ts";
import { EVERYTHING, isEnvironment } from "./environment.ts";
import { HOST_OBJECT } from "./host-object.ts";
import {
  api,
  constant,
  join,
  joinAll,
  memberName,
  only,
  UNKNOWN,
  type Box,
  type Value,
} from "./value.ts";

/** What `object[property]` is. Reading a member of an API is that API's member. */
export function readMember(object: Value, property: Value, at: Span, analysis: Analysis): Value {
  const found = memberOf(object, property, at, analysis);
  const module = object.boxes.some((box) => box.module !== undefined);
  return module ? found : orConfided(property.known.at(-1), found, at, analysis);
}

function memberOf(object: Value, property: Value, at: Span, analysis: Analysis): Value {
  const name = only(property);
  const result = typeof name === "string" ? RESULT.exec(name)?.[1] : undefined;
  if (result !== undefined) return resultOf(object, result);
  let out: Value = { ...UNKNOWN, taints: inheritedTaints(object, name, analysis) };
  for (const known of object.known) {
    if (typeof known === "string" || known instanceof Uint8Array) {
      out = join(out, memberOfText(known, name, object));
      if (typeof known === "string") out = join(out, memberOfClass(known, property, at, analysis));
    }
  }
  for (const box of object.boxes) out = join(out, memberOfBox(box, name));
  for (const { node } of object.closures) {
    const own = analysis.calls.get(node)?.properties;
    if (own !== undefined) out = join(out, memberOfBox(own, name));
  }
  if (out.known.length + out.closures.length + out.boxes.length === 0 && isMethod(name, analysis)) {
    if (isText(object)) out = join(out, api(`.${name}`));
  }
  for (const each of object.apis) out = join(out, memberOfApi(each, name, property, at, analysis));
  if (object.apis.length > 0) out = { ...out, subject: out.subject ?? object.subject };
  if (name === "constructor") out = join(out, constructorOf(object));
  // A hidden name stays hidden in everything that is reached through it.
  const { layers } = object.layers.length > 0 ? object : property;
  return out.apis.length > 0 && layers.length > 0 ? { ...out, layers } : out;
}

/** How a lowering says that a call answers several values and this is one of them. */
const RESULT = /^#(\d{1,3}\+?)$/;

/**
 * One of several values that a call answers. Of a library's function the first is what it is
 * there for, and the others say whether that went well; with a `+` they are data as well.
 */
function resultOf(object: Value, place: string): Value {
  const own = object.boxes.map((box) => box.fields.get(`#${place.replace("+", "")}`));
  const boxes = object.boxes.filter((box) => !box.fields.has("#0"));
  const whole = { ...UNKNOWN, taints: object.taints, subject: object.subject };
  const others = place === "0" ? { ...object, boxes } : place.endsWith("+") ? whole : UNKNOWN;
  return joinAll([...own.flatMap((value) => value ?? []), others]);
}

/**
 * A member of something that came from a source came from there too; but one variable of
 * the environment is not the whole environment.
 */
function inheritedTaints(object: Value, name: unknown, analysis: Analysis): Value["taints"] {
  if (object.apis.length === 0 || typeof name !== "string") return object.taints;
  if (!object.apis.some((each) => isEnvironment(each, analysis))) return object.taints;
  return object.taints.filter((taint) => taint.detail !== EVERYTHING);
}

/** In some languages a text names the class whose method is called. */
function memberOfClass(text: string, property: Value, at: Span, analysis: Analysis): Value {
  const named = analysis.traits.classText?.(text) ?? null;
  if (named === null || typeof only(property) !== "string") return UNKNOWN;
  const own = analysis.global.names.get(named.name);
  return readMember(own ?? api(named.api), property, at, analysis);
}

function memberOfText(text: string | Uint8Array, name: unknown, object: Value): Value {
  if (name === "length") return constant(text.length);
  const index = typeof name === "number" ? name : typeof name === "string" ? indexIn(name) : null;
  if (index === null) return UNKNOWN;
  const at = index < 0 ? text.length + index : index;
  const item = text[at];
  return item === undefined ? UNKNOWN : { ...constant(item), layers: object.layers };
}

/** A text or a list: it is known, or all that is known is where it came from. */
function isText({ known, boxes, apis, taints }: Value): boolean {
  return known.length + boxes.length > 0 || (apis.length === 0 && taints.length > 0);
}

/** A method that every text or list has is a function like any other. */
function isMethod(name: unknown, { traits, vocabulary }: Analysis): name is string {
  if (typeof name !== "string") return false;
  const method = memberName("", name);
  return traits.folds.has(method) || vocabulary.meanings.has(method);
}

function indexIn(name: string): number | null {
  return /^\d{1,9}$/.test(name) ? Number(name) : null;
}

function memberOfBox(box: Box, name: unknown): Value {
  if (typeof name !== "string" && typeof name !== "number") {
    return joinAll([...(box.items ?? []), ...box.fields.values(), box.rest]);
  }
  const field = box.fields.get(String(name));
  if (field !== undefined) return field;
  if (box.module !== undefined) return box.module(String(name)) ?? UNKNOWN;
  if (box.items === null) return box.rest;
  if (name === "length") return constant(box.items.length);
  const index = typeof name === "number" ? name : indexIn(name);
  if (index === null) return box.rest;
  return box.items[index < 0 ? box.items.length + index : index] ?? box.rest;
}

function memberOfApi(
  owner: string,
  name: unknown,
  property: Value,
  at: Span,
  analysis: Analysis,
): Value {
  const { globals } = analysis.traits;
  if (globals.includes(owner)) {
    if (typeof name !== "string") return UNKNOWN;
    const defined = analysis.global.names.get(name);
    if (defined !== undefined) return defined;
    if (globals.includes(name)) return api(name);
    const free = analysis.traits.free(name);
    return free === null ? UNKNOWN : join(api(free), applyAccess(free, at, analysis));
  }
  const member = typeof name === "string" ? name : "*";
  const full = memberName(owner, owner.startsWith(HOST_OBJECT) ? member.toLowerCase() : member);
  const one = typeof name !== "string" && !namesEverything(property);
  const read = one && isEnvironment(owner, analysis) ? `${owner}.…` : full;
  return join(api(full), applyAccess(read, at, analysis));
}

/** A name out of the list of all names stands for each of them; any other name for one. */
function namesEverything(property: Value): boolean {
  return property.taints.some((taint) => taint.detail === EVERYTHING);
}

/**
 * `x.constructor.constructor` is the function that makes functions from text, whatever x
 * is: the usual way to reach it without naming it.
 */
function constructorOf(object: Value): Value {
  if (object.closures.length > 0 || object.apis.some(isConstructor)) return api("Function");
  return api("Object.constructor");
}

function isConstructor(name: string): boolean {
  return name.endsWith(".constructor") || /^[A-Z]\w*$/.test(name) || name.includes(".");
}
