import type { Expression } from "../../code/program.ts";
import { child, parts, type SyntaxNode } from "../syntax.ts";
import { opaqueAt } from "../lowered.ts";
import { type Lowering } from "./lowering.ts";

/** `&x`, `*x`, `<-x`, `!x`, `-x`, `^x`: a pointer is what it points to. */
export function lowerUnary(node: SyntaxNode, to: Lowering): Expression {
  const { at } = node;
  const operand = child(node, "operand") ?? parts(node)[0];
  if (operand === undefined) return opaqueAt([], at);
  const operator = node.children.find((each) => !each.named)?.type ?? "";
  const value = to.expression(operand);
  if (operator === "<-") {
    return { kind: "member", object: value, property: opaqueAt([], at), at };
  }
  if (operator === "&" || operator === "*") return value;
  return { kind: "operation", operator, operands: [value], at };
}

/** Long sums are nested to the left: their parts are taken one by one. */
export function lowerBinary(node: SyntaxNode, to: Lowering): Expression {
  const operator = operatorOf(node);
  const right: SyntaxNode[] = [];
  let left: SyntaxNode | null = node;
  while (left?.type === "binary_expression" && operatorOf(left) === operator) {
    const last = child(left, "right");
    if (last !== null) right.push(last);
    left = child(left, "left");
  }
  return binary(operator, [...(left === null ? [] : [left]), ...right.reverse()], node, to);
}

function operatorOf(node: SyntaxNode): string {
  return child(node, "operator")?.type ?? "";
}

/** Operands with one operator between them. */
export function binary(
  operator: string,
  nodes: readonly SyntaxNode[],
  { at }: SyntaxNode,
  to: Lowering,
): Expression {
  const operands = nodes.map((each) => to.expression(each));
  const [first, ...others] = operands;
  if (first === undefined) return opaqueAt([], at);
  if (operator === "+" && nodes.some(isText)) return { kind: "text", parts: operands, at };
  const adds = operator === "+" && nodes.some(isNumber) ? "#+" : operator;
  return others.reduce<Expression>(
    (before, each) => ({ kind: "operation", operator: adds, operands: [before, each], at }),
    first,
  );
}

/** Go is typed: where one operand is a text, all are. */
function isText(node: SyntaxNode): boolean {
  return (
    /^(?:interpreted|raw)_string_literal$/.test(node.type) ||
    (node.type === "call_expression" &&
      /^(?:string|fmt\.Sprint\w*|os\.Getenv|strings\.(?:Join|Re\w+|To\w+|Trim\w*)|filepath\.\w+|path\.\w+)\(/.test(
        node.text.slice(0, 40),
      ))
  );
}

function isNumber(node: SyntaxNode): boolean {
  return (
    /^(?:int|rune|float)_literal$/.test(node.type) ||
    (node.type === "call_expression" &&
      /^(?:byte|rune|len|u?int\d*)\(/.test(node.text.slice(0, 10)))
  );
}
