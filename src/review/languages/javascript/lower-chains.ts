import type { TSESTree } from "@typescript-eslint/typescript-estree";
import type { Expression } from "../../code/program.ts";
import { spanOf } from "./lowering.ts";

type Node = TSESTree.Node;
type Lower = (node: Node) => Expression;

/** Chains that are longer are read one by one, and none of their parts is singled out. */
const LONG = 32;

/** `a ? b : c ? d : …` */
export function lowerConditional(node: TSESTree.ConditionalExpression, lower: Lower): Expression {
  const at = spanOf(node);
  const chain: TSESTree.ConditionalExpression[] = [];
  let last: Node = node;
  for (; last.type === "ConditionalExpression"; last = last.alternate) chain.push(last);
  if (chain.length <= LONG) {
    const test = lower(node.test);
    const options = [lower(node.consequent), lower(node.alternate)];
    return { kind: "choice", test, options, at };
  }
  const tests = chain.map((each) => lower(each.test));
  const options = [...chain.map((each) => each.consequent), last];
  return {
    kind: "choice",
    test: { kind: "sequence", items: tests, at },
    options: options.map(lower),
    at,
  };
}

/** The operands of operators of one kind that stand one behind the other, from the left. */
function leftChain(node: Node, type: "BinaryExpression"): Node[] {
  const out: Node[] = [];
  let at: Node = node;
  while (at.type === type) {
    out.push(at.right);
    at = at.left;
  }
  return [at, ...out.reverse()];
}

/** `a && b && c`: one of them, and which one hangs on those before it. */
export function lowerLogical(node: TSESTree.LogicalExpression, lower: Lower): Expression {
  const out: Node[] = [];
  let left: Node = node;
  while (left.type === "LogicalExpression" && left.operator === node.operator) {
    out.push(left.right);
    left = left.left;
  }
  const first = FIRST[node.operator];
  const options = [left, ...out.reverse()].map(lower);
  return { kind: "choice", test: null, options, first, at: spanOf(node) };
}

const FIRST = { "&&": "false", "||": "true", "??": "some" } as const;

/** A long sum is a text put together from parts, or nobody knows what. */
export function lowerBinary(node: TSESTree.BinaryExpression, lower: Lower): Expression {
  const at = spanOf(node);
  const chain = leftChain(node, "BinaryExpression");
  if (chain.length <= LONG) {
    const operands = [lower(node.left), lower(node.right)];
    return { kind: "operation", operator: node.operator, operands, at };
  }
  const parts = chain.map(lower);
  const isText = parts.slice(0, 2).some(({ kind }) => kind === "text" || kind === "constant");
  return isText && node.operator === "+"
    ? { kind: "text", parts, at }
    : { kind: "opaque", parts, at };
}
