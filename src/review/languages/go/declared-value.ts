import type { Span } from "../../../model/span.ts";
import type { Expression } from "../../code/program.ts";
import { parts, type SyntaxNode } from "../syntax.ts";
import { callAt, constantAt } from "../lowered.ts";
import { typeExpression, type Lowering } from "./lowering.ts";

/** What a variable of a type holds before anything is put in; null when that says nothing. */
export function declaredValue(type: SyntaxNode | null, at: Span, to: Lowering): Expression | null {
  if (type === null) return null;
  if (isBuffer(type)) return callAt("#buffer", [], at);
  const { text } = type;
  if (text === "string") return constantAt("", at);
  if (/^u?int\d*$|^(?:byte|rune)$/.test(text)) return constantAt(0, at);
  if (type.type === "slice_type") return { kind: "list", items: [], at };
  if (type.type === "array_type") {
    const [length] = parts(type);
    return length === undefined ? null : callAt("#zeros", [to.expression(length)], at);
  }
  if (type.type === "map_type") return { kind: "record", entries: [], at };
  return recordOf(type, [], at, to);
}

/** Whether values of a type collect what is written into them. */
export function isBuffer(type: SyntaxNode | null): boolean {
  return /^(?:strings\.Builder|bytes\.Buffer)$/.test(type?.text ?? "");
}

/** A fresh value of a type: a record with its methods, the API that it is, or both. */
export function recordOf(
  type: SyntaxNode,
  entries: { key: Expression | null; value: Expression }[],
  at: Span,
  to: Lowering,
): Expression | null {
  const known = typeExpression(type, to);
  if (known === null) return null;
  const own = known.kind === "name" ? [{ key: null, value: known }] : [];
  const made: Expression = { kind: "record", entries: [...own, ...entries], at };
  const outside =
    known.kind === "member" ||
    (to.types.get(known.kind === "name" ? known.name : "")?.embedded ?? []).length > 0;
  return outside ? { kind: "choice", test: null, options: [made, known], at } : made;
}
