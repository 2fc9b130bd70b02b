import type { Argument, FunctionNode, Statement } from "../../code/program.ts";
import { child, parts, type SyntaxNode } from "../syntax.ts";
import { memberAt, nameAt } from "../lowered.ts";
import { isMethod, membersOf } from "./classes.ts";
import type { Lowering } from "./lowering.ts";

/** What a method calls the block that it is given, unless it has a name for it. */
export const BLOCK = "#block";

/** A method, a block or a lambda; its last value is what it answers. */
export function lowerFunction(
  node: SyntaxNode,
  kind: "method" | "block",
  to: Lowering,
): FunctionNode {
  const list = child(node, "parameters");
  const all = list === null ? [] : parts(list);
  const given = all.filter((each) => each.type !== "block_parameter");
  const block = all.find((each) => each.type === "block_parameter");
  const parameters = given.filter((each) => each.type !== "keyword_parameter");
  const keywords = given.filter((each) => each.type === "keyword_parameter");
  const nameOf = (each: SyntaxNode) =>
    each.type === "identifier" ? each.text : (child(each, "name")?.text ?? to.fresh());
  const fallback = (each: SyntaxNode) => {
    const value = child(each, "value");
    return value === null ? null : to.expression(value);
  };
  const name = kind === "block" ? null : (child(node, "name")?.text ?? null);
  const whole = child(node, "body");
  const inner =
    whole?.type === "block" || whole?.type === "do_block" ? child(whole, "body") : whole;
  const nodes = inner === null ? [] : bodyParts(inner);
  return {
    name: name === "initialize" ? "constructor" : name,
    parameters: parameters.length === 0 && kind === "block" ? ["_1"] : parameters.map(nameOf),
    defaults: parameters.length === 0 ? [null] : parameters.map(fallback),
    rest: parameters.at(-1)?.type === "splat_parameter",
    keywords: keywords.map((each) => ({
      name: nameOf(each),
      fallback: fallback(each),
      rest: false,
    })),
    self: kind === "method" ? "self" : null,
    ...(kind === "method" ? { block: block === undefined ? BLOCK : nameOf(block) } : {}),
    body: to.inBody(kind, () => to.statements(nodes, true)),
    at: node.at,
  };
}

function bodyParts(node: SyntaxNode): SyntaxNode[] {
  return /^(?:body_statement|block_body|then|do)$/.test(node.type) ? parts(node) : [node];
}

/** A block that is given to a call, as its last argument. */
export function lowerBlock(node: SyntaxNode | null, to: Lowering): Argument[] {
  if (node === null) return [];
  const made = lowerFunction(node, "block", to);
  return [{ value: { kind: "function", function: made, at: node.at } }];
}

/** What Ruby calls of a class or module that another one is made of. */
const HOOKS: Readonly<Record<string, string>> = {
  include: "included",
  extend: "extended",
  prepend: "prepended",
};

/** `class B < A` calls `A.inherited(B)`, and `include A` calls `A.included(B)`. */
function hooksOf(node: SyntaxNode, members: readonly SyntaxNode[], to: Lowering): Statement[] {
  const [superclass] = parts(child(node, "superclass") ?? node);
  const inherits = node.type === "class" && child(node, "superclass") !== null;
  const mixed = members.flatMap((each) => {
    const hook = HOOKS[child(each, "method")?.text ?? ""];
    const list = child(each, "arguments");
    return hook === undefined || list === null ? [] : parts(list).map((of) => ({ of, hook }));
  });
  const all = inherits && superclass ? [{ of: superclass, hook: "inherited" }, ...mixed] : mixed;
  return all
    .filter(({ of, hook }) => to.methodsOf(of.text).has(hook))
    .map(({ of, hook }) => {
      const callee = memberAt(to.expression(of), hook, of.at);
      const args = [{ value: nameAt("self", of.at) }];
      return { kind: "expression", value: { kind: "call", callee, args, at: of.at }, at: of.at };
    });
}

/** A class or module: its methods, and what its body does when it is made. */
export function lowerClass(node: SyntaxNode, to: Lowering): Statement[] {
  const { at } = node;
  const members = membersOf(node);
  const superclass = child(node, "superclass");
  const name = child(node, "name")?.text ?? to.fresh();
  return to.inClass(name, () => [
    {
      kind: "class",
      name,
      bases: superclass === null ? [] : parts(superclass).map((each) => to.expression(each)),
      methods: members.filter(isMethod).map((each) => lowerFunction(each, "method", to)),
      body: [
        ...hooksOf(node, members, to),
        ...to.statements(
          members.filter((each) => !isMethod(each)),
          false,
        ),
      ],
      self: "self",
      at,
    },
  ]);
}
