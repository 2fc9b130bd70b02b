import type { Argument, Expression } from "../../code/program.ts";
import { child, parts, type SyntaxNode } from "../syntax.ts";
import { callAt, constantAt, memberAt, nameAt } from "../lowered.ts";
import { lowerCall } from "./lower-call.ts";
import { lowerCreation } from "./lower-creation.ts";
import { lowerLambda } from "./lower-function.ts";
import { opaqueOf, type Lowering } from "./lowering.ts";
import { lowerOperation } from "./lower-operation.ts";
import { plainName } from "./names.ts";
import { lowerQuery } from "./query.ts";
import { lowerIdentifier, lowerPath, lowerType, memberOf } from "./resolve-name.ts";
import { literalText, lowerInterpolated } from "./strings.ts";

/** One expression; what has no meaning here keeps what is inside of it. */
export function lowerExpression(node: SyntaxNode, to: Lowering): Expression {
  return lowerLiteral(node, to) ?? lowerAccess(node, to) ?? lowerOperation(node, to);
}

function lowerLiteral(node: SyntaxNode, to: Lowering): Expression | null {
  const { at } = node;
  switch (node.type) {
    case "integer_literal":
    case "real_literal":
      return constantAt(numberIn(node.text), at);
    case "boolean_literal":
      return constantAt(node.text === "true", at);
    case "null_literal":
    case "default_expression":
      return constantAt(null, at);
    case "string_literal":
    case "character_literal":
    case "verbatim_string_literal":
    case "raw_string_literal":
      return constantAt(literalText(node) ?? "", at);
    case "interpolated_string_expression":
      return lowerInterpolated(node, to);
    case "lambda_expression":
    case "anonymous_method_expression":
      return { kind: "function", function: lowerLambda(node, to), at };
    default:
      return null;
  }
}

/** Numbers may have underscores and letters for their type. */
function numberIn(text: string): number {
  const plain = text.replaceAll("_", "").toLowerCase();
  return /^0[xb]/.test(plain)
    ? Number(plain.replace(/[ul]+$/, ""))
    : Number(plain.replace(/[ulfdm]+$/, ""));
}

function lowerAccess(node: SyntaxNode, to: Lowering): Expression | null {
  const { at } = node;
  const [first] = parts(node);
  switch (node.type) {
    case "identifier":
      return lowerIdentifier(node, to);
    case "generic_name":
      return first === undefined ? null : lowerIdentifier(first, to);
    case "predefined_type":
    case "array_type":
    case "nullable_type":
      return lowerType(node, to);
    case "qualified_name":
    case "alias_qualified_name":
      return lowerPath(node, to) ?? lowerType(node, to);
    case "this":
    case "this_expression":
    case "base":
    case "base_expression":
      return nameAt("this", at);
    case "typeof_expression": {
      const type = child(node, "type") ?? first;
      return type === undefined ? null : lowerType(type, to);
    }
    case "member_access_expression":
      return lowerMember(node, to);
    case "member_binding_expression": {
      const name = child(node, "name");
      if (to.bound === null || name === null) return null;
      return namedMember(to.bound, nameOf(name), node, to);
    }
    case "conditional_access_expression":
      return lowerConditional(node, to);
    case "element_access_expression":
      return lowerElement(node, to);
    case "element_binding_expression":
      return lowerBinding(node, to);
    case "invocation_expression":
      return lowerCall(node, to);
    case "query_expression":
      return lowerQuery(node, to);
    default:
      return lowerCreation(node, to);
  }
}

function nameOf(node: SyntaxNode): string {
  return plainName(node.text.replace(/<.*$/s, ""));
}

function lowerMember(node: SyntaxNode, to: Lowering): Expression | null {
  const object = child(node, "expression");
  const name = child(node, "name");
  if (object === null || name === null) return null;
  const path = lowerPath(node, to);
  if (path !== null) return path;
  return namedMember(to.expression(object), nameOf(name), node, to);
}

/** A member by its name; sizes and what a task gives are known to every value. */
function namedMember(object: Expression, name: string, node: SyntaxNode, to: Lowering): Expression {
  const own = [...to.types.values()].some((type) => type.members.has(name));
  if (!own && /^(?:Length|Count|LongLength)$/.test(name))
    return callAt("#length", [object], node.at);
  if (!own && name === "Result") return object;
  return memberOf(object, name, node.at, to);
}

/** `a?.b.c()`: what stands behind the sign speaks of `a`. */
function lowerConditional(node: SyntaxNode, to: Lowering): Expression | null {
  const condition = child(node, "condition");
  const behind = parts(node).find((each) => each !== condition);
  if (condition === null || behind === undefined) return null;
  const object = to.expression(condition);
  return to.inBinding(object, () => to.expression(behind));
}

function lowerElement(node: SyntaxNode, to: Lowering): Expression | null {
  const object = child(node, "expression");
  const subscript = child(node, "subscript");
  if (object === null) return null;
  return element(to.expression(object), subscript, node, to);
}

/** `a[b]`, `a[^1]` and `a[1..3]`. */
function element(
  object: Expression,
  subscript: SyntaxNode | null,
  node: SyntaxNode,
  to: Lowering,
): Expression {
  const { at } = node;
  const indices = (subscript === null ? [] : parts(subscript)).flatMap(
    (each) => parts(each).at(-1) ?? [],
  );
  const [index] = indices;
  if (index === undefined) return opaqueOf([object], at);
  if (index.type === "range_expression") {
    const bounds = boundsOf(index).map((each) =>
      each === null ? constantAt(null, at) : indexOf(each, to),
    );
    return callAt("#slice", [object, ...bounds], at);
  }
  const [property, ...more] = indices.map((each) => indexOf(each, to));
  if (property === undefined) return opaqueOf([object], at);
  return more.reduce<Expression>(
    (inner, each) => ({ kind: "member", object: inner, property: each, at }),
    { kind: "member", object, property, at },
  );
}

/** What stands before and behind the two dots. */
function boundsOf(range: SyntaxNode): (SyntaxNode | null)[] {
  const dots = range.children.findIndex((each) => each.type === "..");
  const named = (from: number, to: number) =>
    range.children.slice(from, to).find((each) => each.named) ?? null;
  return [named(0, Math.max(0, dots)), named(dots + 1, range.children.length)];
}

/** `^1` is counted from the end. */
function indexOf(node: SyntaxNode, to: Lowering): Expression {
  const [inner] = parts(node);
  if (
    node.type !== "prefix_unary_expression" ||
    inner === undefined ||
    node.children[0]?.type !== "^"
  )
    return to.expression(node);
  return { kind: "operation", operator: "-", operands: [to.expression(inner)], at: node.at };
}

/** `?[0]` behind a condition; elsewhere a list of items. */
function lowerBinding(node: SyntaxNode, to: Lowering): Expression {
  const { at } = node;
  if (to.bound !== null) return element(to.bound, node, node, to);
  const items = parts(node).flatMap((each): Argument[] => {
    const inner = each.type === "argument" ? parts(each).at(-1) : each;
    if (inner === undefined) return [];
    const [spread] = parts(inner);
    return inner.type === "range_expression" && spread !== undefined
      ? [{ value: to.expression(spread), spread: true }]
      : [{ value: to.expression(inner) }];
  });
  return { kind: "list", items, at };
}

/** The member of an object that a text names, as reflection finds it. */
export function reflected(object: Expression, name: Expression, at: SyntaxNode["at"]): Expression {
  return name.kind === "constant" && typeof name.value === "string"
    ? memberAt(object, name.value, at)
    : { kind: "member", object, property: name, at };
}
