import type { Expression, FunctionNode, Statement } from "../../code/program.ts";
import { child, parts, type SyntaxNode } from "../syntax.ts";
import { nameAt } from "../lowered.ts";
import { usualName, type Lowering } from "./lowering.ts";

/** A function, a method, a closure or an arrow function. */
export function lowerFunction(node: SyntaxNode, to: Lowering): FunctionNode {
  const list = child(node, "parameters");
  const parameters = (list === null ? [] : parts(list)).filter((each) =>
    /parameter$/.test(each.type),
  );
  const uses = node.children.find((each) => each.type === "anonymous_function_use_clause");
  const body = child(node, "body");
  const shared = new Set([
    ...(uses === undefined ? [] : parts(uses)).map((each) => each.text.replace(/^&\s*/, "")),
    ...(body === null ? [] : globalsIn(body)),
  ]);
  const written = child(node, "name")?.text ?? null;
  const name = written === null ? null : usualName(written);
  const promoted = parameters
    .filter((each) => each.type === "property_promotion_parameter")
    .map((each): Statement => promote(each));
  return {
    name: name === "__construct" ? "constructor" : name,
    parameters: parameters.map((each) => child(each, "name")?.text ?? to.fresh()),
    defaults: parameters.map((each) => {
      const value = child(each, "default_value");
      return value === null ? null : to.expression(value);
    }),
    rest: parameters.at(-1)?.type === "variadic_parameter",
    self: "this",
    body: [...promoted, ...to.inFunction(shared, () => lowerBody(body, to))],
    at: node.at,
  };
}

function lowerBody(body: SyntaxNode | null, to: Lowering): Statement[] {
  if (body === null) return [];
  if (body.type === "compound_statement") return to.statements(parts(body));
  return [{ kind: "return", value: to.expression(body), at: body.at }];
}

/** A parameter that is a property as well. */
function promote(node: SyntaxNode): Statement {
  const name = child(node, "name")?.text ?? "";
  const { at } = node;
  const property: Expression = { kind: "constant", value: name.replace(/^\$/, ""), at };
  const target = { kind: "member" as const, object: nameAt("this", at), property };
  return { kind: "expression", value: { kind: "assign", target, value: nameAt(name, at), at }, at };
}

function globalsIn(body: SyntaxNode): string[] {
  const names: string[] = [];
  const pending = [body];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    if (node.type === "global_declaration") names.push(...parts(node).map((each) => each.text));
    if (!/function|method/.test(node.type)) pending.push(...parts(node));
  }
  return names;
}

/** A class with its methods, and its properties put in first. */
export function lowerClass(node: SyntaxNode, to: Lowering): Statement {
  const { at } = node;
  const body = child(node, "body");
  const members = body === null ? [] : parts(body);
  const methods = members.filter((each) => each.type === "method_declaration");
  const base = node.children.find((each) => each.type === "base_clause");
  const traits = members.filter((each) => each.type === "use_declaration");
  const inherited = [...(base === undefined ? [] : [base]), ...traits].flatMap((each) =>
    parts(each),
  );
  return {
    kind: "class",
    name: usualName(child(node, "name")?.text ?? to.fresh()),
    bases: inherited.map((each) => to.expression(each)),
    methods: [...properties(members, at, to), ...methods.map((each) => lowerFunction(each, to))],
    body: [],
    at,
  };
}

/** Properties with values: methods that are read as what they answer would not be data. */
function properties(
  members: readonly SyntaxNode[],
  at: SyntaxNode["at"],
  to: Lowering,
): FunctionNode[] {
  const elements = members
    .filter((each) => /^(?:property_declaration|const_declaration)$/.test(each.type))
    .flatMap((each) => parts(each))
    .filter((each) => /^(?:property_element|const_element)$/.test(each.type));
  if (elements.length === 0) return [];
  const body = elements.flatMap((each): Statement[] => {
    const [name, value] = parts(each);
    if (name === undefined || value === undefined) return [];
    const property: Expression = { kind: "constant", value: name.text.replace(/^\$/, ""), at };
    const target = { kind: "member" as const, object: nameAt("this", at), property };
    const assigned: Expression = { kind: "assign", target, value: to.expression(value), at };
    return [{ kind: "expression", value: assigned, at }];
  });
  const name = to.fresh();
  return [{ name, parameters: [], defaults: [], rest: false, self: "this", body, at }];
}

/** Objects get the values of their class's properties when the class is made. */
export function initialised(statement: Statement): Statement[] {
  if (statement.kind !== "class") return [statement];
  const maker = statement.methods.find((each) => each.name?.startsWith("#") === true);
  if (maker?.name === null || maker?.name === undefined) return [statement];
  const { at } = statement;
  const property: Expression = { kind: "constant", value: maker.name, at };
  const object = nameAt(statement.name, at);
  const callee: Expression = { kind: "member", object, property, at };
  return [statement, { kind: "expression", value: { kind: "call", callee, args: [], at }, at }];
}
