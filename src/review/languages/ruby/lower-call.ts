import type { Argument, Expression } from "../../code/program.ts";
import { child, parts, type SyntaxNode } from "../syntax.ts";
import { callAt, constantAt, memberAt, nameAt } from "../lowered.ts";
import { lowerBlock } from "./lower-function.ts";
import { callOf, type Lowering } from "./lowering.ts";

/** A call, with its block as the last argument. */
export function lowerCall(node: SyntaxNode, to: Lowering): Expression {
  const { at } = node;
  const receiver = child(node, "receiver");
  const method = child(node, "method")?.text ?? "call";
  const list = child(node, "arguments");
  const args = [
    ...(list === null ? [] : lowerArguments(parts(list), to)),
    ...lowerBlock(child(node, "block"), to),
  ];
  if (receiver === null) return freeCall(method, args, node, to);
  const object = to.expression(receiver);
  const [first, ...rest] = args;
  if (method === "call" || method === "yield") return callOf(object, args, at);
  if (method === "new" && to.classes.has(receiver.text))
    return { kind: "call", callee: object, args, at };
  if (method === "new" && receiver.text === "Proc" && first !== undefined) return first.value;
  if (/^(?:public_|__)?send(?:__)?$/.test(method) && first !== undefined) {
    const callee: Expression =
      receiver.type === "self" || /^(?:Kernel|Object|TOPLEVEL_BINDING|binding)$/.test(receiver.text)
        ? { kind: "list", items: [first], at }
        : { kind: "member", object, property: first.value, at };
    return { kind: "call", callee, args: rest, at };
  }
  if (method === "method" && first !== undefined) {
    return receiver.text === "Kernel" || receiver.type === "self"
      ? first.value
      : { kind: "member", object, property: first.value, at };
  }
  return { kind: "call", callee: memberAt(object, method, at), args, at };
}

/** A call without an object: a method of the file, or one that every program has. */
function freeCall(method: string, args: Argument[], { at }: SyntaxNode, to: Lowering): Expression {
  const [first, ...rest] = args;
  if (first !== undefined) {
    if (method === "require") return { kind: "import", module: first.value, at };
    if (method === "require_relative" || method === "load") {
      const module: Expression = { kind: "text", parts: [constantAt("./", at), first.value], at };
      return { kind: "import", module, at };
    }
    if (/^(?:public_|__)?send(?:__)?$/.test(method)) return callOf(first.value, rest, at);
    if (method === "method" || method === "lambda" || method === "proc") return first.value;
    if (method === "loop") return callOf(first.value, [], at);
  }
  return { kind: "call", callee: methodAt(method, at, to), args, at };
}

/** What a name without an object calls: a method of the class around, or of the file. */
function methodAt(name: string, at: SyntaxNode["at"], to: Lowering): Expression {
  return to.own.has(name) ? memberAt(nameAt("self", at), name, at) : nameAt(name, at);
}

/** Arguments; named ones are also what a record of them holds, as Ruby had it for long. */
export function lowerArguments(nodes: readonly SyntaxNode[], to: Lowering): Argument[] {
  return nodes.flatMap((each): Argument[] => {
    const [inner] = parts(each);
    if (each.type === "pair") {
      const value = child(each, "value");
      const key = child(each, "key");
      if (value === null || key === null) return [];
      const name = key.text.replace(/^[:"']|["':]$/g, "");
      return [{ value: to.expression(value), name }];
    }
    if (each.type === "splat_argument" && inner !== undefined) {
      return [{ value: to.expression(inner), spread: true }];
    }
    if (each.type === "block_argument" && inner?.type === "simple_symbol") {
      return [{ value: methodOf(inner) }];
    }
    if (/^(?:hash_splat|block)_argument$/.test(each.type)) {
      return inner === undefined ? [] : [{ value: to.expression(inner) }];
    }
    return [{ value: to.expression(each) }];
  });
}

/** `&:reverse` is a block that calls this method of what it is given. */
function methodOf(symbol: SyntaxNode): Expression {
  const { at } = symbol;
  const [name, item] = [symbol.text.slice(1), "_1"];
  const callee = memberAt(nameAt(item, at), name, at);
  const value: Expression = { kind: "call", callee, args: [], at };
  return {
    kind: "function",
    function: {
      ...{ name: null, parameters: [item], defaults: [null], rest: false, self: null },
      body: [{ kind: "return", value, at }],
      at,
    },
    at,
  };
}

/** A bare word: a variable, or a method that takes nothing. */
export function lowerIdentifier(node: SyntaxNode, to: Lowering): Expression {
  const { at, text } = node;
  if (text === "__dir__" || text === "__FILE__") return constantAt(".", at);
  if (to.own.has(text)) return { kind: "call", callee: methodAt(text, at, to), args: [], at };
  return to.methods.has(text) ? callAt(text, [], at) : nameAt(text, at);
}
