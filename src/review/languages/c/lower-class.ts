import type { Expression, FunctionNode, Statement } from "../../code/program.ts";
import { child, childrenIn, parts, type SyntaxNode } from "../syntax.ts";
import { assignTo, memberAt, nameAt, statementOf } from "../lowered.ts";
import { lowerFunction } from "./lower-function.ts";
import { lowerMaking } from "./lower-creation.ts";
import { type Lowering } from "./lowering.ts";
import { declaratorOf, declaredName, dotted, lastPart, plainType } from "./names.ts";

/** Methods that are written outside of their class, by the class. */
const OUTSIDE = new WeakMap<Lowering, Map<string, SyntaxNode[]>>();

/** Says which methods stand outside of their classes, before the classes are lowered. */
export function setOutside(to: Lowering, methods: Map<string, SyntaxNode[]>): void {
  OUTSIDE.set(to, methods);
}

/** A class or struct with its methods, then the values of its fields. */
export function lowerClass(node: SyntaxNode, to: Lowering): Statement[] {
  const body = child(node, "body");
  const name = lastPart(dotted(child(node, "name")?.text ?? ""));
  if (body === null || name === "") return [];
  const { at } = node;
  const members = membersOf(body);
  const inside = members.filter((each) => each.type === "function_definition");
  const outside = OUTSIDE.get(to)?.get(name) ?? [];
  const methods = [...inside, ...outside].map((each) => method(each, name, to));
  const made = methods.some((each) => each.name === "constructor");
  const constructor: FunctionNode = {
    name: "constructor",
    parameters: [],
    defaults: [],
    rest: false,
    self: "this",
    body: [],
    at,
  };
  const inner = members.filter((each) => /^(?:class|struct)_specifier$/.test(each.type));
  return [
    ...inner.flatMap((each) => lowerClass(each, to)),
    {
      kind: "class",
      name,
      bases: basesOf(node),
      methods: made ? methods : [...methods, constructor],
      body: [],
      at,
    },
    ...members.flatMap((each) => fields(each, name, to)),
  ];
}

function membersOf(body: SyntaxNode): SyntaxNode[] {
  return parts(body).flatMap((each) =>
    /^(?:template_declaration|preproc_|field_declaration_list)/.test(each.type)
      ? membersOf(each)
      : [each],
  );
}

function basesOf(node: SyntaxNode): Expression[] {
  const clause = node.children.find((each) => each.type === "base_class_clause");
  return (clause === undefined ? [] : parts(clause))
    .filter((each) => /identifier|template_type/.test(each.type))
    .map((each) => nameAt(lastPart(dotted(each.text)), each.at));
}

function method(node: SyntaxNode, owner: string, to: Lowering): FunctionNode {
  const name = lastPart(dotted(declaredName(child(node, "declarator"))?.text ?? ""));
  return lowerFunction(node, name === owner ? "constructor" : name, owner, to);
}

/** Fields with a value, and fields that are objects of a class. */
function fields(node: SyntaxNode, owner: string, to: Lowering): Statement[] {
  if (node.type !== "field_declaration") return [];
  const type = plainType(child(node, "type"));
  const value = child(node, "default_value");
  return childrenIn(node, "declarator").flatMap((each): Statement[] => {
    if (declaratorOf(each, "function_declarator") !== null) return [];
    const name = declaredName(each)?.text;
    const pointer = declaratorOf(each, "pointer_declarator") !== null;
    const given =
      value !== null ? to.expression(value) : pointer ? null : lowerMaking(type, [], each, to);
    if (name === undefined || given === null) return [];
    const { at } = each;
    return [statementOf(assignTo(memberAt(nameAt(owner, at), name, at), given, at))];
  });
}
