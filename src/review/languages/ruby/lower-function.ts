import type { Argument, FunctionNode, Statement } from "../../code/program.ts";
import { child, parts, type SyntaxNode } from "../syntax.ts";
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

/** A class or module: its methods, and what its body does when it is made. */
export function lowerClass(node: SyntaxNode, to: Lowering): Statement[] {
  const { at } = node;
  const body = child(node, "body");
  const members = body === null ? [] : parts(body);
  const isMethod = (each: SyntaxNode) => /^(?:singleton_)?method$/.test(each.type);
  const superclass = child(node, "superclass");
  return [
    {
      kind: "class",
      name: child(node, "name")?.text ?? to.fresh(),
      bases: superclass === null ? [] : parts(superclass).map((each) => to.expression(each)),
      methods: members.filter(isMethod).map((each) => lowerFunction(each, "method", to)),
      body: to.statements(
        members.filter((each) => !isMethod(each)),
        false,
      ),
      at,
    },
  ];
}
