import type { Expression } from "../../code/program.ts";
import { child, parts, type SyntaxNode } from "../syntax.ts";
import { constantAt } from "../lowered.ts";
import { type Lowering } from "./lowering.ts";

/** Operators, assignments and choices; anything else keeps what is inside of it. */
export function lowerOperation(node: SyntaxNode, to: Lowering): Expression {
  const { at } = node;
  switch (node.type) {
    case "binary_expression":
      return lowerBinary(node, to);
    case "unary_op_expression":
    case "update_expression": {
      const argument = child(node, "argument") ?? parts(node)[0];
      if (argument === undefined || argument === null) break;
      const operand = to.expression(argument);
      const operator = child(node, "operator")?.text ?? node.children[0]?.text ?? "";
      if (node.type === "unary_op_expression") {
        return { kind: "operation", operator, operands: [operand], at };
      }
      const one = constantAt(1, at);
      const value: Expression = {
        kind: "operation",
        operator,
        operands: [operand, one],
        at,
      };
      return { kind: "assign", target: to.target(argument), value, at };
    }
    case "assignment_expression":
    case "reference_assignment_expression":
    case "augmented_assignment_expression":
      return lowerAssignment(node, to);
    case "conditional_expression": {
      const test = child(node, "condition");
      const [then, otherwise] = [child(node, "body") ?? test, child(node, "alternative")];
      const options = [
        ...(then === null ? [] : [to.where(test, then, () => to.expression(then))]),
        ...(otherwise === null ? [] : [to.expression(otherwise)]),
      ];
      return { kind: "choice", test: test === null ? null : to.expression(test), options, at };
    }
    case "match_expression":
      return { kind: "choice", test: null, options: matched(node, to), at };
    default:
  }
  return { kind: "opaque", parts: parts(node).map((each) => to.expression(each)), at };
}

function matched(node: SyntaxNode, to: Lowering): Expression[] {
  const block = child(node, "body");
  const arms = block === null ? [] : parts(block);
  return arms.flatMap((arm) => {
    const value = child(arm, "return_expression");
    return value === null ? [] : [to.expression(value)];
  });
}

/** Long sums of texts are nested to the left: their parts are taken one by one. */
function lowerBinary(node: SyntaxNode, to: Lowering): Expression {
  const { at } = node;
  const operator = child(node, "operator")?.text.toLowerCase() ?? "";
  const right: SyntaxNode[] = [];
  let left: SyntaxNode | null = node;
  while (
    left?.type === "binary_expression" &&
    child(left, "operator")?.text.toLowerCase() === operator
  ) {
    const last = child(left, "right");
    if (last !== null) right.unshift(last);
    left = child(left, "left");
  }
  const operands = [...(left === null ? [] : [left]), ...right].map((each) => to.expression(each));
  // A list that becomes part of a text is the word for it (php.net, "Converting to string").
  if (operator === ".") {
    const asText = (each: Expression) =>
      each.kind === "list" ? constantAt("Array", each.at) : each;
    return { kind: "text", parts: operands.map(asText), at };
  }
  if (/^(?:\?\?|\|\||or)$/.test(operator))
    return { kind: "choice", test: null, options: operands, at };
  if (/^(?:&&|and|instanceof)$/.test(operator)) return { kind: "opaque", parts: operands, at };
  const [first, ...others] = operands;
  if (first === undefined) return constantAt(null, at);
  return others.reduce<Expression>(
    (before, each) => ({ kind: "operation", operator, operands: [before, each], at }),
    first,
  );
}

function lowerAssignment(node: SyntaxNode, to: Lowering): Expression {
  const { at } = node;
  const left = child(node, "left");
  const right = child(node, "right");
  if (left === null || right === null) return { kind: "opaque", parts: [], at };
  const value = to.expression(right);
  const operator = child(node, "operator")?.text ?? "=";
  if (node.type !== "augmented_assignment_expression" || operator === "=") {
    return { kind: "assign", target: to.target(left), value, at };
  }
  const before = to.expression(left);
  const plain = operator.slice(0, -1);
  const made: Expression =
    plain === "."
      ? { kind: "text", parts: [before, value], at }
      : plain === "??"
        ? { kind: "choice", test: null, options: [before, value], at }
        : { kind: "operation", operator: plain, operands: [before, value], at };
  return { kind: "assign", target: to.target(left), value: made, at };
}
