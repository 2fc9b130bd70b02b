import type { Argument, Expression, Target } from "../../code/program.ts";
import { child, childrenIn, parts, type SyntaxNode } from "../syntax.ts";
import { constantAt, memberAt, nameAt, opaqueAt } from "../lowered.ts";
import { isControl } from "./lower-block.ts";
import { lowerCall } from "./lower-call.ts";
import { lowerFunction } from "./lower-function.ts";
import { lowerMacro } from "./lower-macro.ts";
import { pathValue, wordsOf } from "./lower-use.ts";
import { lastName, lowerLiteral } from "./literals.ts";
import { giveBack, inPlace, methodAt, type Lowering } from "./lowering.ts";

/** One expression; what has no meaning here keeps what is inside of it. */
export function lowerExpression(node: SyntaxNode, to: Lowering): Expression {
  if (isControl(node)) return inPlace(to.into(node, giveBack), node.at);
  return lowerLiteral(node) ?? lowerValue(node, to) ?? lowerOperation(node, to);
}

function lowerValue(node: SyntaxNode, to: Lowering): Expression | null {
  const { at } = node;
  switch (node.type) {
    case "identifier":
    case "shorthand_field_identifier":
    case "type_identifier":
    case "primitive_type":
    case "self":
    case "scoped_identifier":
    case "scoped_type_identifier":
    case "generic_function":
    case "generic_type":
      return lowerPath(node, to);
    case "call_expression":
      return lowerCall(node, to);
    case "macro_invocation":
      return lowerMacro(node, to);
    case "closure_expression":
      return { kind: "function", function: lowerFunction(node, to), at };
    case "field_expression": {
      const object = child(node, "value");
      const name = child(node, "field")?.text ?? "";
      const key = /^\d{1,6}$/.test(name) ? Number(name) : name;
      return object === null ? null : memberAt(to.expression(object), key, at);
    }
    case "index_expression":
      return lowerIndex(node, to);
    case "tuple_expression":
      return {
        kind: "list",
        items: parts(node).map((each) => ({ value: to.expression(each) })),
        at,
      };
    case "array_expression":
      return lowerArray(node, to);
    case "struct_expression":
      return lowerStruct(node, to);
    default:
      return null;
  }
}

function lowerPath(node: SyntaxNode, to: Lowering): Expression {
  const { at } = node;
  const path = child(node, "path");
  if (node.type === "scoped_identifier" && path?.type === "bracketed_type") {
    // `<T as Trait>::f` is a function of the type.
    const [inner] = parts(path);
    const type = inner === undefined ? null : (child(inner, "type") ?? inner);
    return memberAt(pathValue(wordsOf(type), at, to), lastName(node), at);
  }
  return pathValue(wordsOf(node), at, to);
}

function lowerIndex(node: SyntaxNode, to: Lowering): Expression | null {
  const { at } = node;
  const [object, key] = parts(node);
  if (object === undefined || key === undefined) return null;
  const owner = to.expression(object);
  if (key.type !== "range_expression") {
    return { kind: "member", object: owner, property: to.expression(key), at };
  }
  return methodAt(owner, "#slice", bounds(key, to), at);
}

/** Where a range begins and where it ends, without its end; null for an open one. */
function bounds(node: SyntaxNode, to: Lowering): Expression[] {
  const { at } = node;
  const sign = node.children.findIndex((each) => !each.named);
  const before = node.children.slice(0, sign).find((each) => each.named);
  const after = node.children.slice(sign + 1).find((each) => each.named);
  const end = after === undefined ? constantAt(null, at) : to.expression(after);
  const closed = node.children[sign]?.text === "..=";
  const last: Expression = closed
    ? { kind: "operation", operator: "+", operands: [end, constantAt(1, at)], at }
    : end;
  return [before === undefined ? constantAt(0, at) : to.expression(before), last];
}

function lowerArray(node: SyntaxNode, to: Lowering): Expression {
  const { at } = node;
  const length = child(node, "length");
  const [first] = parts(node).filter(
    (each) => each.field !== "length" && each.type !== "attribute_item",
  );
  if (length !== null && first !== undefined) {
    return methodAt(
      { kind: "list", items: [{ value: to.expression(first) }], at },
      "repeat",
      [to.expression(length)],
      at,
    );
  }
  const items = parts(node).filter((each) => each.type !== "attribute_item");
  return {
    kind: "list",
    items: items.map((each): Argument => ({ value: to.expression(each) })),
    at,
  };
}

/** An object of a type with methods is the type itself, which keeps what its fields hold. */
function lowerStruct(node: SyntaxNode, to: Lowering): Expression {
  const { at } = node;
  const name = lastName(child(node, "name"));
  const body = child(node, "body");
  const given = (body === null ? [] : parts(body)).map((each) => {
    if (each.type === "shorthand_field_initializer") {
      const [own] = parts(each);
      return {
        key: own?.text ?? null,
        value: own === undefined ? constantAt(null, at) : to.expression(own),
      };
    }
    const value = child(each, "value") ?? parts(each).at(-1);
    const key = child(each, "field")?.text ?? null;
    return {
      key,
      value: value === undefined || value === null ? constantAt(null, at) : to.expression(value),
    };
  });
  if (name !== "Self" && !to.types.has(name)) {
    const entries = given.map(({ key, value }) => ({
      key: key === null ? null : constantAt(key, at),
      value,
    }));
    return { kind: "record", entries, at };
  }
  const own = name === "Self" ? nameAt("self", at) : nameAt(name, at);
  const assigned = given.map(({ key, value }): Expression => {
    if (key === null) return value;
    const target: Target = { kind: "member", object: own, property: constantAt(key, at) };
    return { kind: "assign", target, value, at };
  });
  return { kind: "sequence", items: [...assigned, own], at };
}

function lowerOperation(node: SyntaxNode, to: Lowering): Expression {
  const { at } = node;
  switch (node.type) {
    case "binary_expression":
      return lowerBinary(node, to);
    case "unary_expression": {
      const operator = node.children[0]?.text ?? "";
      const operand = parts(node).map((each) => to.expression(each));
      if (operator === "*" || operand[0] === undefined) return opaqueAt(operand, at);
      return { kind: "operation", operator, operands: operand, at };
    }
    case "assignment_expression":
    case "compound_assignment_expr":
      return lowerAssignment(node, to);
    case "type_cast_expression": {
      const value = child(node, "value");
      if (value === null) break;
      return methodAt(
        to.expression(value),
        "#as",
        [constantAt(child(node, "type")?.text ?? "", at)],
        at,
      );
    }
    case "range_expression":
      return {
        kind: "call",
        callee: nameAt("#range", at),
        args: bounds(node, to).map((value) => ({ value })),
        at,
      };
    default:
  }
  const inner = parts(node).filter(
    (each) => !/^(?:mutable_specifier|label|lifetime|attribute_item)$/.test(each.type),
  );
  return opaqueAt(
    inner.map((each) => to.expression(each)),
    at,
  );
}

/** Long sums are nested to the left: their parts are taken one by one. */
function lowerBinary(node: SyntaxNode, to: Lowering): Expression {
  const { at } = node;
  const pending: { operator: string; right: SyntaxNode | null }[] = [];
  let left: SyntaxNode | null = node;
  while (left?.type === "binary_expression") {
    pending.push({ operator: child(left, "operator")?.text ?? "", right: child(left, "right") });
    left = child(left, "left");
  }
  let value: Expression = left === null ? constantAt(null, at) : to.expression(left);
  if (pending.every(({ operator }) => operator === "+") && pending.length > 1) {
    const rest = pending
      .reverse()
      .flatMap(({ right }) => (right === null ? [] : [to.expression(right)]));
    const all = [value, ...rest];
    if (all.some(isText)) return { kind: "text", parts: all, at };
    return summed(all, at);
  }
  for (const { operator, right } of pending.reverse()) {
    const operands = right === null ? [value] : [value, to.expression(right)];
    value = /^(?:&&|\|\|)$/.test(operator)
      ? opaqueAt([...operands, constantAt(null, at)], at)
      : { kind: "operation", operator, operands, at };
  }
  return value;
}

function lowerAssignment(node: SyntaxNode, to: Lowering): Expression {
  const { at } = node;
  const [left] = childrenIn(node, "left");
  const [right] = childrenIn(node, "right");
  if (left === undefined || right === undefined) return opaqueAt([], at);
  const value = to.expression(right);
  if (node.type === "assignment_expression") {
    return { kind: "assign", target: to.target(left), value, at };
  }
  const operator = (child(node, "operator")?.text ?? "+=").slice(0, -1);
  const made: Expression = {
    kind: "operation",
    operator,
    operands: [to.expression(left), value],
    at,
  };
  return { kind: "assign", target: to.target(left), value: made, at };
}

/** Only texts are put together with others; a sum of numbers has none among its parts. */
function isText(value: Expression): boolean {
  if (value.kind === "text") return true;
  if (value.kind === "constant") return typeof value.value === "string";
  return value.kind === "call" && value.callee.kind === "member" && isText(value.callee.object);
}

/** A sum, as deep as the logarithm of its length. */
function summed(values: readonly Expression[], at: SyntaxNode["at"]): Expression {
  const [first, ...rest] = values;
  if (first === undefined) return constantAt(0, at);
  if (rest.length === 0) return first;
  const half = Math.ceil(values.length / 2);
  const operands = [summed(values.slice(0, half), at), summed(values.slice(half), at)];
  return { kind: "operation", operator: "+", operands, at };
}
