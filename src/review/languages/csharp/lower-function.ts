import type { Expression, FunctionNode, Statement } from "../../code/program.ts";
import { child, parts, type SyntaxNode } from "../syntax.ts";
import { nameAt } from "../lowered.ts";
import { type Lowering } from "./lowering.ts";
import { plainName } from "./names.ts";
import { typeName } from "./resolve-name.ts";

/** A parameter: its name, and what it is when nobody says: an object of its type. */
interface Parameter {
  name: string;
  fallback: Expression | null;
}

/** A method, constructor, accessor or local function. */
export function lowerMethod(
  node: SyntaxNode,
  name: string | null,
  body: SyntaxNode | null,
  to: Lowering,
): FunctionNode {
  const list = child(node, "parameters");
  const parameters = list === null ? [] : parametersIn(list, to);
  const names = parameters.map((each) => each.name);
  if (/^accessor/.test(node.type)) names.push("value");
  const locals = new Set([...to.locals, ...names, ...localsIn(body ?? node)]);
  return {
    name,
    parameters: names,
    defaults: names.map((_, index) => parameters[index]?.fallback ?? null),
    rest:
      list !== null &&
      list.children.some((each) => each.type === "params" || /^params\b/.test(each.text)),
    self: "this",
    body: to.inFunction(locals, () => lowerBody(body, to)),
    at: node.at,
  };
}

/** A lambda or an anonymous method. */
export function lowerLambda(node: SyntaxNode, to: Lowering): FunctionNode {
  const list = child(node, "parameters");
  const body = child(node, "body") ?? parts(node).find((each) => each.type === "block") ?? null;
  const parameters: Parameter[] =
    list === null
      ? []
      : list.type === "parameter_list"
        ? parametersIn(list, to)
        : [{ name: plainName(list.text), fallback: null }];
  const names = parameters.map((each) => each.name);
  const locals = new Set([...to.locals, ...names]);
  return {
    name: null,
    parameters: names,
    defaults: parameters.map((each) => each.fallback),
    rest: false,
    self: null,
    body: to.inFunction(locals, () => lowerBody(body, to)),
    at: node.at,
  };
}

/** The statements of a block, or the value behind an arrow. */
export function lowerBody(body: SyntaxNode | null, to: Lowering): Statement[] {
  if (body === null) return [];
  if (body.type === "block") return to.statements(parts(body));
  const inner = body.type === "arrow_expression_clause" ? parts(body)[0] : body;
  return inner === undefined ? [] : [{ kind: "return", value: to.expression(inner), at: body.at }];
}

function parametersIn(list: SyntaxNode, to: Lowering): Parameter[] {
  const found = parts(list)
    .filter((each) => each.type === "parameter")
    .map((each) => parameterOf(each, to));
  // `params string[] args` stands in the list itself.
  const rest = child(list, "name");
  return rest === null ? found : [...found, { name: plainName(rest.text), fallback: null }];
}

function parameterOf(node: SyntaxNode, to: Lowering): Parameter {
  const name = child(node, "name");
  const type = child(node, "type");
  const given = parts(node).findLast((each) => each.field === null && !NO_VALUES.test(each.type));
  const fallback =
    given !== undefined && node.children.some((each) => each.type === "=")
      ? to.expression(given)
      : type === null
        ? null
        : objectOf(type, to);
  return { name: plainName(name?.text ?? to.fresh()), fallback };
}

const NO_VALUES = /^(?:modifier|attribute_list|parameter_modifier)$/;

/** An object of a declared type: enough to know its methods. Plain data is nothing known. */
export function objectOf(type: SyntaxNode, to: Lowering): Expression | null {
  if (/^(?:predefined_type|array_type|implicit_type|pointer_type|tuple_type)$/.test(type.type))
    return null;
  const name = typeName(type, to);
  if (to.types.has(name)) return nameAt(name, type.at);
  return /^[A-Za-z]\w*$/.test(name) ? nameAt(`${name}()`, type.at) : null;
}

const DECLARES =
  /^(?:variable_declarator|declaration_expression|declaration_pattern|var_pattern|recursive_pattern|catch_declaration|local_function_statement|parameter|parenthesized_variable_designation|from_clause|join_clause|let_clause|tuple_pattern)$/;

/** Every name that a function's body declares; linear, and without recursion. */
export function localsIn(body: SyntaxNode): Set<string> {
  const names = new Set<string>();
  const pending = [body];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    for (const name of declaredBy(node)) names.add(plainName(name));
    for (const each of node.children) {
      if (each.children.length > 0 || each.type === "implicit_parameter") pending.push(each);
    }
  }
  return names;
}

function declaredBy(node: SyntaxNode): string[] {
  if (node.type === "implicit_parameter") return [node.text];
  if (node.type === "foreach_statement") {
    const left = child(node, "left");
    return left?.type === "identifier" ? [left.text] : [];
  }
  if (!DECLARES.test(node.type)) return [];
  return node.children.filter((each) => each.field === "name").map((each) => each.text);
}
