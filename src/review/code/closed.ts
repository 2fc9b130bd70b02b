import type { Expression, FunctionNode, Statement, Target } from "./program.ts";
import { lookUp } from "./scope.ts";
import type { Calls, Scope, Value } from "./value.ts";

/** Longer texts are not kept as the key of an answer. */
const LONGEST = 2_000;
const REMEMBERED = 5_000;

/**
 * The key of a call that depends on nothing but constants: a function that sees no variable
 * of the program around it, given known values. Null for any other call.
 */
export function exactKey(
  node: FunctionNode,
  args: readonly Value[],
  named: ReadonlyMap<string, Value>,
  scope: Scope,
): string | null {
  if (args.length === 0 || named.size > 0 || !args.every(isConstant)) return null;
  const key = JSON.stringify(args.map(({ known }) => known[0]));
  if (key.length > LONGEST) return null;
  return freeNames(node).every((name) => lookUp(scope, name) === null) ? key : null;
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
function freeNames(node: FunctionNode): readonly string[] {
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
  if (node.block !== undefined) names.own.add(node.block);
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
    if (node.function.name !== null && node.kind === "function") names.own.add(node.function.name);
    ofFunction(node.function, names);
    return;
  }
  if (node.kind === "class" && "name" in node && node.name !== undefined) names.own.add(node.name);
  if (node.kind === "name" && "name" in node && node.name !== undefined) {
    const isOwn = "local" in node && node.local === true;
    (isOwn ? names.own : names.used).add(node.name);
  }
  for (const [field, value] of Object.entries(part)) if (field !== "at") walk(value, names);
}
