import type { Argument, Expression } from "../../code/program.ts";
import { lowerComprehension, lowerDictionary, lowerSubscript } from "./lower-collection.ts";
import { lowerConcatenated, lowerNumber, lowerString } from "./literals.ts";
import { lowerLambda } from "./lower-function.ts";
import { argument, callNode, constantNode, memberNode, nameNode, YIELDED } from "./lowering.ts";
import type { Lowering } from "./lowering.ts";
import { child, parts, type SyntaxNode } from "../syntax.ts";

/** Lowers one expression. What has no meaning of its own here keeps its parts. */
export function lowerExpression(node: SyntaxNode, to: Lowering): Expression {
  const { at } = node;
  switch (node.type) {
    case "identifier":
      return lowerName(node);
    case "string":
      return lowerString(node, to);
    case "concatenated_string":
      return lowerConcatenated(node, to);
    case "integer":
    case "float":
      return lowerNumber(node);
    case "true":
    case "false":
      return constantNode(node.type === "true", at);
    case "none":
    case "ellipsis":
      return constantNode(null, at);
    case "attribute":
      return lowerAttribute(node, to);
    case "subscript":
      return lowerSubscript(node, to);
    case "call":
      return lowerCall(node, to);
    case "list":
    case "tuple":
    case "set":
    case "expression_list":
    case "pattern_list":
      return { kind: "list", items: lowerItems(parts(node), to), at };
    case "dictionary":
      return lowerDictionary(node, to);
    case "list_comprehension":
    case "set_comprehension":
    case "generator_expression":
    case "dictionary_comprehension":
      return lowerComprehension(node, to);
    case "lambda":
      return lowerLambda(node, to);
    default:
      return lowerOperation(node, to);
  }
}

function lowerOperation(node: SyntaxNode, to: Lowering): Expression {
  const { at } = node;
  const inner = parts(node);
  switch (node.type) {
    case "binary_operator":
      return lowerBinary(node, to);
    case "unary_operator":
    case "not_operator": {
      const operand = child(node, "argument");
      const operator = node.type === "not_operator" ? "not" : (child(node, "operator")?.text ?? "");
      const operands = operand === null ? [] : [to.expression(operand)];
      return { kind: "operation", operator: `unary ${operator}`, operands, at };
    }
    case "boolean_operator":
      return lowerLogic(inner, node, to);
    case "conditional_expression":
      return lowerConditional(inner, node, to);
    case "comparison_operator":
      return lowerComparison(node, to);
    case "named_expression":
    case "assignment":
    case "augmented_assignment":
      return lowerAssignment(node, to);
    case "yield":
      return lowerYield(node, to);
    case "type":
    case "type_conversion":
    case "comment":
      return { kind: "opaque", parts: node.type === "type" ? lowerAll(inner, to) : [], at };
    default:
      return { kind: "opaque", parts: lowerAll(inner, to), at };
  }
}

function lowerAll(nodes: readonly SyntaxNode[], to: Lowering): Expression[] {
  return nodes.map((node) => to.expression(node));
}

/** A file that asks for its own name is run, as far as a reviewer is concerned. */
function lowerName(node: SyntaxNode): Expression {
  return node.text === "__name__"
    ? constantNode("__main__", node.at)
    : nameNode(node.text.normalize("NFKC"), node.at);
}

/** Identifiers mean their NFKC form, so a letter in another style changes nothing. */
function lowerAttribute(node: SyntaxNode, to: Lowering): Expression {
  const object = child(node, "object");
  const name = child(node, "attribute")?.text.normalize("NFKC");
  if (object === null || name === undefined) return { kind: "opaque", parts: [], at: node.at };
  const lowered = to.expression(object);
  // What is in `x.__dict__` is what `x` has.
  return name === "__dict__" ? lowered : memberNode(lowered, name, node.at);
}

function lowerCall(node: SyntaxNode, to: Lowering): Expression {
  const called = child(node, "function");
  const given = child(node, "arguments");
  if (called === null) return { kind: "opaque", parts: lowerAll(parts(node), to), at: node.at };
  return {
    kind: "call",
    callee: to.expression(called),
    args: given === null ? [] : lowerArguments(given, to),
    at: node.at,
  };
}

/** The arguments between a call's parentheses; a lone generator stands there without its own. */
export function lowerArguments(node: SyntaxNode, to: Lowering): Argument[] {
  if (node.type !== "argument_list") return [argument(to.expression(node))];
  return lowerItems(parts(node), to);
}

function lowerItems(nodes: readonly SyntaxNode[], to: Lowering): Argument[] {
  return nodes.map((node): Argument => {
    const [inner] = parts(node);
    const value = child(node, "value");
    switch (node.type) {
      case "list_splat":
        return {
          value: inner === undefined ? constantNode(null, node.at) : to.expression(inner),
          spread: true,
        };
      case "dictionary_splat":
        return {
          value: inner === undefined ? constantNode(null, node.at) : to.expression(inner),
          name: "**",
        };
      case "keyword_argument":
        return {
          value: value === null ? constantNode(null, node.at) : to.expression(value),
          name: child(node, "name")?.text ?? "",
        };
      default:
        return argument(to.expression(node));
    }
  });
}

/** A chain of one operator is put together as a balanced tree, so that its length is no depth. */
function lowerBinary(node: SyntaxNode, to: Lowering): Expression {
  const operands: SyntaxNode[] = [];
  const operators: { text: string; node: SyntaxNode }[] = [];
  let at: SyntaxNode | null = node;
  while (at?.type === "binary_operator") {
    const right = child(at, "right");
    if (right !== null) operands.push(right);
    operators.push({ text: child(at, "operator")?.text ?? "", node: at });
    at = child(at, "left");
  }
  if (at !== null) operands.push(at);
  operands.reverse();
  operators.reverse();
  const lowered = lowerAll(operands, to);
  if (operators.every((each) => each.text === "+")) return balanced(lowered, node);
  return lowered.reduce((left, right, index) => {
    const operator = operators[index - 1];
    return {
      kind: "operation",
      operator: operator?.text ?? "",
      operands: [left, right],
      at: operator?.node.at ?? node.at,
    };
  });
}

function balanced(operands: Expression[], node: SyntaxNode): Expression {
  const [first] = operands;
  if (first === undefined) return { kind: "opaque", parts: [], at: node.at };
  if (operands.length === 1) return first;
  const half = Math.ceil(operands.length / 2);
  const sides = [operands.slice(0, half), operands.slice(half)];
  return {
    kind: "operation",
    operator: "+",
    operands: sides.map((side) => balanced(side, node)),
    at: node.at,
  };
}

/** `a or b` is a where a is true, else b; a is evaluated once. */
function lowerLogic(inner: SyntaxNode[], node: SyntaxNode, to: Lowering): Expression {
  const [first, second] = lowerAll(inner, to);
  if (first === undefined || second === undefined) {
    return { kind: "opaque", parts: first === undefined ? [] : [first], at: node.at };
  }
  const { at } = node;
  const name = to.fresh();
  const kept = nameNode(name, at);
  const isAnd = child(node, "operator")?.text === "and";
  const target = { kind: "name" as const, name, local: true };
  return {
    kind: "choice",
    test: { kind: "assign", target, value: first, at },
    options: isAnd ? [second, kept] : [kept, second],
    at,
  };
}

function lowerConditional(inner: SyntaxNode[], node: SyntaxNode, to: Lowering): Expression {
  const [yes, test, no] = inner;
  if (yes === undefined || test === undefined || no === undefined) {
    return { kind: "opaque", parts: lowerAll(inner, to), at: node.at };
  }
  const options = [to.expression(yes), to.expression(no)];
  return { kind: "choice", test: to.expression(test), options, at: node.at };
}

/** `a < b < c` is `a < b and b < c`. */
function lowerComparison(node: SyntaxNode, to: Lowering): Expression {
  const operators = node.children.filter((each) => each.field === "operators");
  const operands = lowerAll(
    node.children.filter((each) => each.field !== "operators" && each.named),
    to,
  );
  const pairs = operands.slice(1).map((right, index): Expression => {
    const left = operands[index] ?? right;
    const operator = operators[index]?.text.replace(/\s+/g, " ") ?? "";
    return { kind: "operation", operator, operands: [left, right], at: node.at };
  });
  return pairs.reduce((left, right) => ({
    kind: "operation",
    operator: "and",
    operands: [left, right],
    at: node.at,
  }));
}

function lowerAssignment(node: SyntaxNode, to: Lowering): Expression {
  const left = child(node, "left") ?? child(node, "name");
  const right = child(node, "right") ?? child(node, "value");
  const type = child(node, "type");
  const note = type === null ? [] : [to.expression(type)];
  if (left === null || right === null) return { kind: "opaque", parts: note, at: node.at };
  let value = to.expression(right);
  if (node.type === "augmented_assignment") {
    const operator = (child(node, "operator")?.text ?? "").replace(/=$/, "");
    value = { kind: "operation", operator, operands: [to.expression(left), value], at: node.at };
  }
  const assigned: Expression = { kind: "assign", target: to.target(left), value, at: node.at };
  return note.length === 0
    ? assigned
    : { kind: "sequence", items: [...note, assigned], at: node.at };
}

function lowerYield(node: SyntaxNode, to: Lowering): Expression {
  const values = lowerAll(parts(node), to);
  const all = node.children.some((each) => each.text === "from");
  return callNode(
    all ? "#collectAll" : "#collect",
    [nameNode(YIELDED, node.at), ...values],
    node.at,
  );
}
