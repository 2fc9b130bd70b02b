import type { Span } from "../../../model/span.ts";
import type { Expression, Statement } from "../../code/program.ts";
import type { SyntaxNode } from "../syntax.ts";
import { memberAt, nameAt } from "../lowered.ts";

/** What a type of this file is: the names of its fields in order, and what it is made of. */
export interface DeclaredType {
  fields: readonly { name: string; type: SyntaxNode | null }[];
  /** Types whose methods and fields are its own as well. */
  embedded: readonly SyntaxNode[];
  /** It has fields or methods, so that values of it are records. */
  isRecord: boolean;
}

/**
 * What the parts of the lowering need of each other and know in common. They call through
 * this, so that their imports go one way.
 */
export interface Lowering {
  expression(node: SyntaxNode): Expression;
  statements(nodes: readonly SyntaxNode[]): Statement[];
  /** Lowers what stands in a loop, a switch or a function: `break` means another thing in each. */
  inside<T>(kind: "loop" | "switch", lower: () => T): T;
  /** Whether a plain `break` leaves a loop here. */
  readonly breaksLoop: boolean;
  /** The types that this file declares. */
  readonly types: ReadonlyMap<string, DeclaredType>;
  /** What `//go:embed` names, by the line of the directive. */
  readonly embeds: ReadonlyMap<number, string[]>;
  /** A name that no program can spell. */
  fresh(): string;
}

/** Gives a variable a value. */
export function assignAt(name: string, value: Expression, at: Span, local = true): Statement {
  const target = { kind: "name" as const, name, local };
  return { kind: "expression", value: { kind: "assign", target, value, at }, at };
}

/** A type without its pointers, lists, parentheses and type arguments. */
export function plainType(node: SyntaxNode | null): SyntaxNode | null {
  let type = node;
  while (type !== null && /^(?:pointer_type|parenthesized_type|generic_type)$/.test(type.type)) {
    type = type.children.find((each) => each.named) ?? null;
  }
  return type;
}

/** The API or the record that values of a type are; null for types that say nothing. */
export function typeExpression(node: SyntaxNode | null, to: Lowering): Expression | null {
  const type = plainType(node);
  if (type === null) return null;
  if (type.type === "qualified_type") {
    const [owner, name] = type.children.filter((each) => each.named);
    if (owner === undefined || name === undefined) return null;
    return memberAt(nameAt(owner.text, type.at), name.text, type.at);
  }
  if (type.type !== "type_identifier") return null;
  return to.types.get(type.text)?.isRecord === true ? nameAt(type.text, type.at) : null;
}
