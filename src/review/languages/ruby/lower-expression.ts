import type { Expression } from "../../code/program.ts";
import { child, parts, type SyntaxNode } from "../syntax.ts";
import { callAt, constantAt, memberAt, nameAt } from "../lowered.ts";
import { lowerArguments, lowerCall, lowerIdentifier } from "./lower-call.ts";
import { BLOCK, lowerFunction } from "./lower-function.ts";
import { callOf, type Lowering } from "./lowering.ts";
import { lowerText } from "./strings.ts";

/** One expression; what has no meaning here keeps what is inside of it. */
export function lowerExpression(node: SyntaxNode, to: Lowering): Expression {
  return lowerLiteral(node, to) ?? lowerAccess(node, to) ?? lowerOperation(node, to);
}

function lowerLiteral(node: SyntaxNode, to: Lowering): Expression | null {
  const { at } = node;
  const inner = parts(node);
  switch (node.type) {
    case "integer":
    case "float":
      return constantAt(Number(node.text.replaceAll("_", "")), at);
    case "true":
    case "false":
      return constantAt(node.type === "true", at);
    case "nil":
      return constantAt(null, at);
    case "character":
      return constantAt(node.text.slice(1), at);
    case "simple_symbol":
    case "hash_key_symbol":
      // The method that backticks call runs a command and answers its output.
      return constantAt(node.text === ":`" ? "system" : node.text.replace(/^:/, ""), at);
    case "string":
    case "bare_string":
    case "bare_symbol":
    case "delimited_symbol":
    case "heredoc_body":
      return lowerText(node, to);
    case "heredoc_beginning": {
      const body = to.textsBelow.get(node);
      return body === undefined ? constantAt(null, at) : lowerText(body, to);
    }
    case "chained_string":
      return { kind: "text", parts: inner.map((each) => to.expression(each)), at };
    case "subshell":
      return callAt("system", [lowerText(node, to)], at);
    case "array":
    case "string_array":
    case "symbol_array":
      return { kind: "list", items: lowerArguments(inner, to), at };
    case "hash":
      return lowerHash(node, to);
    case "lambda":
      return { kind: "function", function: lowerFunction(node, "block", to), at };
    default:
      return null;
  }
}

function lowerHash(node: SyntaxNode, to: Lowering): Expression {
  const { at } = node;
  const entries = parts(node).flatMap((each) => {
    const key = child(each, "key");
    const value = child(each, "value") ?? parts(each)[0];
    if (value === null || value === undefined) return [];
    return [{ key: key === null ? null : to.expression(key), value: to.expression(value) }];
  });
  return { kind: "record", entries, at };
}

function lowerAccess(node: SyntaxNode, to: Lowering): Expression | null {
  const { at } = node;
  switch (node.type) {
    case "identifier":
      return lowerIdentifier(node, to);
    case "constant":
      return nameAt(node.text, at);
    case "global_variable":
      return nameAt(node.text, at);
    case "self":
      return nameAt("self", at);
    case "instance_variable":
    case "class_variable":
      return memberAt(nameAt("self", at), node.text.replace(/^@+/, ""), at);
    case "scope_resolution": {
      const scope = child(node, "scope");
      const name = child(node, "name")?.text ?? "";
      return scope === null ? nameAt(name, at) : memberAt(to.expression(scope), name, at);
    }
    case "element_reference":
      return lowerElement(node, to);
    case "call":
      return lowerCall(node, to);
    case "yield":
      return callOf(
        nameAt(BLOCK, at),
        lowerArguments(
          parts(node).flatMap((each) => parts(each)),
          to,
        ),
        at,
      );
    default:
      return null;
  }
}

function lowerElement(node: SyntaxNode, to: Lowering): Expression {
  const { at } = node;
  const object = child(node, "object");
  const [first, second] = parts(node).filter((each) => each !== object);
  if (object?.type === "constant" && object.text === "Dir" && first !== undefined) {
    return callAt("Dir.glob", [to.expression(first)], at);
  }
  const from = object === null ? constantAt(null, at) : to.expression(object);
  if (first === undefined) return from;
  const key = to.expression(first);
  if (second !== undefined) return callAt("#slice", [from, key, to.expression(second)], at);
  if (first.type === "range") {
    const ends = [child(first, "begin"), child(first, "end")];
    const places = ends.map((each) => (each === null ? constantAt(null, at) : to.expression(each)));
    return callAt("#between", [from, ...places], at);
  }
  // What Rack hands on of a visitor's headers (rack/rack, SPEC), whatever holds it.
  const header = key.kind === "constant" && /^HTTP_(?!PROXY)/.test(String(key.value));
  const holder = header && object?.text !== "ENV" ? nameAt("rack.headers", at) : from;
  return { kind: "member", object: holder, property: key, at };
}

function lowerOperation(node: SyntaxNode, to: Lowering): Expression {
  const { at } = node;
  const inner = () => parts(node).map((each) => to.expression(each));
  switch (node.type) {
    case "binary":
      return lowerBinary(node, to);
    case "unary":
      return { kind: "operation", operator: node.children[0]?.text ?? "", operands: inner(), at };
    case "assignment":
    case "operator_assignment":
      return lowerAssignment(node, to);
    case "conditional":
    case "if":
    case "unless":
    case "if_modifier":
    case "unless_modifier":
    case "rescue_modifier":
      return lowerChoice(node, to);
    case "case":
    case "when":
    case "elsif":
      return { kind: "choice", test: null, options: inner(), at };
    case "then":
    case "else":
    case "begin":
    case "parenthesized_statements":
      return { kind: "sequence", items: inner(), at };
    case "range":
      return callAt("#range", inner(), at);
    case "method":
    case "singleton_method":
      return { kind: "function", function: lowerFunction(node, "method", to), at };
    default:
      return { kind: "opaque", parts: inner(), at };
  }
}

/** Any of the options; the test is evaluated for what it does. */
function lowerChoice(node: SyntaxNode, to: Lowering): Expression {
  const { at } = node;
  const test = child(node, "condition");
  const options = parts(node)
    .filter((each) => each !== test)
    .map((each) => to.expression(each));
  const choice: Expression = { kind: "choice", test: null, options, at };
  return test === null ? choice : { kind: "sequence", items: [to.expression(test), choice], at };
}

/** Long sums are nested to the left: their parts are taken one by one. */
function lowerBinary(node: SyntaxNode, to: Lowering): Expression {
  const { at } = node;
  const operator = child(node, "operator")?.text ?? "";
  const right: SyntaxNode[] = [];
  let left: SyntaxNode | null = node;
  while (left?.type === "binary" && child(left, "operator")?.text === operator) {
    const last = child(left, "right");
    if (last !== null) right.unshift(last);
    left = child(left, "left");
  }
  const [first, ...others] = [...(left === null ? [] : [left]), ...right];
  if (first === undefined) return constantAt(null, at);
  const start = to.expression(first);
  const rest = others.map((each) => to.expression(each));
  if (/^(?:\|\||or)$/.test(operator))
    return { kind: "choice", test: null, options: [start, ...rest], at };
  if (operator === "<<") return appended(first, start, rest, to);
  if (operator === "+") return sum([start, ...rest], at);
  return rest.reduce<Expression>(
    (before, each) => ({ kind: "operation", operator, operands: [before, each], at }),
    start,
  );
}

/** A sum of halves of sums: long ones would cost stack otherwise. */
function sum(all: readonly Expression[], at: Expression["at"]): Expression {
  const [first] = all;
  if (first === undefined || all.length === 1) return first ?? constantAt(null, at);
  const half = Math.ceil(all.length / 2);
  const operands = [sum(all.slice(0, half), at), sum(all.slice(half), at)];
  return { kind: "operation", operator: "+", operands, at };
}

/** `s << x` changes s, whatever holds it. */
function appended(
  node: SyntaxNode,
  start: Expression,
  rest: Expression[],
  to: Lowering,
): Expression {
  const { at } = node;
  const value = rest.reduce((before, each) => callAt("#append", [before, each], at), start);
  if (!/variable$|^identifier$/.test(node.type)) return value;
  return { kind: "assign", target: to.target(node), value, at };
}

function lowerAssignment(node: SyntaxNode, to: Lowering): Expression {
  const { at } = node;
  const left = child(node, "left");
  const right = child(node, "right");
  if (left === null || right === null) return { kind: "opaque", parts: [], at };
  const value: Expression =
    right.type === "right_assignment_list"
      ? { kind: "list", items: lowerArguments(parts(right), to), at }
      : to.expression(right);
  if (node.type === "assignment") return { kind: "assign", target: to.target(left), value, at };
  const operator = (child(node, "operator")?.text ?? "+=").slice(0, -1);
  const before = to.expression(left);
  const made: Expression = /^(?:\|\||&&)$/.test(operator)
    ? { kind: "choice", test: null, options: [before, value], at }
    : { kind: "operation", operator, operands: [before, value], at };
  return { kind: "assign", target: to.target(left), value: made, at };
}
