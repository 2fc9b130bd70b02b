import type { Expression } from "../../code/program.ts";
import { child, parts, type SyntaxNode } from "../syntax.ts";
import { callAt, constantAt, memberAt, nameAt, opaqueAt } from "../lowered.ts";
import { lowerCall } from "./lower-call.ts";
import { lowerCast } from "./lower-cast.ts";
import { lowerCreation, lowerList } from "./lower-creation.ts";
import { lowerAssignment, lowerBinary, lowerUnary, lowerUpdate } from "./lower-operation.ts";
import { type Lowering } from "./lowering.ts";
import { dotted } from "./names.ts";
import { literalCharacter, literalNumber, literalText } from "./strings.ts";

/** One expression; what has no meaning here keeps what is inside of it. */
export function lowerExpression(node: SyntaxNode, to: Lowering): Expression {
  return lowerLiteral(node) ?? lowerName(node, to) ?? lowerMade(node, to) ?? lowerRest(node, to);
}

function lowerRest(node: SyntaxNode, to: Lowering): Expression {
  const inner = parts(node);
  const [only] = inner;
  if (node.type === "parenthesized_expression" && inner.length === 1 && only !== undefined) {
    return to.expression(only);
  }
  if (node.type === "comma_expression") {
    return { kind: "sequence", items: inner.map((each) => to.expression(each)), at: node.at };
  }
  if (
    /^(?:condition_clause|co_await_expression|parameter_pack_expansion|fold_expression)$/.test(
      node.type,
    ) &&
    only !== undefined
  ) {
    return to.expression(inner.at(-1) ?? only);
  }
  if (/^(?:type_descriptor|primitive_type|sizeof_expression|template_type)$/.test(node.type)) {
    return opaqueAt([], node.at);
  }
  return opaqueAt(
    inner.map((each) => to.expression(each)),
    node.at,
  );
}

function lowerLiteral(node: SyntaxNode): Expression | null {
  const { at } = node;
  switch (node.type) {
    case "string_literal":
    case "raw_string_literal":
    case "concatenated_string":
      return constantAt(literalText(node), at);
    case "char_literal":
      return constantAt(literalCharacter(node.text), at);
    case "number_literal": {
      const number = literalNumber(node.text);
      return Number.isFinite(number) ? constantAt(number, at) : opaqueAt([], at);
    }
    case "true":
    case "false":
      return constantAt(node.type === "true", at);
    case "null":
    case "nullptr":
      return constantAt(null, at);
    case "user_defined_literal":
      return constantAt(literalText(parts(node)[0] ?? node), at);
    default:
      return null;
  }
}

function lowerName(node: SyntaxNode, to: Lowering): Expression | null {
  const { at, text } = node;
  switch (node.type) {
    case "this":
      return nameAt("this", at);
    case "identifier":
    case "type_identifier":
    case "field_identifier":
    case "namespace_identifier":
      return named(text, node, to);
    case "qualified_identifier":
    case "template_function":
      return named(dotted(text), node, to);
    case "field_expression":
      return lowerField(node, to);
    case "subscript_expression":
      return lowerIndex(node, to);
    default:
      return null;
  }
}

/** A variable, a member of the class around, or an API. */
function named(name: string, { at }: SyntaxNode, to: Lowering): Expression {
  if (/^_{0,2}environ$/.test(name)) return callAt("environ", [], at);
  if (to.typeOf(name) !== null) return nameAt(name, at);
  const own = to.owner === null ? undefined : to.declared.classes.get(to.owner);
  if (own !== undefined && (own.fields.has(name) || own.methods.has(name))) {
    return memberAt(nameAt("this", at), name, at);
  }
  const dot = name.indexOf(".");
  if (dot < 0) return nameAt(name, at);
  const head = name.slice(0, dot);
  const space = to.declared.namespaces.get(head);
  const whole = space === undefined ? name : `${space}${name.slice(dot)}`;
  const last = whole.lastIndexOf(".");
  const owner = whole.slice(whole.lastIndexOf(".", last - 1) + 1, last);
  if (to.declared.classes.has(owner)) return memberAt(nameAt(owner, at), whole.slice(last + 1), at);
  const plain = whole.slice(last + 1);
  if (to.declared.functions.has(plain) && !/^std\./.test(whole)) return nameAt(plain, at);
  return nameAt(whole, at);
}

function lowerField(node: SyntaxNode, to: Lowering): Expression | null {
  const object = child(node, "argument");
  const field = child(node, "field");
  if (object === null || field === null) return null;
  return memberAt(to.expression(object), dotted(field.text), node.at);
}

function lowerIndex(node: SyntaxNode, to: Lowering): Expression | null {
  const object = child(node, "argument") ?? parts(node)[0];
  const list = child(node, "indices") ?? child(node, "index");
  const index = list?.type === "subscript_argument_list" ? parts(list)[0] : list;
  if (object === undefined || index === undefined || index === null) return null;
  return {
    kind: "member",
    object: to.expression(object),
    property: to.expression(index),
    at: node.at,
  };
}

function lowerMade(node: SyntaxNode, to: Lowering): Expression | null {
  const { at } = node;
  switch (node.type) {
    case "call_expression":
      return lowerCall(node, to);
    case "assignment_expression":
      return lowerAssignment(node, to);
    case "binary_expression":
      return lowerBinary(node, to);
    case "unary_expression":
    case "pointer_expression":
      return lowerUnary(node, to);
    case "update_expression":
      return lowerUpdate(node, to);
    case "conditional_expression":
      return lowerConditional(node, to);
    case "cast_expression":
      return lowerCast(child(node, "type"), child(node, "value"), node, to);
    case "lambda_expression":
      return { kind: "function", function: to.lambda(node), at };
    case "new_expression":
    case "compound_literal_expression":
      return lowerCreation(node, to);
    case "initializer_list":
      return lowerList(node, to);
    case "declaration": {
      const statements = to.statements([node]);
      const items = statements.flatMap((each) => (each.kind === "expression" ? [each.value] : []));
      return { kind: "sequence", items, at };
    }
    default:
      return null;
  }
}

/** `a ?: b` has two parts only. */
function lowerConditional(node: SyntaxNode, to: Lowering): Expression {
  const [test, ...options] = [
    child(node, "condition"),
    child(node, "consequence"),
    child(node, "alternative"),
  ].flatMap((each) => (each === null ? [] : [to.expression(each)]));
  return { kind: "choice", test: test ?? null, options, at: node.at };
}
