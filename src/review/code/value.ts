import type { Capability } from "../../model/capability.ts";
import type { DecodedLayer, SourcePlace } from "../../model/fact.ts";
import type { FunctionNode } from "./program.ts";

/** A concrete value that the evaluator knows. */
export type Known = string | number | boolean | null | Uint8Array;

/** Where a value comes from, when that matters: the beginning of a flow. */
export interface Taint {
  capability: Capability;
  /** What was read, as far as it is constant: a path, a variable, an address. */
  detail: string | null;
  /** With the path of the file, when it is not the one that is evaluated. */
  at: SourcePlace;
  steps: readonly string[];
}

/** The names that one function sees, inside those of the function around it. */
export interface Scope {
  readonly parent: Scope | null;
  readonly names: Map<string, Value>;
  /**
   * Only in the scope of a branch that may not be taken: names of the scopes around it that
   * it gives another value, which is exactly known inside.
   */
  readonly changed?: Set<string>;
}

/** A function together with the scope in which it was made. */
export interface Closure {
  node: FunctionNode;
  scope: Scope;
  self: Value | null;
  /** The file that it was written in, where several files are read together. */
  home?: string;
}

/** What is remembered of a function's calls, so that calling it again need not cost again. */
export interface Calls {
  vague: number;
  /** What it answered to the last call that told it nothing new. */
  answer: Value | null;
  /** What was put into it: in some languages a function is a record, too. */
  properties?: Box;
  /** What it answered to constants, for a function that sees nothing besides. */
  answers?: Map<string, Value>;
  /** It is being evaluated right now: a call from inside is a recursion. */
  open: number;
}

/** A list or record with an identity, so that what one name puts in another name can read. */
export interface Box {
  fields: Map<string, Value>;
  items: Value[] | null;
  /** What was put in under a key that is not known. */
  rest: Value;
  /** It is what a file exports: no data, and no class. Answers names that are files of their own. */
  module?: (name: string) => Value | null;
  /** Several files see it, so what one of them puts in replaces nothing. */
  shared?: boolean;
}

/**
 * What the evaluator knows about one value: all parts are possibilities, so joining two
 * values is joining their parts. Values are never changed in place; boxes are.
 */
export interface Value {
  readonly known: readonly Known[];
  /** Names of the APIs that this value may be: `child_process.exec`. */
  readonly apis: readonly string[];
  readonly taints: readonly Taint[];
  readonly closures: readonly Closure[];
  readonly boxes: readonly Box[];
  /** What was unwrapped to get the known value, outermost first. */
  readonly layers: readonly DecodedLayer[];
  /** A text of which parts are not known, with `…` for them: enough to tell a host or a folder. */
  readonly prefix: string | null;
  /** What a handle acts on: the path of an open file, the address of a connection. */
  readonly subject: string | null;
}

const NONE: readonly never[] = [];

/** Nothing is known, and nothing that matters flows here. */
export const UNKNOWN: Value = {
  known: NONE,
  apis: NONE,
  taints: NONE,
  closures: NONE,
  boxes: NONE,
  layers: NONE,
  prefix: null,
  subject: null,
};

/** What a function answers that only changes what it was given. */
export const NOTHING: Value = { ...UNKNOWN };

/** More alternatives than this are not worth keeping apart. */
const ALTERNATIVES = 8;
const TAINTS = 16;
/** How many lists and records inside one another are searched. */
const BOXES = 200;

/** A value that is exactly this constant. */
export function constant(value: Known, layers: readonly DecodedLayer[] = NONE): Value {
  return { ...UNKNOWN, known: [value], layers };
}

/** Longer names than this mean nothing to any vocabulary; loops could make them without end. */
const API_NAME = 300;

/** Names of members, each made once: what is looked up again and again is the same text. */
const MEMBERS = new Map<string, Map<string, string>>();
const OWNERS = 20_000;

/** The name of an API's member. */
export function memberName(owner: string, member: string): string {
  let known = MEMBERS.get(owner);
  if (known === undefined) {
    if (MEMBERS.size >= OWNERS) MEMBERS.clear();
    known = new Map();
    MEMBERS.set(owner, known);
  }
  let name = known.get(member);
  if (name === undefined) {
    name = `${owner}.${member}`;
    known.set(member, name);
  }
  return name;
}

/** The name of what calling an API answers. */
export function answerName(called: string): string {
  let name = ANSWERS.get(called);
  if (name === undefined) {
    if (ANSWERS.size >= OWNERS) ANSWERS.clear();
    name = `${called}()`;
    ANSWERS.set(called, name);
  }
  return name;
}

const ANSWERS = new Map<string, string>();

/** A value that is the named API. */
export function api(name: string): Value {
  return name.length > API_NAME ? UNKNOWN : { ...UNKNOWN, apis: [name] };
}

/** A value that comes from a source and is otherwise unknown. */
export function tainted(taints: readonly Taint[]): Value {
  return taints.length === 0 ? UNKNOWN : { ...UNKNOWN, taints: taints.slice(0, TAINTS) };
}

/** A new list with these items. */
export function list(items: Value[]): Value {
  return { ...UNKNOWN, boxes: [{ fields: new Map(), items, rest: UNKNOWN }] };
}

/** A new record with these fields. */
export function record(fields: Map<string, Value>, rest: Value = UNKNOWN): Value {
  return { ...UNKNOWN, boxes: [{ fields, items: null, rest }] };
}

/** The value that may be either of two. */
export function join(a: Value, b: Value): Value {
  if (a === b || b === UNKNOWN) return a;
  if (a === UNKNOWN) return b;
  const known = union(a.known, b.known, ALTERNATIVES);
  const apis = union(a.apis, b.apis, ALTERNATIVES);
  const taints = joinTaints(a.taints, b.taints);
  const closures = union(a.closures, b.closures, ALTERNATIVES);
  const boxes = union(a.boxes, b.boxes, ALTERNATIVES);
  const layers = a.layers.length >= b.layers.length ? a.layers : b.layers;
  const [prefix, subject] = [a.prefix ?? b.prefix, a.subject ?? b.subject];
  // Lists are joined item by item: where nothing is added, nothing is made.
  const same =
    known === a.known &&
    apis === a.apis &&
    taints === a.taints &&
    closures === a.closures &&
    boxes === a.boxes &&
    layers === a.layers &&
    prefix === a.prefix &&
    subject === a.subject;
  return same ? a : { known, apis, taints, closures, boxes, layers, prefix, subject };
}

/** The value that may be any of several. */
export function joinAll(values: readonly Value[]): Value {
  return values.reduce(join, UNKNOWN);
}

/** The one concrete value, or undefined when there is none or more than one. */
export function only(value: Value): Known | undefined {
  return value.known.length === 1 ? value.known[0] : undefined;
}

/** The one text, or null: numbers and bytes are not texts. */
export function onlyText(value: Value): string | null {
  const known = only(value);
  return typeof known === "string" ? known : null;
}

/** The one text, or how it begins, or null. */
export function textOrPrefix(value: Value): string | null {
  return onlyText(value) ?? value.prefix;
}

/** Whether the value is exactly known and nothing else. */
export function isKnown(value: Value): boolean {
  return value.known.length === 1;
}

/** All taints of a value and of what is inside it: each box once, and not without end. */
export function taintsOf(value: Value): readonly Taint[] {
  if (value.boxes.length === 0) return value.taints;
  let taints = value.taints;
  const seen = new Set<Box>(value.boxes);
  for (const box of seen) {
    if (seen.size > BOXES || taints.length >= TAINTS) break;
    if (box.module !== undefined) continue;
    for (const inner of box.fields.values()) {
      if (holdsSome(inner)) taints = withInner(taints, inner, seen);
    }
    // Lists may be long, and hold the same again and again.
    let last = UNKNOWN;
    for (const inner of box.items ?? NONE) {
      if (inner !== last && holdsSome(inner)) taints = withInner(taints, inner, seen);
      last = inner;
    }
    taints = withInner(taints, box.rest, seen);
  }
  return taints;
}

function holdsSome(value: Value): boolean {
  return value.taints.length > 0 || value.boxes.length > 0;
}

function withInner(taints: readonly Taint[], inner: Value, seen: Set<Box>): readonly Taint[] {
  if (seen.size <= BOXES) for (const each of inner.boxes) seen.add(each);
  return inner.taints.length === 0 ? taints : joinTaints(taints, inner.taints);
}

/** What comes along with a value that is made from another one: its taints, and nothing else. */
export function taintsOnly(value: Value): Value {
  const taints = taintsOf(value);
  return taints.length === 0 ? UNKNOWN : { ...UNKNOWN, taints };
}

/** The same value after a step of its way, such as `decode`. */
export function stepped(value: Value, step: string): Value {
  const taints = taintsOf(value);
  if (taints.length === 0) return value;
  return {
    ...value,
    taints: taints.map((taint) =>
      taint.steps.includes(step) ? taint : { ...taint, steps: [...taint.steps, step] },
    ),
  };
}

function joinTaints(a: readonly Taint[], b: readonly Taint[]): readonly Taint[] {
  if (a.length === 0 || a === b) return b;
  if (b.length === 0) return a;
  const out = [...a];
  for (const taint of b) {
    const index = out.findIndex((each) => sameOrigin(each, taint));
    const other = out[index];
    if (other === undefined) {
      if (out.length < TAINTS) out.push(taint);
    } else if (taint.steps.length < other.steps.length) {
      // Of two ways from the same place the plainer one says more.
      out[index] = taint;
    }
  }
  return out;
}

function sameOrigin(a: Taint, b: Taint): boolean {
  return (
    a === b ||
    (a.capability === b.capability &&
      a.detail === b.detail &&
      a.at.line === b.at.line &&
      a.at.column === b.at.column)
  );
}

function union<T>(a: readonly T[], b: readonly T[], cap: number): readonly T[] {
  if (a.length === 0) return b;
  if (b.length === 0 || a === b || a.length === cap) return a;
  if (b.every((item) => a.includes(item))) return a.length > cap ? a.slice(0, cap) : a;
  const out = [...a];
  for (const item of b) if (!out.includes(item)) out.push(item);
  return out.length > cap ? out.slice(0, cap) : out;
}
