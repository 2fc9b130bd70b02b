import type { Expression } from "../../code/program.ts";
import { child, parts, type SyntaxNode } from "../syntax.ts";
import { callAt, constantAt, memberAt, nameAt, opaqueAt } from "../lowered.ts";
import { lowerCall } from "./lower-call.ts";
import { lowerFunction } from "./lower-function.ts";
import { lowerComposite } from "./lower-literal.ts";
import { lowerBinary, lowerUnary } from "./lower-operation.ts";
import { type Lowering } from "./lowering.ts";
import { literalText, numberIn, runeCode } from "./strings.ts";

/** One expression; what has no meaning here keeps what is inside of it. */
export function lowerExpression(node: SyntaxNode, to: Lowering): Expression {
  return lowerLiteral(node, to) ?? lowerAccess(node, to) ?? opaque(node, to);
}

function opaque(node: SyntaxNode, to: Lowering): Expression {
  return opaqueAt(
    parts(node).map((each) => to.expression(each)),
    node.at,
  );
}

function lowerLiteral(node: SyntaxNode, to: Lowering): Expression | null {
  const { at } = node;
  switch (node.type) {
    case "interpreted_string_literal":
    case "raw_string_literal":
      return constantAt(literalText(node), at);
    case "rune_literal":
      return constantAt(runeCode(node.text), at);
    case "int_literal":
    case "float_literal": {
      const number = numberIn(node.text);
      return Number.isFinite(number) ? constantAt(number, at) : opaqueAt([], at);
    }
    case "true":
    case "false":
      return constantAt(node.type === "true", at);
    case "nil":
      return constantAt(null, at);
    case "iota":
      return constantAt(0, at);
    case "func_literal":
      return { kind: "function", function: lowerFunction(node, null, to), at };
    case "composite_literal":
      return lowerComposite(node, to);
    default:
      return null;
  }
}

function lowerAccess(node: SyntaxNode, to: Lowering): Expression | null {
  const { at } = node;
  const [first] = parts(node);
  switch (node.type) {
    case "identifier":
    case "package_identifier":
    case "type_identifier":
    case "field_identifier":
      return nameAt(node.text, at);
    case "selector_expression":
    case "qualified_type":
      return lowerSelector(node, to);
    case "index_expression":
      return lowerIndex(node, to);
    case "slice_expression":
      return lowerSlice(node, to);
    case "call_expression":
    case "type_conversion_expression":
      return lowerCall(node, to);
    case "type_instantiation_expression":
    case "parenthesized_expression":
    case "type_assertion_expression":
    case "variadic_argument":
    case "literal_element":
      return first === undefined ? null : to.expression(first);
    case "unary_expression":
      return lowerUnary(node, to);
    case "binary_expression":
      return lowerBinary(node, to);
    default:
      return null;
  }
}

function lowerSelector(node: SyntaxNode, to: Lowering): Expression | null {
  const [owner] = parts(node);
  const field = child(node, "field") ?? child(node, "name");
  if (owner === undefined || field === null) return null;
  return memberAt(to.expression(owner), field.text, node.at);
}

function lowerIndex(node: SyntaxNode, to: Lowering): Expression | null {
  const object = child(node, "operand");
  const index = child(node, "index");
  if (object === null || index === null) return null;
  return {
    kind: "member",
    object: to.expression(object),
    property: to.expression(index),
    at: node.at,
  };
}

function lowerSlice(node: SyntaxNode, to: Lowering): Expression | null {
  const object = child(node, "operand");
  if (object === null) return null;
  const ends = ["start", "end"].map((field) => {
    const end = child(node, field);
    return end === null ? constantAt(null, node.at) : to.expression(end);
  });
  return callAt("#slice", [to.expression(object), ...ends], node.at);
}
