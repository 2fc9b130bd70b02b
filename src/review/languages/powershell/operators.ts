import type { Span } from "../../../model/span.ts";
import type { Expression } from "../../code/program.ts";
import { callAt, nameAt } from "../lowered.ts";
import { assignAt, type Parser } from "./parser.ts";

/** Two values with an operator between them. */
export function combined(
  name: string,
  left: Expression,
  right: Expression,
  at: Span,
  parser: Parser,
): Expression {
  const plain =
    /^[ci](?:eq|ne|gt|ge|lt|le|like|notlike|match|notmatch|replace|contains|notcontains|in|notin|split|join)$/.test(
      name,
    )
      ? name.slice(1)
      : name;
  switch (plain) {
    case "+":
      return callAt("#plus", [left, right], at);
    case "*":
      return callAt("#times", [left, right], at);
    case "f":
      return callAt("#format", [left, right], at);
    case "..":
      return callAt("#range", [left, right], at);
    case "join":
      return callAt("#join", [left, right], at);
    case "split":
      return callAt("#split", [left, right], at);
    case "replace":
      return callAt("#replace", [left, right], at);
    case "as":
      return left;
    case "match":
      return matched(left, right, at, parser);
    case "??":
      return { kind: "choice", test: null, options: [left, right], at };
    default:
      return {
        kind: "operation",
        operator: /^[a-z]/.test(plain) ? `-${plain}` : plain,
        operands: [left, right],
        at,
      };
  }
}

/** One more part of a sum; null when the left side is no sum. */
export function raised(left: Expression, right: Expression, at: Span): Expression | null {
  if (left.kind !== "call" || left.callee.kind !== "name" || left.callee.name !== "#plus")
    return null;
  left.args.push({ value: right });
  return { ...left, at };
}

/** `$x -match "…"` leaves what it found in `$matches`. */
function matched(left: Expression, right: Expression, at: Span, parser: Parser): Expression {
  const found = callAt("#match", [left, right], at);
  const kept = assignAt("matches", found, at, parser.output.local);
  return {
    kind: "sequence",
    items: [kept, { kind: "opaque", parts: [nameAt("#unknown", at)], at }],
    at,
  };
}
