import type { Expression, Statement, Target } from "../../code/program.ts";
import { child, parts, type SyntaxNode } from "../syntax.ts";
import { constantAt } from "../lowered.ts";
import { drop, type Lowering } from "./lowering.ts";

/** What a pattern gives names to, as one target; null when it names nothing. */
export function lowerPattern(node: SyntaxNode, to: Lowering): Target | null {
  switch (node.type) {
    case "identifier":
    case "shorthand_field_identifier":
      return { kind: "name", name: node.text, local: true };
    case "tuple_pattern":
    case "slice_pattern":
      return taken(parts(node), to);
    case "tuple_struct_pattern": {
      const inner = parts(node).filter((each) => each.field !== "type");
      const [only] = inner;
      // `Some(x)`, `Ok(x)` and their kin stand for what is inside of them.
      return inner.length === 1 && only !== undefined ? lowerPattern(only, to) : taken(inner, to);
    }
    case "struct_pattern":
      return fields(node, to);
    case "captured_pattern": {
      const [name] = parts(node);
      return name === undefined ? null : lowerPattern(name, to);
    }
    case "mut_pattern":
    case "ref_pattern":
    case "reference_pattern":
    case "match_pattern": {
      const inner = parts(node).find((each) => each.type !== "mutable_specifier");
      return inner === undefined ? null : lowerPattern(inner, to);
    }
    case "or_pattern": {
      const named = parts(node).map((each) => lowerPattern(each, to));
      return named.find((each) => each !== null) ?? null;
    }
    default:
      return null;
  }
}

function taken(nodes: readonly SyntaxNode[], to: Lowering): Target {
  const found = nodes.flatMap((each, index) => {
    const target = lowerPattern(each, to);
    const property = constantAt(index, each.at);
    return target === null ? [] : [{ property, target, fallback: null }];
  });
  return { kind: "parts", parts: found };
}

function fields(node: SyntaxNode, to: Lowering): Target {
  const found = parts(node).flatMap((each) => {
    if (each.type !== "field_pattern") return [];
    const name = child(each, "name");
    const inner = child(each, "pattern");
    if (name === null) return [];
    const target = inner === null ? lowerPattern(plain(name), to) : lowerPattern(inner, to);
    const property = constantAt(name.text, each.at);
    return target === null ? [] : [{ property, target, fallback: null }];
  });
  return { kind: "parts", parts: found };
}

/** The field's name is the name that it gets. */
function plain(name: SyntaxNode): SyntaxNode {
  return { ...name, type: "identifier" };
}

/** Gives what a pattern names the parts of a value; the value is evaluated in any case. */
export function bindPattern(node: SyntaxNode, value: Expression, to: Lowering): Statement[] {
  const target = lowerPattern(node, to);
  if (target === null) return [drop(value)];
  return [drop({ kind: "assign", target, value, at: node.at })];
}
