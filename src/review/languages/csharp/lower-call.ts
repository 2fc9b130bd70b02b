import type { Argument, Expression } from "../../code/program.ts";
import { child, parts, type SyntaxNode } from "../syntax.ts";
import { callAt, memberAt, nameAt } from "../lowered.ts";
import { opaqueOf, type Lowering } from "./lowering.ts";
import { plainName } from "./names.ts";
import { putIn } from "./put-in.ts";
import { lowerPath, lowerType, resolved, typeName } from "./resolve-name.ts";

/** A call, with what reflection, delegates and tasks put around one taken away. */
export function lowerCall(node: SyntaxNode, to: Lowering): Expression | null {
  const { at } = node;
  const called = child(node, "function");
  const list = child(node, "arguments");
  if (called === null) return null;
  const args = list === null ? [] : argumentsOf(list, to);
  const method = methodOf(called);
  if (called.type === "identifier" || called.type === "generic_name")
    return withOut({ kind: "call", callee: bareCallee(called, to), args, at }, list, to);
  if (method === null) {
    const callee: Expression = { kind: "list", items: [{ value: to.expression(called) }], at };
    return { kind: "call", callee, args, at };
  }
  const object = objectOf(called, to);
  const special =
    object === null ? null : specialCall(object, method, args, { called, node, list }, to);
  if (special !== null) return special;
  const callee =
    lowerPath(called, to) ??
    (object === null ? to.expression(called) : memberAt(object, method, called.at));
  return withOut({ kind: "call", callee: uncalled(callee), args, at }, list, to);
}

/** A property that computes is not called twice. */
function uncalled(callee: Expression): Expression {
  return callee.kind === "call" && callee.args.length === 0 ? callee.callee : callee;
}

function methodOf(called: SyntaxNode): string | null {
  if (called.type !== "member_access_expression" && called.type !== "member_binding_expression")
    return null;
  return plainName((child(called, "name")?.text ?? "").replace(/<.*$/s, ""));
}

function objectOf(called: SyntaxNode, to: Lowering): Expression | null {
  if (called.type === "member_binding_expression") return to.bound;
  const object = child(called, "expression");
  return object === null ? null : to.expression(object);
}

/** A method alone is of this type, of a base, or of a type of `using static`. */
function bareCallee(called: SyntaxNode, to: Lowering): Expression {
  const name = plainName(called.text.replace(/<.*$/s, ""));
  const { at } = called;
  const own = resolved(name, at, to);
  if (own !== null) return uncalled(own);
  if (name === "nameof" || to.usings.statics.length === 0) return nameAt(name, at);
  const options = to.usings.statics.map((type) => memberAt(nameAt(type, at), name, at));
  const [only] = options;
  return options.length === 1 && only !== undefined
    ? only
    : { kind: "choice", test: null, options, at };
}

interface Written {
  called: SyntaxNode;
  node: SyntaxNode;
  list: SyntaxNode | null;
}

const TRANSPARENT = new Set(["ConfigureAwait", "GetAwaiter", "GetResult", "AsTask", "WaitAsync"]);
const REFLECTED = new Set([
  "GetMethod",
  "GetRuntimeMethod",
  "GetDeclaredMethod",
  "GetProperty",
  "GetField",
  "GetNestedType",
]);

/** Methods that mean a call of something else than themselves; null for all others. */
function specialCall(
  object: Expression,
  method: string,
  args: Argument[],
  written: Written,
  to: Lowering,
): Expression | null {
  const { at } = written.node;
  const [first, second] = args;
  if (TRANSPARENT.has(method)) return object;
  if (method === "GetType" && args.length === 0) return object;
  if (REFLECTED.has(method) && first !== undefined)
    return { kind: "member", object, property: first.value, at };
  if (method === "InvokeMember" && first !== undefined) {
    const callee: Expression = { kind: "member", object, property: first.value, at };
    return { kind: "call", callee, args: spreadOf(args[4]), at };
  }
  if (method === "Start" || method === "RunAsync") return started(object, method, args, at, to);
  if (method === "Invoke" || method === "DynamicInvoke" || method === "BeginInvoke")
    return invoked(object, method, args, written);
  if (method === "CreateInstance" && isNamed(object, "Activator"))
    return created(first, args, written, to);
  if (method === "CreateDelegate")
    return isNamed(object, "Delegate") ? (args.at(-1)?.value ?? null) : object;
  if (method === "GetDelegateForFunctionPointer") return null;
  if (/^Map(?:Get|Post|Put|Delete|Patch|Methods|Fallback)$/.test(method) && second !== undefined)
    return { kind: "call", callee: memberAt(object, method, at), args: args.map(asHandler), at };
  const put = putIn(object, method, args, at);
  if (put !== null) return put;
  const extension = extensionOf(method, to);
  if (extension !== null && !isOwnType(object, to)) {
    const callee = memberAt(nameAt(extension, at), method, at);
    return { kind: "call", callee, args: [{ value: object }, ...args], at };
  }
  return null;
}

function isNamed(object: Expression, name: string): boolean {
  return object.kind === "name" && object.name === name;
}

function isOwnType(object: Expression, to: Lowering): boolean {
  return object.kind === "name" && to.types.has(object.name);
}

/** What is to be started may be a program, its description or a thread: the fold tells. */
function started(
  object: Expression,
  method: string,
  args: readonly Argument[],
  at: SyntaxNode["at"],
  to: Lowering,
): Expression {
  const held = to.fresh();
  const owner = nameAt(held, at);
  const words = callAt("#command", [owner, ...args.map((each) => each.value)], at);
  const [first] = args;
  return {
    kind: "sequence",
    items: [
      { kind: "assign", target: { kind: "name", name: held, local: true }, value: object, at },
      {
        kind: "call",
        callee: memberAt(owner, method, at),
        args: [{ value: words }, ...(first === undefined ? [] : args.slice(1))],
        at,
      },
    ],
    at,
  };
}

/** `method.Invoke(null, new[] { x })` and `function.Invoke(x)` are calls of what they are on. */
function invoked(
  object: Expression,
  method: string,
  args: readonly Argument[],
  { list }: Written,
): Expression {
  const at = object.at;
  const callee: Expression = { kind: "list", items: [{ value: object }], at };
  const nodes = list === null ? [] : parts(list);
  const last = nodes.at(-1)?.text ?? "";
  const reflects =
    method === "Invoke" && args.length >= 2 && /^(?:new\b|\[|null$|Array\.Empty|\w+$)/.test(last);
  const given = reflects ? spreadOf(args.at(-1)) : args;
  return { kind: "call", callee, args: [...given], at };
}

function spreadOf(argument: Argument | undefined): Argument[] {
  if (argument === undefined) return [];
  if (argument.value.kind === "constant") return [];
  return argument.value.kind === "list"
    ? argument.value.items
    : [{ value: argument.value, spread: true }];
}

/** `Activator.CreateInstance(type, a)` and `CreateInstance<T>()` make an object of the type. */
function created(
  first: Argument | undefined,
  args: readonly Argument[],
  { called, node }: Written,
  to: Lowering,
): Expression | null {
  const { at } = node;
  const name = child(called, "name");
  const type = name?.children.find((each) => each.type === "type_argument_list");
  const [argument] = type === undefined ? [] : parts(type);
  if (argument !== undefined)
    return { kind: "call", callee: lowerType(argument, to), args: [], at };
  if (first === undefined) return null;
  const callee: Expression = { kind: "list", items: [first], at };
  return { kind: "call", callee, args: args.slice(1), at };
}

/** What a stranger sends reaches the parameters of a handler. */
function asHandler(argument: Argument): Argument {
  if (argument.value.kind !== "function") return argument;
  const node = argument.value.function;
  const { at } = node;
  const body = node.parameters.map((name) => ({
    kind: "expression" as const,
    value: {
      kind: "assign" as const,
      target: { kind: "name" as const, name, local: true },
      value: nameAt("Request.Input", at),
      at,
    },
    at,
  }));
  return {
    ...argument,
    value: { ...argument.value, function: { ...node, body: [...body, ...node.body] } },
  };
}

/** The type that has a method of this name for values of other types. */
function extensionOf(method: string, to: Lowering): string | null {
  for (const type of to.types.values()) {
    if (type.extensions.has(method)) return type.name;
  }
  return null;
}

/** The arguments of a call; those by reference are as good as others. */
export function argumentsOf(list: SyntaxNode, to: Lowering): Argument[] {
  return parts(list)
    .filter((each) => /argument$/.test(each.type))
    .flatMap((each): Argument[] => {
      const name = child(each, "name");
      const value = parts(each).findLast((part) => part !== name);
      if (value === undefined) return [];
      const lowered = to.expression(value);
      return name === null
        ? [{ value: lowered }]
        : [{ value: lowered, name: plainName(name.text) }];
    });
}

/** `f(out var x)` gives x what f answers. */
function withOut(call: Expression, list: SyntaxNode | null, to: Lowering): Expression {
  const { at } = call;
  const outs = (list === null ? [] : parts(list)).filter((each) =>
    each.children.some((part) => part.type === "out"),
  );
  if (outs.length === 0) return call;
  const held = to.fresh();
  const result = nameAt(held, at);
  const given = outs.flatMap((each): Expression[] => {
    const value = parts(each).at(-1);
    if (value === undefined) return [];
    const name = child(value, "name");
    const target =
      value.type === "declaration_expression" && name !== null
        ? { kind: "name" as const, name: plainName(name.text), local: true }
        : to.target(value);
    return [{ kind: "assign", target, value: result, at }];
  });
  return {
    kind: "sequence",
    items: [
      { kind: "assign", target: { kind: "name", name: held, local: true }, value: call, at },
      ...given,
      given.length === 0 ? opaqueOf([], at) : result,
    ],
    at,
  };
}

/** The constructor of a type, called. */
export function constructed(
  type: SyntaxNode,
  args: readonly Argument[],
  at: SyntaxNode["at"],
  to: Lowering,
): Expression {
  return { kind: "call", callee: nameAt(typeName(type, to), at), args: [...args], at };
}
