import type { Span } from "../../../model/span.ts";
import type { Expression, Statement } from "../../code/program.ts";
import type { SyntaxNode } from "../syntax.ts";
import { child } from "../syntax.ts";
import { constantAt, nameAt, statementOf } from "../lowered.ts";
import { lowerFunction } from "./lower-function.ts";
import { typeExpression, type Lowering } from "./lowering.ts";

/** A type with its methods; its fields begin as what their types are. */
export function lowerClass(
  name: string,
  methods: readonly SyntaxNode[],
  at: Span,
  to: Lowering,
): Statement[] {
  const type = to.types.get(name);
  if (type?.isRecord === false) return [];
  const embedded = type?.embedded ?? [];
  const made: Statement = {
    kind: "class",
    name,
    bases: embedded.flatMap((each) => typeExpression(each, to) ?? []),
    methods: methods.map((each) => lowerFunction(each, child(each, "name")?.text ?? null, to)),
    body: [],
    at,
  };
  const fields = (type?.fields ?? []).flatMap((field): Statement[] => {
    const value = typeExpression(field.type, to);
    return value === null ? [] : [statementOf(put(name, field.name, value, at))];
  });
  return [made, ...fields];
}

function put(owner: string, field: string, value: Expression, at: Span): Expression {
  const target = {
    kind: "member" as const,
    object: nameAt(owner, at),
    property: constantAt(field, at),
  };
  return { kind: "assign", target, value, at };
}
