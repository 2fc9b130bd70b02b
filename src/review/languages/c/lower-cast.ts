import type { Expression } from "../../code/program.ts";
import type { SyntaxNode } from "../syntax.ts";
import { callAt, opaqueAt } from "../lowered.ts";
import { type Lowering } from "./lowering.ts";
import { plainType } from "./names.ts";

/** Bytes that are seen as a function are machine code; seen as a character, a number is one. */
export function lowerCast(
  type: SyntaxNode | null,
  value: SyntaxNode | null,
  node: SyntaxNode,
  to: Lowering,
): Expression {
  if (value === null) return opaqueAt([], node.at);
  const inner = to.expression(value);
  if (type === null) return inner;
  const plain = plainType(type);
  const isFunction =
    /\(\s*(?:\w+\s+)?\*+\s*(?:const)?\s*\)\s*\(/.test(type.text) ||
    to.declared.functionTypes.has(plain) ||
    /^(?:LPTHREAD_START_ROUTINE|PTHREAD_START_ROUTINE|FARPROC|PROC|NEARPROC)$/.test(plain);
  if (isFunction) return callAt("#function", [inner], node.at);
  return /^(?:unsigned\s+|signed\s+)?(?:w?char(?:_t)?|CHAR|WCHAR)$/.test(type.text.trim())
    ? callAt("#char", [inner], node.at)
    : inner;
}
