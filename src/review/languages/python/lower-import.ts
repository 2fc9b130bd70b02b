import type { Expression, Statement } from "../../code/program.ts";
import type { Span } from "../../../model/span.ts";
import { assignNode, constantNode, memberNode, type Lowering } from "./lowering.ts";
import { child, childrenIn, parts, type SyntaxNode } from "../syntax.ts";

/** `import a.b as c, d` */
export function lowerImport(node: SyntaxNode, to: Lowering): Statement[] {
  void to;
  return childrenIn(node, "name").flatMap((each): Statement[] => {
    const { at } = each;
    if (each.type === "aliased_import") {
      const name = child(each, "name")?.text ?? "";
      return [assignNode(child(each, "alias")?.text ?? "", moduleNode(name, at), at)];
    }
    const name = plain(each.text);
    const [top] = name.split(".");
    const bound = assignNode(top ?? name, moduleNode(top ?? name, at), at);
    if (top === name) return [bound];
    return [{ kind: "expression", value: moduleNode(name, at), at }, bound];
  });
}

/** `from a.b import c as d`, also relative, also `*`. */
export function lowerFrom(node: SyntaxNode, to: Lowering): Statement[] {
  const { at } = node;
  const module = plain(child(node, "module_name")?.text ?? "");
  if (node.children.some((each) => each.type === "wildcard_import"))
    return everything(module, at, to);
  return childrenIn(node, "name").flatMap((each): Statement[] => {
    const aliased = each.type === "aliased_import";
    const name = plain((aliased ? child(each, "name") : each)?.text ?? "");
    const bound = aliased ? (child(each, "alias")?.text ?? name) : name;
    // `from . import x` names a module beside this one.
    const value = /^\.+$/.test(module)
      ? moduleNode(module + name, each.at)
      : memberNode(moduleNode(module, at), name, each.at);
    return [assignNode(bound, value, each.at)];
  });
}

/** A name that the file binds nowhere may be what `import *` brought. */
function everything(module: string, at: Span, to: Lowering): Statement[] {
  const taken = to.unbound.map((name) =>
    assignNode(name, memberNode(moduleNode(module, at), name, at), at),
  );
  return [{ kind: "export", name: "*", value: moduleNode(module, at), at }, ...taken];
}

function moduleNode(name: string, at: Span): Expression {
  return { kind: "import", module: constantNode(name, at), at };
}

function plain(text: string): string {
  return text.replace(/[\s\\]+/g, "").normalize("NFKC");
}

/** The name that one item of an import binds. */
export function boundName(node: SyntaxNode): string {
  return (child(node, "alias") ?? parts(node)[0])?.text ?? "";
}

/** Names that the imports of a tree bind. */
export function importedNames(root: SyntaxNode): Set<string> {
  const out = new Set<string>();
  const pending = [root];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    if (node.type === "import_statement" || node.type === "import_from_statement") {
      childrenIn(node, "name").forEach((each) => out.add(boundName(each)));
    } else pending.push(...node.children);
  }
  return out;
}
