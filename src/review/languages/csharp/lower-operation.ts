import type { Expression } from "../../code/program.ts";
import { child, parts, type SyntaxNode } from "../syntax.ts";
import { callAt, constantAt, nameAt } from "../lowered.ts";
import { methodAt, opaqueOf, type Lowering } from "./lowering.ts";
import { plainName } from "./names.ts";

/** Operators, assignments, casts and choices; anything else keeps what is inside of it. */
export function lowerOperation(node: SyntaxNode, to: Lowering): Expression {
  return lowerOperator(node, to) ?? lowerForm(node, to) ?? opaqueOf(insides(node, to), node.at);
}

function lowerOperator(node: SyntaxNode, to: Lowering): Expression | null {
  switch (node.type) {
    case "binary_expression":
      return lowerBinary(node, to);
    case "prefix_unary_expression":
    case "postfix_unary_expression":
      return lowerUnary(node, to);
    case "assignment_expression":
      return lowerAssignment(node, to);
    case "cast_expression":
      return lowerCast(node, to);
    case "is_pattern_expression":
      return lowerPattern(node, to);
    default:
      return null;
  }
}

function lowerForm(node: SyntaxNode, to: Lowering): Expression | null {
  const { at } = node;
  const [first] = parts(node);
  switch (node.type) {
    case "conditional_expression": {
      const test = child(node, "condition");
      const options = [child(node, "consequence"), child(node, "alternative")];
      return {
        kind: "choice",
        test: test === null ? null : to.expression(test),
        options: options.flatMap((each) => (each === null ? [] : [to.expression(each)])),
        at,
      };
    }
    case "switch_expression":
      return lowerSwitch(node, to);
    case "as_expression": {
      const left = child(node, "left");
      return left === null ? null : to.expression(left);
    }
    case "await_expression":
    case "parenthesized_expression":
    case "checked_expression":
    case "ref_expression":
    case "arrow_expression_clause":
    case "expression_statement":
    case "argument":
    case "constant_pattern":
      return first === undefined ? null : to.expression(parts(node).at(-1) ?? first);
    case "tuple_expression":
      return {
        kind: "list",
        items: parts(node).map((each) => ({ value: to.expression(each) })),
        at,
      };
    case "declaration_expression": {
      const name = child(node, "name");
      return name === null ? null : nameAt(plainName(name.text), at);
    }
    case "throw_expression":
      return opaqueOf(insides(node, to), at);
    default:
      return null;
  }
}

/** Types inside of something that is not understood are no values. */
function insides(node: SyntaxNode, to: Lowering): Expression[] {
  return parts(node)
    .filter(
      (each) => each.field !== "type" && !/_(?:type|list)$|^modifier$|^block$/.test(each.type),
    )
    .map((each) => to.expression(each));
}

/** Long sums of texts are nested to the left: their parts are taken one by one. */
function lowerBinary(node: SyntaxNode, to: Lowering): Expression {
  const { at } = node;
  const operator = child(node, "operator")?.text ?? "";
  const right: SyntaxNode[] = [];
  let left: SyntaxNode | null = node;
  while (left?.type === "binary_expression" && child(left, "operator")?.text === operator) {
    const last = child(left, "right");
    if (last !== null) right.push(last);
    left = child(left, "left");
  }
  const nodes = [...(left === null ? [] : [left]), ...right.reverse()];
  const operands = nodes.map((each) => to.expression(each));
  if (operator === "??") return { kind: "choice", test: null, options: operands, at };
  if (operator === "||" || operator === "&&") return opaqueOf(operands, at);
  return combined(operator, operands, at);
}

/** A long chain is one node for texts, so that evaluating it does not nest. */
function combined(operator: string, operands: Expression[], at: SyntaxNode["at"]): Expression {
  const [first, ...others] = operands;
  if (first === undefined) return constantAt(null, at);
  if (operator === "+" && operands.some(isText)) return { kind: "text", parts: operands, at };
  if (operands.length > 100) return { kind: "text", parts: operands, at };
  return others.reduce<Expression>(
    (before, each) => ({ kind: "operation", operator, operands: [before, each], at }),
    first,
  );
}

function isText(each: Expression): boolean {
  return (
    each.kind === "text" ||
    (each.kind === "constant" && typeof each.value === "string" && each.value.length !== 1)
  );
}

function lowerUnary(node: SyntaxNode, to: Lowering): Expression | null {
  const { at } = node;
  const [operand] = parts(node);
  if (operand === undefined) return null;
  const sign = node.children.find((each) => !each.named)?.type ?? "";
  const value = to.expression(operand);
  if (sign === "++" || sign === "--") {
    const one = constantAt(1, at);
    const next: Expression = {
      kind: "operation",
      operator: sign.charAt(0),
      operands: [value, one],
      at,
    };
    return { kind: "assign", target: to.target(operand), value: next, at };
  }
  if (sign === "-" || sign === "~" || sign === "!") {
    if (node.type === "postfix_unary_expression") return value;
    return { kind: "operation", operator: sign, operands: [value], at };
  }
  return value;
}

function lowerAssignment(node: SyntaxNode, to: Lowering): Expression {
  const { at } = node;
  const left = child(node, "left");
  const right = child(node, "right");
  if (left === null || right === null) return opaqueOf(insides(node, to), at);
  const operator = child(node, "operator")?.text ?? "=";
  const given = to.expression(right);
  const value = operator === "=" ? given : changed(operator, to.expression(left), given, at);
  const target = to.target(left);
  if (target.kind === "member" && target.property.kind === "constant") {
    const name = String(target.property.value);
    const hooked = [...to.types.values()].some((type) => type.setters.has(name));
    if (hooked) return methodAt(target.object, `set ${name}`, [{ value }], at);
  }
  return { kind: "assign", target, value, at };
}

function changed(
  operator: string,
  before: Expression,
  given: Expression,
  at: SyntaxNode["at"],
): Expression {
  if (operator === "??=") return { kind: "choice", test: null, options: [before, given], at };
  return { kind: "operation", operator: operator.slice(0, -1), operands: [before, given], at };
}

/** `(char)x` and `(byte)x` change what a value is; inside of them letters are numbers. */
function lowerCast(node: SyntaxNode, to: Lowering): Expression | null {
  const type = child(node, "type")?.text ?? "";
  const inner = child(node, "value");
  if (inner === null) return null;
  const value = to.expression(inner);
  if (type === "char") return callAt("#char", [counted(value)], node.at);
  if (/^(?:s?byte|u?short|u?int|u?long)$/.test(type)) {
    return callAt("#number", [counted(value), constantAt(type, node.at)], node.at);
  }
  return value;
}

/** A sum whose result is made a character or a number is a sum of numbers. */
function counted(value: Expression): Expression {
  if (value.kind === "text" && value.parts.length > 1) {
    const [first, ...others] = value.parts;
    return others.reduce<Expression>(
      (before, each) => ({
        kind: "operation",
        operator: "#add",
        operands: [before, each],
        at: value.at,
      }),
      first ?? constantAt(0, value.at),
    );
  }
  if (value.kind !== "operation") return value;
  return {
    ...value,
    operator: value.operator === "+" ? "#add" : value.operator,
    operands: value.operands.map(counted),
  };
}

/** Names in a pattern are given what is tested. */
function lowerPattern(node: SyntaxNode, to: Lowering): Expression | null {
  const tested = child(node, "expression");
  const pattern = child(node, "pattern");
  if (tested === null) return null;
  const value = to.expression(tested);
  const names = pattern === null ? [] : designations(pattern);
  const items = names.map((name): Expression => ({
    kind: "assign",
    target: { kind: "name", name, local: true },
    value,
    at: node.at,
  }));
  return { kind: "sequence", items: [...items, opaqueOf([value], node.at)], at: node.at };
}

function designations(pattern: SyntaxNode): string[] {
  const found: string[] = [];
  const pending = [pattern];
  for (let node = pending.pop(); node !== undefined && found.length < 8; node = pending.pop()) {
    if (/^(?:declaration_pattern|var_pattern|recursive_pattern)$/.test(node.type)) {
      const name = child(node, "name");
      if (name !== null) found.push(plainName(name.text));
    }
    pending.push(...parts(node));
  }
  return found;
}

function lowerSwitch(node: SyntaxNode, to: Lowering): Expression {
  const { at } = node;
  const [tested, ...arms] = parts(node);
  const options = arms.flatMap((arm) => {
    const value = parts(arm).at(-1);
    return arm.type !== "switch_expression_arm" || value === undefined
      ? []
      : [to.expression(value)];
  });
  const choice: Expression = { kind: "choice", test: null, options, at };
  return tested === undefined
    ? choice
    : { kind: "sequence", items: [to.expression(tested), choice], at };
}
