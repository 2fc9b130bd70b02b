import { child, parts, type SyntaxNode } from "../syntax.ts";
import { attributeNodes } from "./declared.ts";
import { plainName, usualName } from "./names.ts";
import { literalText } from "./strings.ts";

/**
 * The function of a native library that a method without a body stands for, by `DllImport` or
 * `LibraryImport`: `native.VirtualAlloc`. Null for any other method.
 */
export function nativeFunction(method: SyntaxNode): string | null {
  const attribute = attributeNodes(method).find((each) =>
    /^(?:DllImport|LibraryImport)(?:Attribute)?$/.test(usualName(child(each, "name")?.text ?? "")),
  );
  if (attribute === undefined) return null;
  const list = parts(attribute).find((each) => each.type === "attribute_argument_list");
  const entry = (list === undefined ? [] : parts(list)).flatMap((argument) => {
    const [value] = parts(argument);
    const left = value?.type === "assignment_expression" ? child(value, "left") : null;
    const named = left?.text ?? argument.children.find((each) => each.field === "name")?.text ?? "";
    const given =
      value?.type === "assignment_expression" ? child(value, "right") : parts(argument).at(-1);
    return named === "EntryPoint" && given !== undefined && given !== null
      ? (literalText(given) ?? [])
      : [];
  })[0];
  const name = entry ?? plainName(child(method, "name")?.text ?? "");
  return `native.${name.replace(/^#\d+$/, "ordinal").replace(/(?<=[a-z])[AW]$/, "")}`;
}
