import type { Argument, Expression } from "../../code/program.ts";
import { callAt, memberAt } from "../lowered.ts";

/** What is added to the headers of a client or a request, and what is copied into a stream. */
export function putIn(
  object: Expression,
  method: string,
  args: readonly Argument[],
  at: Expression["at"],
): Expression | null {
  const [first, second] = args;
  if (first === undefined) return null;
  if (/^(?:Add|TryAddWithoutValidation|Append|Set)$/.test(method) && isHeaders(object)) {
    if (second === undefined) return null;
    const target = { kind: "member" as const, object, property: first.value };
    return { kind: "assign", target, value: second.value, at };
  }
  if (!/^CopyTo(?:Async)?$/.test(method)) return null;
  const copy: Expression = {
    kind: "call",
    callee: memberAt(object, method, at),
    args: [...args],
    at,
  };
  return { kind: "sequence", items: [callAt("#into", [first.value, object], at), copy], at };
}

function isHeaders(object: Expression): boolean {
  return (
    object.kind === "member" &&
    object.property.kind === "constant" &&
    /^(?:DefaultRequest)?Headers$/.test(String(object.property.value))
  );
}
