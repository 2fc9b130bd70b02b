import { child, parts, type SyntaxNode } from "../syntax.ts";

/** A name with dots between its parts, without template arguments: `std::filesystem::path`. */
export function dotted(text: string): string {
  if (text.length > 400) return "";
  let out = text;
  // Template arguments nest: the innermost go first.
  for (let turn = 0; turn < 8 && out.includes("<"); turn += 1) out = out.replace(/<[^<>]*>/g, "");
  return out
    .replace(/\s+/g, "")
    .replace(/^::/, "")
    .replaceAll("::", ".")
    .replace(/[.]{2,}/g, ".");
}

/** The node in a declarator that is the name itself; null for one without a name. */
export function declaredName(node: SyntaxNode | null): SyntaxNode | null {
  let at = node;
  for (let depth = 0; at !== null && depth < 60; depth += 1) {
    if (
      /^(?:identifier|field_identifier|type_identifier|qualified_identifier|destructor_name|operator_name|template_function|operator_cast)$/.test(
        at.type,
      )
    ) {
      return at;
    }
    at =
      child(at, "declarator") ??
      parts(at).find((each) => /declarator$|^identifier$|^field_identifier$/.test(each.type)) ??
      null;
  }
  return null;
}

/** The declarator of this kind around a name, or null. */
export function declaratorOf(node: SyntaxNode | null, kind: string): SyntaxNode | null {
  let at = node;
  for (let depth = 0; at !== null && depth < 60; depth += 1) {
    if (at.type === kind) return at;
    at = child(at, "declarator") ?? parts(at).find((each) => /declarator$/.test(each.type)) ?? null;
  }
  return null;
}

/** The plain name of a type: no qualifiers, pointers or template arguments. */
export function plainType(node: SyntaxNode | null): string {
  if (node === null) return "";
  if (node.type === "type_descriptor") return plainType(child(node, "type"));
  if (/^(?:struct|class|union|enum)_specifier$/.test(node.type)) {
    return dotted(child(node, "name")?.text ?? "");
  }
  return dotted(node.text);
}

/** The last part of a dotted name. */
export function lastPart(name: string): string {
  return name.slice(name.lastIndexOf(".") + 1);
}
