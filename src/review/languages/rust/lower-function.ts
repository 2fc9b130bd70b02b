import type { FunctionNode, Statement } from "../../code/program.ts";
import { child, parts, type SyntaxNode } from "../syntax.ts";
import { isTextType } from "./lower-block.ts";
import { lastName } from "./literals.ts";
import { giveBack, nameAt, type Lowering } from "./lowering.ts";
import { markText } from "./textual.ts";

/** A function, a method or a closure: its last value is what it answers. */
export function lowerFunction(node: SyntaxNode, to: Lowering): FunctionNode {
  const { at } = node;
  const list = child(node, "parameters");
  const body = child(node, "body");
  const named: string[] = [];
  const taken: Statement[] = [];
  for (const each of list === null ? [] : parts(list)) {
    if (each.type === "self_parameter" || each.type === "attribute_item") continue;
    const pattern = each.type === "parameter" ? child(each, "pattern") : each;
    const name = pattern === null ? null : plainName(pattern);
    named.push(name ?? to.fresh());
    if (name === null && pattern !== null)
      taken.push(...to.bind(pattern, nameAt(named.at(-1) ?? "", at)));
  }
  if (body !== null && isTextType(child(node, "return_type"))) markText(body, to.textual);
  return {
    name: node.type === "closure_expression" ? null : lastName(child(node, "name")),
    parameters: named,
    defaults: named.map(() => null),
    rest: false,
    self: "self",
    body: [...taken, ...(body === null ? [] : to.into(body, giveBack))],
    at,
  };
}

function plainName(pattern: SyntaxNode): string | null {
  if (pattern.type === "identifier") return pattern.text;
  if (pattern.type !== "mut_pattern" && pattern.type !== "reference_pattern") return null;
  const inner = parts(pattern).find((each) => each.type !== "mutable_specifier");
  return inner?.type === "identifier" ? inner.text : null;
}
