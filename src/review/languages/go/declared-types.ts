import { child, childrenIn, parts, type SyntaxNode } from "../syntax.ts";
import type { DeclaredType } from "./lowering.ts";

/** The types that a file declares outside of functions, by name. */
export function typesIn(tree: SyntaxNode): Map<string, DeclaredType> {
  const withMethods = new Set(
    parts(tree)
      .filter((node) => node.type === "method_declaration")
      .map((node) => receiverType(node)),
  );
  const types = new Map<string, DeclaredType>();
  for (const spec of typeSpecs(tree)) {
    const name = child(spec, "name")?.text ?? "";
    const declared = declaredType(child(spec, "type"));
    types.set(name, { ...declared, isRecord: declared.isRecord || withMethods.has(name) });
  }
  return types;
}

/** The declarations of types outside of functions. */
export function typeSpecs(tree: SyntaxNode): SyntaxNode[] {
  return parts(tree)
    .filter((node) => node.type === "type_declaration")
    .flatMap((node) => parts(node))
    .filter((node) => node.type === "type_spec");
}

/** The name of the type whose method this is. */
export function receiverType(method: SyntaxNode): string {
  const text = child(method, "receiver")?.text ?? "";
  return /(\w+)\s*(?:\[[^\]]*\])?\s*\)$/.exec(text)?.[1] ?? "";
}

/** What a struct type holds; other types have no fields. */
export function declaredType(type: SyntaxNode | null): DeclaredType {
  if (type?.type !== "struct_type") return { fields: [], embedded: [], isRecord: false };
  const list = parts(type)[0];
  const declarations = list === undefined ? [] : parts(list);
  const fields = declarations.flatMap((each) => {
    const names = childrenIn(each, "name");
    const of = child(each, "type");
    if (names.length > 0) return names.map((name) => ({ name: name.text, type: of }));
    return of === null ? [] : [{ name: of.text.replace(/^.*\./, ""), type: of }];
  });
  const embedded = declarations
    .filter((each) => childrenIn(each, "name").length === 0)
    .flatMap((each) => child(each, "type") ?? []);
  return { fields, embedded, isRecord: true };
}
