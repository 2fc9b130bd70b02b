import type { Argument, Expression } from "../../code/program.ts";
import { child, parts, type SyntaxNode } from "../syntax.ts";
import { callOf, constantAt, memberAt, nameAt } from "../lowered.ts";
import { declaring, membersOf } from "./classes.ts";
import { plainType } from "./imports.ts";
import { classNamed, instanceOf } from "./lower-name.ts";
import { anyOf, type Lowering } from "./lowering.ts";

/** What is given to a call. */
export function argumentsOf(node: SyntaxNode, to: Lowering): Expression[] {
  const list = child(node, "arguments");
  return list === null ? [] : parts(list).map((each) => to.expression(each));
}

/** A call of a method. */
export function lowerCall(node: SyntaxNode, to: Lowering): Expression {
  const { at } = node;
  const object = child(node, "object");
  const method = child(node, "name")?.text ?? "";
  const args = argumentsOf(node, to);
  if (object === null) {
    return node.children.some((each) => each.type === "super")
      ? callOf(memberAt(baseOf(node, to), method, at), args, at)
      : freeCall(method, args, node, to);
  }
  if (object.type === "super") return callOf(memberAt(baseOf(node, to), method, at), args, at);
  return specialCall(object, method, args, node, to) ?? plainCall(object, method, args, node, to);
}

function plainCall(
  object: SyntaxNode,
  method: string,
  args: Expression[],
  node: SyntaxNode,
  to: Lowering,
): Expression {
  return callOf(memberAt(to.expression(object), spelt(method), node.at), args, node.at);
}

/** Names that the evaluator takes for something of another language. */
export function spelt(method: string): string {
  return /^(?:call|apply|bind|pipe|constructor)$/.test(method) ? `#${method}` : method;
}

/** Calls that mean another one: of the library's ways to call something by way of something. */
function specialCall(
  object: SyntaxNode,
  method: string,
  args: Expression[],
  node: SyntaxNode,
  to: Lowering,
): Expression | null {
  const { at } = node;
  const [first, second] = args;
  if (object.text === "System" && method === "getenv" && first === undefined) {
    return callOf(memberAt(nameAt("System", at), "env", at), [], at);
  }
  if (/^(?:invoke|invokeExact)$/.test(method) && first !== undefined) {
    return callOf(memberAt(to.expression(object), "call", at), args, at);
  }
  if (method === "newInstance") return callOf(to.expression(object), args, at);
  if (method === "transferTo" && first !== undefined) {
    return callOf(memberAt(to.expression(object), "pipe", at), [first], at);
  }
  const copies = /^(?:IOUtils|ByteStreams|StreamUtils|FileCopyUtils|IoUtil)$/.test(object.text);
  if (copies && /^copy/.test(method) && first !== undefined && second !== undefined) {
    return callOf(memberAt(first, "pipe", at), [second], at);
  }
  if (/^(?:Path|Paths)$/.test(object.text) && /^(?:of|get)$/.test(method)) {
    return pathOf(args, node);
  }
  return null;
}

/** A path is the text that names it, and has the methods of a file. */
export function pathOf(args: readonly Expression[], { at }: SyntaxNode): Expression {
  const pieces = args.flatMap((each, index): Expression[] =>
    index === 0 ? [each] : [constantAt("/", at), each],
  );
  const [only] = args;
  const text: Expression =
    args.length === 1 && only !== undefined ? only : { kind: "text", parts: pieces, at };
  return callOf(nameAt("#path", at), [text], at);
}

/** A method of this class, of one around it, or one that was imported. */
function freeCall(method: string, args: Expression[], node: SyntaxNode, to: Lowering): Expression {
  const { at } = node;
  for (let owner = to.owner; owner !== null; owner = owner.outer) {
    const home = declaring(owner, (info) => info.methods.has(method), to.classes);
    if (home === null) continue;
    const self = owner === to.owner && to.inside ? "this" : owner.key;
    return callOf(memberAt(nameAt(self, at), spelt(method), at), args, at);
  }
  const from = to.imports.members.get(method);
  const classes = from === undefined ? to.imports.memberClasses : [from];
  const options: Expression[] = classes.map((each) =>
    memberAt(classNamed(each, node, to), method, at),
  );
  if (from === undefined) options.push(nameAt(method, at));
  // What the class does not have itself, it has from a library's class.
  const [base] = to.owner?.bases ?? [];
  if (from === undefined && base !== undefined)
    options.push(memberAt(classNamed(base, node, to), method, at));
  return callOf(anyOf(options, at), args, at);
}

function baseOf(node: SyntaxNode, to: Lowering): Expression {
  const [base] = to.owner?.bases ?? [];
  return base === undefined ? nameAt("this", node.at) : classNamed(base, node, to);
}

/** `super(…)` and `this(…)` at the start of a constructor. */
export function lowerConstructorCall(node: SyntaxNode, to: Lowering): Expression {
  const { at } = node;
  const owner =
    child(node, "constructor")?.type === "super"
      ? baseOf(node, to)
      : nameAt(to.owner?.key ?? "this", at);
  return callOf(memberAt(owner, "constructor", at), argumentsOf(node, to), at);
}

/** `new T(…)`, also with a body: its methods are given to it as functions. */
export function lowerNew(node: SyntaxNode, to: Lowering): Expression {
  const { at } = node;
  const type = plainType(child(node, "type"));
  const args = argumentsOf(node, to);
  const last = type.slice(type.lastIndexOf(".") + 1);
  if (to.classes.named(type, to.owner) === null) {
    if (last === "File") return pathOf(args, node);
    if (last === "ProcessBuilder" && args.length > 1) return processOf(args, node);
  }
  const body = node.children.find((each) => each.type === "class_body");
  const made = classNamed(type, node, to);
  if (body === undefined) return callOf(made, args, at);
  return lowerAnonymous(made, args, body, node, to);
}

/** A program and its arguments are one list, however they are given. */
export function processOf(args: readonly Expression[], { at }: SyntaxNode): Expression {
  const items: Argument[] = args.map((value) => ({ value }));
  return callOf(nameAt("ProcessBuilder", at), [{ kind: "list", items, at }], at);
}

/** Fields and blocks of the body come first, as when the object is made. */
function lowerAnonymous(
  made: Expression,
  args: readonly Expression[],
  body: SyntaxNode,
  node: SyntaxNode,
  to: Lowering,
): Expression {
  const { at } = node;
  const members = membersOf({ ...node, children: [{ ...body, field: "body" }] });
  const methods = members.filter((each) => each.type === "method_declaration");
  const rest = members.filter((each) => !methods.includes(each));
  for (const each of rest) declareFields(each, to);
  const functions = methods.map((each): Expression => ({
    kind: "function",
    function: to.method(each, null),
    at,
  }));
  const object = to.fresh();
  const before = rest.flatMap((each) => initialised(each, object, to));
  const call = callOf(made, [...args, ...functions], at);
  return {
    kind: "sequence",
    items: [
      { kind: "assign", target: { kind: "name", name: object, local: true }, value: call, at },
      ...before,
      anyOf([nameAt(object, at), ...functions], at),
    ],
    at,
  };
}

function declareFields(node: SyntaxNode, to: Lowering): void {
  if (node.type !== "field_declaration") return;
  for (const each of node.children.filter((one) => one.field === "declarator")) {
    to.declare(child(each, "name")?.text ?? "", plainType(child(node, "type")));
  }
}

function initialised(node: SyntaxNode, object: string, to: Lowering): Expression[] {
  const { at } = node;
  if (node.type === "field_declaration") {
    return node.children
      .filter((each) => each.field === "declarator")
      .flatMap((each): Expression[] => {
        const value = child(each, "value");
        const name = child(each, "name")?.text ?? "";
        const type = plainType(child(node, "type"));
        const given = value === null ? instanceOf(type, node, to) : to.expression(value);
        if (given === null) return [];
        return [{ kind: "assign", target: { kind: "name", name, local: true }, value: given, at }];
      });
  }
  if (node.type !== "block") return [];
  // `new T() {{ add(x); }}`: bare calls are calls on what is made.
  return parts(node).flatMap((each): Expression[] => {
    const [call] = parts(each);
    if (call?.type !== "method_invocation" || child(call, "object") !== null) {
      return call === undefined ? [] : [to.expression(call)];
    }
    const method = child(call, "name")?.text ?? "";
    return [callOf(memberAt(nameAt(object, at), method, at), argumentsOf(call, to), at)];
  });
}
