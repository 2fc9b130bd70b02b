import type { Expression } from "../../code/program.ts";
import { child, parts, type SyntaxNode } from "../syntax.ts";
import { assignTo, callAt, callOf, constantAt, memberAt, nameAt, opaqueAt } from "../lowered.ts";
import { STDIN, type Lowering } from "./lowering.ts";
import { isStream, isText } from "./type-kinds.ts";

/** `&x` is x, `*x` is the first of what x points to, as far as it matters. */
export function lowerUnary(node: SyntaxNode, to: Lowering): Expression {
  const { at } = node;
  const operand = child(node, "argument") ?? parts(node).at(-1);
  if (operand === undefined) return opaqueAt([], at);
  const operator = child(node, "operator")?.type ?? "";
  const value = to.expression(operand);
  if (operator === "&" || operator === "*") return value;
  return {
    kind: "operation",
    operator: operator === "not" ? "!" : operator,
    operands: [value],
    at,
  };
}

/** Where an assignment to `*p` or `p[i]` goes. */
function placeOf(node: SyntaxNode, to: Lowering): Expression {
  const { at } = node;
  if (node.type === "pointer_expression" && child(node, "operator")?.type === "*") {
    const pointer = child(node, "argument");
    if (pointer === null) return opaqueAt([], at);
    if (pointer.type === "identifier") return memberAt(to.expression(pointer), 0, at);
    return { kind: "member", object: to.expression(pointer), property: opaqueAt([], at), at };
  }
  if (node.type === "parenthesized_expression") return placeOf(parts(node)[0] ?? node, to);
  return to.expression(node);
}

/** An assignment, also one that combines. */
export function lowerAssignment(node: SyntaxNode, to: Lowering): Expression {
  const { at } = node;
  const left = child(node, "left");
  const right = child(node, "right");
  if (left === null || right === null) return opaqueAt([], at);
  const operator = child(node, "operator")?.type ?? "=";
  const place = placeOf(left, to);
  const value = to.expression(right);
  if (operator === "=") {
    const made = assignTo(place, value, at);
    const address = addressPart(left, to);
    if (address !== null) {
      return { kind: "sequence", items: [made, assignTo(address, value, at)], at };
    }
    if (!/(?:hStdInput|hStdOutput)$/.test(left.text.slice(-20))) return made;
    return { kind: "sequence", items: [made, assignTo(nameAt(STDIN, at), value, at)], at };
  }
  const plain = operator.slice(0, -1);
  if (plain === "+" && isText(left, to)) {
    const whole: Expression = { kind: "text", parts: [place, callAt("#char", [value], at)], at };
    return assignTo(place, whole, at);
  }
  if (plain === "<<" || plain === ">>") return callOf(memberAt(place, operator, at), [value], at);
  const made: Expression = {
    kind: "operation",
    operator: plain === "+" ? "#+" : plain,
    operands: [place, value],
    at,
  };
  return assignTo(place, made, at);
}

/** `a.sin_addr.s_addr` is kept in `a` itself, which nobody made a record of records. */
function addressPart(node: SyntaxNode, to: Lowering): Expression | null {
  if (!/s6?_addr(?:32)?$/.test(node.text.slice(-12)) || node.type !== "field_expression")
    return null;
  const inner = child(node, "argument");
  const root = inner?.type === "field_expression" ? child(inner, "argument") : null;
  return root === null ? null : memberAt(to.expression(root), "sin_addr", node.at);
}

/** `x++` and `--x`. */
export function lowerUpdate(node: SyntaxNode, to: Lowering): Expression {
  const { at } = node;
  const operand = child(node, "argument");
  if (operand === null) return opaqueAt([], at);
  const place = placeOf(operand, to);
  const operator = child(node, "operator")?.type === "--" ? "-" : "#+";
  const one = constantAt(1, at);
  return assignTo(place, { kind: "operation", operator, operands: [place, one], at }, at);
}

/** Long sums are nested to the left: their parts are taken one by one. */
export function lowerBinary(node: SyntaxNode, to: Lowering): Expression {
  const { at } = node;
  const operator = operatorOf(node);
  const nodes = operandsOf(node, operator);
  const [first, ...others] = nodes;
  if (first === undefined) return opaqueAt([], at);
  if ((operator === "<<" || operator === ">>") && isStream(first, to)) {
    return stream(operator, first, others, to);
  }
  const operands = nodes.map((each) => to.expression(each));
  if (operator === "+" && nodes.some((each) => isText(each, to))) {
    return { kind: "text", parts: operands, at };
  }
  const plain = NAMED[operator] ?? operator;
  return operands
    .slice(1)
    .reduce<Expression>(
      (before, each) => ({ kind: "operation", operator: plain, operands: [before, each], at }),
      operands[0] ?? opaqueAt([], at),
    );
}

const NAMED: Readonly<Record<string, string>> = {
  "+": "#+",
  and: "&&",
  or: "||",
  xor: "^",
  bitand: "&",
  bitor: "|",
  not_eq: "!=",
};

function operatorOf(node: SyntaxNode): string {
  return child(node, "operator")?.type ?? "";
}

function operandsOf(node: SyntaxNode, operator: string): SyntaxNode[] {
  const right: SyntaxNode[] = [];
  let left: SyntaxNode | null = node;
  while (left?.type === "binary_expression" && operatorOf(left) === operator) {
    const last = child(left, "right");
    if (last !== null) right.push(last);
    left = child(left, "left");
  }
  return [...(left === null ? [] : [left]), ...right.reverse()];
}

/** `out << a << b` writes one after another; `in >> x` reads into x. */
function stream(
  operator: string,
  first: SyntaxNode,
  others: readonly SyntaxNode[],
  to: Lowering,
): Expression {
  const { at } = first;
  const object = to.expression(first);
  if (operator === ">>") {
    const reads = others.map((each) => {
      const place = placeOf(each, to);
      return assignTo(place, callAt("#into", [place, callAt("#read", [object], at)], at), at);
    });
    return { kind: "sequence", items: [...reads, object], at };
  }
  const values = others.map((each) => to.expression(each));
  if (isText(first, to)) {
    return assignTo(object, { kind: "text", parts: [object, ...values], at }, at);
  }
  if (first.type === "call_expression" && /^Q(?:String)?List\b/.test(first.text)) {
    return { kind: "list", items: values.map((value) => ({ value })), at };
  }
  const writes = values.map((each) => callOf(memberAt(object, "<<", at), [each], at));
  return { kind: "sequence", items: [...writes, object], at };
}
