import type { Expression, Statement } from "../../code/program.ts";
import { child, parts, type SyntaxNode } from "../syntax.ts";
import { callAt, callOf, constantAt, memberAt, nameAt } from "../lowered.ts";
import { plainType } from "./imports.ts";
import { kindOf } from "./kinds.ts";
import { lowerText, numberIn, unescaped } from "./literals.ts";
import { lowerCall, lowerConstructorCall, lowerNew, spelt } from "./lower-call.ts";
import { classNamed, instanceOf, lowerArray, lowerField, lowerName } from "./lower-name.ts";
import { anyOf, type Lowering } from "./lowering.ts";

/** One expression; what has no meaning here keeps what is inside of it. */
export function lowerExpression(node: SyntaxNode, to: Lowering): Expression {
  return lowerLiteral(node, to) ?? lowerAccess(node, to) ?? lowerOperation(node, to);
}

function lowerLiteral(node: SyntaxNode, to: Lowering): Expression | null {
  const { at, text } = node;
  switch (node.type) {
    case "decimal_integer_literal":
    case "hex_integer_literal":
    case "octal_integer_literal":
    case "binary_integer_literal":
    case "decimal_floating_point_literal":
      return constantAt(numberIn(text), at);
    case "true":
    case "false":
      return constantAt(node.type === "true", at);
    case "null_literal":
      return constantAt(null, at);
    case "character_literal":
      return constantAt(unescaped(text.slice(1, -1)), at);
    case "string_literal":
      return lowerText(node, to);
    case "template_expression":
      return {
        kind: "text",
        parts: parts(node)
          .slice(1)
          .map((each) => to.expression(each)),
        at,
      };
    case "class_literal":
      return classNamed(plainType(parts(node)[0] ?? null), node, to);
    case "array_initializer":
    case "array_creation_expression":
      return lowerArray(node, to);
    case "lambda_expression":
      return { kind: "function", function: to.method(node, null), at };
    default:
      return null;
  }
}

function lowerAccess(node: SyntaxNode, to: Lowering): Expression | null {
  const { at } = node;
  switch (node.type) {
    case "identifier":
    case "type_identifier":
    case "scoped_identifier":
      return lowerName(node, to);
    case "this":
      return nameAt("this", at);
    case "super":
      return nameAt("this", at);
    case "field_access":
      return lowerField(node, to);
    case "array_access": {
      const [array, index] = [child(node, "array"), child(node, "index")];
      if (array === null || index === null) return null;
      return { kind: "member", object: to.expression(array), property: to.expression(index), at };
    }
    case "method_invocation":
      return lowerCall(node, to);
    case "object_creation_expression":
      return lowerNew(node, to);
    case "explicit_constructor_invocation":
      return lowerConstructorCall(node, to);
    case "method_reference":
      return lowerReference(node, to);
    default:
      return null;
  }
}

/** `A::b` is the method, `A::new` the class. */
function lowerReference(node: SyntaxNode, to: Lowering): Expression {
  const { at } = node;
  const [object, method] = parts(node);
  if (object === undefined) return { kind: "opaque", parts: [], at };
  const owner = /type/.test(object.type)
    ? classNamed(plainType(object), node, to)
    : to.expression(object);
  if (method === undefined) return owner;
  const own = memberAt(owner, spelt(method.text), at);
  const typed = instanceOf(object.text, node, to);
  return typed === null ? own : anyOf([own, ofGiven(typed, method.text, at)], at);
}

/** `File::delete` as what it does with each thing it is given: `f -> f.delete()`. */
function ofGiven(typed: Expression, method: string, at: Expression["at"]): Expression {
  const given = anyOf([nameAt("#given", at), typed], at);
  const value = callOf(memberAt(given, method, at), [], at);
  const made = { name: null, defaults: [null], rest: false, self: null, inline: true };
  const body: Statement[] = [{ kind: "return", value, at }];
  return { kind: "function", function: { ...made, parameters: ["#given"], body, at }, at };
}

function lowerOperation(node: SyntaxNode, to: Lowering): Expression {
  const { at } = node;
  const inner = () => parts(node).map((each) => to.expression(each));
  switch (node.type) {
    case "binary_expression":
      return lowerBinary(node, to);
    case "unary_expression": {
      const operand = child(node, "operand");
      const operator = child(node, "operator")?.text ?? "";
      const operands = operand === null ? [] : [to.expression(operand)];
      return { kind: "operation", operator, operands, at };
    }
    case "update_expression":
      return lowerUpdate(node, to);
    case "assignment_expression":
      return lowerAssignment(node, to);
    case "cast_expression":
      return lowerCast(node, to);
    case "ternary_expression": {
      const test = child(node, "condition");
      const yes = child(node, "consequence");
      const no = child(node, "alternative");
      if (test === null || yes === null || no === null) break;
      const options = [to.expression(yes), to.expression(no)];
      return { kind: "choice", test: to.expression(test), options, at };
    }
    case "instanceof_expression":
      return lowerInstanceof(node, to);
    case "switch_expression":
      return lowerSwitch(node, to);
    case "parenthesized_expression":
      return inner()[0] ?? constantAt(null, at);
    default:
  }
  return { kind: "opaque", parts: inner(), at };
}

/** Long sums are nested to the left: their parts are taken one by one. */
function lowerBinary(node: SyntaxNode, to: Lowering): Expression {
  const { at } = node;
  const operator = child(node, "operator")?.text ?? "";
  const right: SyntaxNode[] = [];
  let left: SyntaxNode | null = node;
  while (left?.type === "binary_expression" && child(left, "operator")?.text === operator) {
    const last = child(left, "right");
    if (last !== null) right.unshift(last);
    left = child(left, "left");
  }
  const all = [...(left === null ? [] : [left]), ...right];
  const operands = all.map((each) => to.expression(each));
  if (operator === "+") return sum(operands, isNumeric(all, to) ? "#add" : "+", at);
  const [first, ...rest] = operands;
  if (first === undefined) return constantAt(null, at);
  return rest.reduce<Expression>(
    (before, each) => ({ kind: "operation", operator, operands: [before, each], at }),
    first,
  );
}

/** Letters and numbers are added as numbers; one text makes it all a text. */
function isNumeric(nodes: readonly SyntaxNode[], to: Lowering): boolean {
  const kinds = nodes.slice(0, 8).map((each) => kindOf(each, to));
  return nodes.length <= 8 && kinds.every((kind) => kind === "letter" || kind === "number");
}

/** A sum of halves of sums: long ones would cost stack otherwise. */
function sum(all: readonly Expression[], operator: string, at: Expression["at"]): Expression {
  const [first] = all;
  if (first === undefined || all.length === 1) return first ?? constantAt(null, at);
  const half = Math.ceil(all.length / 2);
  const operands = [sum(all.slice(0, half), operator, at), sum(all.slice(half), operator, at)];
  return { kind: "operation", operator, operands, at };
}

/** `i++` answers what was there before. */
function lowerUpdate(node: SyntaxNode, to: Lowering): Expression {
  const { at } = node;
  const [target] = parts(node);
  if (target === undefined) return { kind: "opaque", parts: [], at };
  const up = node.text.includes("++");
  const one = constantAt(1, at);
  const operands = [to.expression(target), one];
  const value: Expression = { kind: "operation", operator: up ? "#add" : "-", operands, at };
  const changed: Expression = { kind: "assign", target: to.target(target), value, at };
  const first = node.children[0]?.named === true;
  if (!first) return changed;
  return { kind: "operation", operator: up ? "-" : "#add", operands: [changed, one], at };
}

function lowerAssignment(node: SyntaxNode, to: Lowering): Expression {
  const { at } = node;
  const [left, right] = [child(node, "left"), child(node, "right")];
  if (left === null || right === null) return { kind: "opaque", parts: [], at };
  const given = to.expression(right);
  const operator = (child(node, "operator")?.text ?? "=").slice(0, -1);
  if (operator === "") return { kind: "assign", target: to.target(left), value: given, at };
  const numeric = operator === "+" && isNumeric([left, right], to);
  const value: Expression = {
    kind: "operation",
    operator: numeric ? "#add" : operator,
    operands: [to.expression(left), given],
    at,
  };
  const kind = kindOf(left, to);
  const letter = kind === "letter" ? callAt("#char", [value], at) : value;
  return { kind: "assign", target: to.target(left), value: letter, at };
}

/** Casts make letters of numbers and back; to a class they say what methods there are. */
function lowerCast(node: SyntaxNode, to: Lowering): Expression {
  const { at } = node;
  const type = plainType(child(node, "type"));
  const value = child(node, "value");
  if (value === null) return { kind: "opaque", parts: [], at };
  const lowered = to.expression(value);
  if (/^(?:char|byte|int)$/.test(type)) return callAt(`#${type}`, [lowered], at);
  const typed = instanceOf(type, node, to);
  return typed === null ? lowered : anyOf([lowered, typed], at);
}

/** `x instanceof T t` gives what it looks at another name. */
function lowerInstanceof(node: SyntaxNode, to: Lowering): Expression {
  const { at } = node;
  const [left, name] = [child(node, "left"), child(node, "name")];
  const value = left === null ? constantAt(null, at) : to.expression(left);
  if (name === null) return { kind: "opaque", parts: [value, constantAt(null, at)], at };
  const type = plainType(child(node, "right"));
  to.declare(name.text, type);
  const typed = instanceOf(type, node, to);
  const given = typed === null ? value : anyOf([value, typed], at);
  const target = { kind: "name" as const, name: name.text, local: true };
  const assigned: Expression = { kind: "assign", target, value: given, at };
  return { kind: "opaque", parts: [assigned, constantAt(null, at)], at };
}

/** A switch that answers is a function called on the spot. */
function lowerSwitch(node: SyntaxNode, to: Lowering): Expression {
  const { at } = node;
  const body = to.statements([node]);
  const made = { name: null, parameters: [], defaults: [], rest: false, self: null, inline: true };
  const callee: Expression = { kind: "function", function: { ...made, body, at }, at };
  return { kind: "call", callee, args: [], at };
}
