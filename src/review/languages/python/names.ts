import type { Statement } from "../../code/program.ts";
import { BUILTINS } from "./builtins.ts";
import { boundName } from "./lower-import.ts";
import { nameNode } from "./lowering.ts";
import { child, childrenIn, parts, type SyntaxNode } from "../syntax.ts";

/** No file needs more of them, and each costs a look at every module it may come from. */
const UNBOUND = 500;

/** A module exports every name that its own statements bind. */
export function exportsOf(tree: SyntaxNode): Statement[] {
  const names = new Set<string>();
  const pending = [tree];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    for (const name of boundHere(node)) names.add(name);
    if (!/^(?:function|class)_definition$|^lambda$|_comprehension$/.test(node.type)) {
      pending.push(...node.children);
    }
  }
  const { at } = tree;
  return [...names].map((name) => ({ kind: "export", name, value: nameNode(name, at), at }));
}

/** Names that a file with `import *` uses and binds nowhere; none for other files. */
export function unboundNames(tree: SyntaxNode): string[] {
  const used = new Set<string>();
  const bound = new Set<string>();
  let star = false;
  const pending = [tree];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    if (node.type === "wildcard_import") star = true;
    if (node.type === "identifier") used.add(node.text);
    for (const name of boundHere(node)) bound.add(name);
    pending.push(...node.children);
  }
  if (!star) return [];
  return [...used].filter((name) => !bound.has(name) && !BUILTINS.has(name)).slice(0, UNBOUND);
}

function boundHere(node: SyntaxNode): string[] {
  switch (node.type) {
    case "function_definition":
    case "class_definition":
      return [child(node, "name")?.text ?? ""];
    case "import_statement":
    case "import_from_statement":
      return childrenIn(node, "name").map(boundName);
    case "assignment":
    case "augmented_assignment":
    case "for_statement":
    case "for_in_clause": {
      const left = child(node, "left");
      return left === null ? [] : identifiers(left);
    }
    case "named_expression":
      return [child(node, "name")?.text ?? ""];
    case "parameters":
    case "lambda_parameters":
    case "as_pattern_target":
      return identifiers(node);
    default:
      return [];
  }
}

function identifiers(node: SyntaxNode): string[] {
  if (node.type === "identifier") return [node.text];
  if (node.type === "attribute" || node.type === "subscript") return [];
  return parts(node).flatMap(identifiers);
}
