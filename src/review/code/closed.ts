import type { Expression, FunctionNode, Statement, Target } from "./program.ts";
import { lookUp } from "./scope.ts";
import { isNothing, isOfCommit } from "./truth.ts";
import { UNKNOWN, type Calls, type Closure, type Value } from "./value.ts";

/** Longer texts are not kept as the key of an answer. */
const LONGEST = 2_000;
const REMEMBERED = 5_000;

/** How deep functions that call each other are looked into. */
const DEPTH = 4;

/**
 * Whether a call can be followed exactly: a function that is given constants and sees nothing
 * but lists and functions of the program itself. Numbers and texts around it may be counters.
 */
export function isExactCall(closure: Closure, args: readonly Value[]): boolean {
  const given = args.filter((value) => !isNothing(value));
  if (given.length === 0 || !given.every((value) => isConstant(value) || isTable(value)))
    return false;
  return freeNames(closure.node).every((name) => {
    const value = lookUp(closure.scope, name);
    return value === null || isNothing(value) || isOwn(value);
  });
}

/** A list of constants, or an empty record: the words of an unpacker, and where it puts them. */
export function isTable({ boxes, known, apis, taints, closures }: Value): boolean {
  const [box] = boxes;
  const others = known.length + apis.length + closures.length;
  if (box === undefined || boxes.length > 1 || others > 0 || !taints.every(isOfCommit))
    return false;
  if (box.module !== undefined || box.rest !== UNKNOWN) return false;
  return box.items === null ? box.fields.size === 0 : box.items.every(isConstant);
}

/** Made by the program itself, and no flag that something else may change meanwhile. */
function isOwn({ known, apis, taints, boxes, closures }: Value): boolean {
  if (apis.length > 0 || taints.some(({ capability }) => capability !== "decode")) return false;
  if (known.some((each) => typeof each === "boolean" || each === null)) return false;
  return known.length + closures.length + boxes.length === 1;
}

/**
 * The key of a call that depends on nothing but its arguments, which are constants: its
 * function sees nothing else, and calls none that does. Null for any other call.
 */
export function exactKey(
  closure: Closure,
  args: readonly Value[],
  named: ReadonlyMap<string, Value>,
): string | null {
  if (args.length === 0 || named.size > 0 || !args.every(isConstant)) return null;
  const key = JSON.stringify(args.map(({ known }) => known[0]));
  return key.length <= LONGEST && isPure(closure, DEPTH) ? key : null;
}

function isPure({ node, scope }: Closure, depth: number): boolean {
  return freeNames(node).every((name) => {
    const value = lookUp(scope, name);
    if (value === null) return true;
    const [closure] = value.closures;
    const others = value.known.length + value.boxes.length + value.apis.length;
    if (closure === undefined || value.closures.length > 1 || others > 0 || depth === 0)
      return false;
    return closure.node !== node && isPure(closure, depth - 1);
  });
}

/** Keeps the answer of a call that depends on constants only, when it is a constant too. */
export function remember(calls: Calls, key: string, answer: Value): void {
  if (!isConstant(answer)) return;
  calls.answers ??= new Map();
  if (calls.answers.size < REMEMBERED) calls.answers.set(key, answer);
}

function isConstant(value: Value): boolean {
  const others = value.apis.length + value.closures.length + value.boxes.length;
  const [known] = value.known;
  return value.known.length === 1 && others === 0 && !(known instanceof Uint8Array);
}

const FREE = new WeakMap<FunctionNode, readonly string[]>();

/** Names that a function uses and does not declare itself; its own name is one of them. */
export function freeNames(node: FunctionNode): readonly string[] {
  const known = FREE.get(node);
  if (known !== undefined) return known;
  const names: Names = { used: new Set(node.self === null ? [] : [node.self]), own: new Set() };
  ofFunction(node, names);
  const free = [...names.used].filter((name) => !names.own.has(name));
  FREE.set(node, free);
  return free;
}

interface Names {
  used: Set<string>;
  own: Set<string>;
}

function ofFunction(node: FunctionNode, names: Names): void {
  for (const name of node.parameters) names.own.add(name);
  for (const { name } of node.keywords ?? []) names.own.add(name);
  for (const name of [node.block, node.all]) if (name !== undefined) names.own.add(name);
  walk(node.body, names);
}

/** Everything below a part of the program: statements, expressions and targets alike. */
function walk(part: unknown, names: Names): void {
  if (typeof part !== "object" || part === null || part instanceof Uint8Array) return;
  if (Array.isArray(part)) {
    for (const each of part) walk(each, names);
    return;
  }
  // Every part of a program is one of these shapes, or a plain record of them.
  const node = part as Partial<Expression | Statement | Target> & { function?: FunctionNode };
  if (node.function !== undefined) {
    if (node.function.name !== null) names.own.add(node.function.name);
    for (const name of freeNames(node.function)) names.used.add(name);
    return;
  }
  if (node.kind === "class" && "name" in node && node.name !== undefined) names.own.add(node.name);
  if (node.kind === "name" && "name" in node && node.name !== undefined) {
    const isOwn = "local" in node && node.local === true;
    (isOwn ? names.own : names.used).add(node.name);
  }
  for (const [field, value] of Object.entries(part)) if (field !== "at") walk(value, names);
}
