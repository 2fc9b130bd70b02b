import { child, parts, type SyntaxNode } from "../syntax.ts";

/** Marks the call of `collect` that an expression ends with, so that it makes a text. */
export function markText(node: SyntaxNode, textual: Set<SyntaxNode>): void {
  let at: SyntaxNode | undefined = node;
  while (at !== undefined) {
    if (at.type === "block" || at.type === "unsafe_block") {
      at = parts(at).at(-1);
      continue;
    }
    if (at.type === "call_expression") {
      const called: SyntaxNode | null = child(at, "function");
      if (called?.type !== "field_expression") {
        // `Ok(x)` and `Some(x)` end with what is inside of them.
        const args: SyntaxNode | null = child(at, "arguments");
        at = /^(?:Ok|Some)$/.test(called?.text ?? "") && args !== null ? parts(args)[0] : undefined;
        continue;
      }
      const method = child(called, "field")?.text ?? "";
      if (/^(?:collect|concat)$/.test(method)) textual.add(at);
      at = /^(?:unwrap\w*|expect|map_err|context|ok|clone)$/.test(method)
        ? (child(called, "value") ?? undefined)
        : undefined;
      continue;
    }
    at = /^(?:try|await|parenthesized|return|reference)_expression$/.test(at.type)
      ? parts(at)[0]
      : undefined;
  }
}
