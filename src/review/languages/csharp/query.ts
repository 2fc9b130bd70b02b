import type { Expression, FunctionNode } from "../../code/program.ts";
import { child, parts, type SyntaxNode } from "../syntax.ts";
import { methodAt, opaqueOf, type Lowering } from "./lowering.ts";
import { plainName } from "./names.ts";

/** `from x in y where a select b` is `y.Where(x => a).Select(x => b)`. */
export function lowerQuery(node: SyntaxNode, to: Lowering): Expression | null {
  const [from, ...clauses] = parts(node);
  const name = from === undefined ? null : child(from, "name");
  const source = from === undefined ? undefined : parts(from).at(-1);
  if (name === null || source === undefined) return null;
  const variable = plainName(name.text);
  const simple = clauses.every((each) => /^(?:where|select|order_by)_clause$/.test(each.type));
  if (!simple) return opaqueOf(insides(node, to), node.at);
  return clauses.reduce<Expression>((value, clause) => {
    const inner = parts(clause).at(-1);
    if (inner === undefined || clause.type === "order_by_clause") return value;
    const method = clause.type === "where_clause" ? "Where" : "Select";
    return methodAt(value, method, [{ value: lambda(variable, inner, to) }], clause.at);
  }, to.expression(source));
}

function insides(node: SyntaxNode, to: Lowering): Expression[] {
  return parts(node).flatMap((clause) =>
    parts(clause)
      .filter((each) => each.field !== "name")
      .map((each) => to.expression(each)),
  );
}

function lambda(variable: string, body: SyntaxNode, to: Lowering): Expression {
  const { at } = body;
  const value = to.expression(body);
  const node: FunctionNode = {
    name: null,
    parameters: [variable],
    defaults: [null],
    rest: false,
    self: null,
    body: [{ kind: "return", value, at }],
    at,
  };
  return { kind: "function", function: node, at };
}
