import type { Expression, FunctionNode, Statement } from "../../code/program.ts";
import { child, childrenIn, parts, type SyntaxNode } from "../syntax.ts";
import { constantAt, nameAt, opaqueAt } from "../lowered.ts";
import { assignAt, plainType, typeExpression, type Lowering } from "./lowering.ts";

/** A function, a method or a function literal. */
export function lowerFunction(node: SyntaxNode, name: string | null, to: Lowering): FunctionNode {
  const given = parametersOf(child(node, "parameters"), to);
  const body = child(node, "body");
  const results = resultNames(node);
  return {
    name,
    parameters: given.map((each) => each.name),
    defaults: given.map((each) => recordDefault(each.type, to)),
    rest: given.at(-1)?.rest === true,
    self: child(node, "receiver") === null ? null : "this",
    body: [
      ...receiver(node),
      ...given.flatMap((each) => typed(each, to)),
      ...(body === null ? [] : to.inside("switch", () => to.statements(parts(body)))),
      ...namedReturn(results, node),
    ].map((statement) => withResults(statement, results)),
    at: node.at,
  };
}

interface Parameter {
  name: string;
  type: SyntaxNode | null;
  rest: boolean;
}

function parametersOf(list: SyntaxNode | null, to: Lowering): Parameter[] {
  const declarations = list === null ? [] : parts(list);
  return declarations.flatMap((each) => {
    const type = child(each, "type");
    const rest = each.type === "variadic_parameter_declaration";
    const names = childrenIn(each, "name");
    if (names.length === 0) return [{ name: to.fresh(), type, rest }];
    return names.map(({ text }) => ({ name: text === "_" ? to.fresh() : text, type, rest }));
  });
}

/** A parameter that is a record of this file is one of its kind, unless the call says which. */
function recordDefault(node: SyntaxNode | null, to: Lowering): Expression | null {
  const type = plainType(node);
  return type?.type === "type_identifier" ? typeExpression(type, to) : null;
}

/** A parameter of a library's type has the methods of that type, whatever it is given. */
function typed({ name, type, rest }: Parameter, to: Lowering): Statement[] {
  const plain = plainType(type);
  if (plain?.type !== "qualified_type" || rest) return [];
  const known = typeExpression(plain, to);
  if (known === null) return [];
  const options = [nameAt(name, plain.at), known];
  return [assignAt(name, { kind: "choice", test: null, options, at: plain.at }, plain.at)];
}

/** A method knows its object by the name that it gives to it. */
function receiver(node: SyntaxNode): Statement[] {
  const [declared] = parts(child(node, "receiver") ?? node);
  const name = declared === undefined ? null : child(declared, "name");
  if (child(node, "receiver") === null || name === null) return [];
  return [assignAt(name.text, nameAt("this", name.at), name.at)];
}

function resultNames(node: SyntaxNode): string[] {
  const result = child(node, "result");
  if (result?.type !== "parameter_list") return [];
  return parts(result).flatMap((each) => childrenIn(each, "name").map((name) => name.text));
}

/** Falling out of a function with named results answers them. */
function namedReturn(results: readonly string[], node: SyntaxNode): Statement[] {
  return results.length === 0 ? [] : [{ kind: "return", value: null, at: node.at }];
}

/** `return` alone answers what the named results hold. */
function withResults(statement: Statement, results: readonly string[]): Statement {
  if (results.length === 0) return statement;
  const inner = (body: Statement[]) => body.map((each) => withResults(each, results));
  switch (statement.kind) {
    case "return":
      return statement.value === null
        ? {
            ...statement,
            value: tuple(
              results.map((name) => nameAt(name, statement.at)),
              statement,
            ),
          }
        : statement;
    case "branch":
      return { ...statement, bodies: statement.bodies.map(inner) };
    case "loop":
    case "block":
      return { ...statement, body: inner(statement.body) };
    default:
      return statement;
  }
}

/** What a function answers that answers several values. */
export function tuple(values: readonly Expression[], { at }: Pick<Statement, "at">): Expression {
  const [first] = values;
  if (first === undefined) return opaqueAt([], at);
  if (values.length === 1) return first;
  const entries = values.map((value, index) => ({ key: constantAt(`#${index}`, at), value }));
  return { kind: "record", entries, at };
}
