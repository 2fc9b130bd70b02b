import { child, parts, type SyntaxNode } from "../syntax.ts";
import { plainName, usualName } from "./names.ts";

/** A type that the file declares. */
export interface TypeInfo {
  name: string;
  node: SyntaxNode;
  /** Names of its fields, properties and methods. */
  members: ReadonlySet<string>;
  /** Properties that compute what they answer, and those that do something when set. */
  getters: ReadonlySet<string>;
  setters: ReadonlySet<string>;
  /** Methods for values of other types: their first parameter is `this`. */
  extensions: ReadonlySet<string>;
  /** Its bases as a vocabulary knows them. */
  bases: readonly string[];
  attributes: readonly string[];
}

const TYPES = /^(?:class|struct|interface|record|record_struct|enum|extension)_declaration$/;

/** Whether a node declares a type. */
export function declaresType(node: SyntaxNode): boolean {
  return TYPES.test(node.type);
}

/** Every type of a file, nested ones too; of parts of one type, the members of all. */
export function typesOf(tree: SyntaxNode): TypeInfo[] {
  const found: TypeInfo[] = [];
  const pending = [tree];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    if (declaresType(node)) found.push(infoOf(node));
    // Types stand in name spaces and types only, never in a method.
    const around = declaresType(node)
      ? parts(node).filter((each) => each.field === "body")
      : parts(node).filter((each) => AROUND.test(each.type) || declaresType(each));
    pending.push(...around.reverse());
  }
  return found;
}

const AROUND =
  /^(?:compilation_unit|namespace_declaration|file_scoped_namespace_declaration|declaration_list|preproc_\w+|ERROR)$/;

/** The member declarations of a type, those between `#if` lines too. */
export function membersOf(node: SyntaxNode): SyntaxNode[] {
  const body = child(node, "body");
  return body === null ? [] : flat(parts(body));
}

function flat(nodes: readonly SyntaxNode[]): SyntaxNode[] {
  return nodes.flatMap((each) =>
    /^(?:preproc_(?:if|else|elif|region)|ERROR)/.test(each.type)
      ? flat(parts(each).filter((part) => part.field !== "condition"))
      : [each],
  );
}

function infoOf(node: SyntaxNode): TypeInfo {
  const members = new Set<string>();
  const getters = new Set<string>();
  const setters = new Set<string>();
  const extensions = new Set<string>();
  for (const each of membersOf(node)) {
    for (const name of namesIn(each)) members.add(name);
    const name = plainName(child(each, "name")?.text ?? "");
    if (isExtension(each)) extensions.add(name);
    if (each.type !== "property_declaration") continue;
    if (getterOf(each) !== null) getters.add(name);
    if (accessor(each, /^(?:set|init)$/) !== null) setters.add(name);
  }
  for (const each of primaryParameters(node))
    members.add(plainName(child(each, "name")?.text ?? ""));
  const list = parts(node).find((each) => each.type === "base_list");
  return {
    name: plainName(child(node, "name")?.text ?? ""),
    node,
    members,
    getters,
    setters,
    extensions,
    bases: list === undefined ? [] : parts(list).flatMap(baseName),
    attributes: attributesOf(node),
  };
}

function isExtension(member: SyntaxNode): boolean {
  const list = member.type === "method_declaration" ? child(member, "parameters") : null;
  const [first] = list === null ? [] : parts(list);
  return first !== undefined && /^(?:scoped\s+|ref\s+|in\s+)?this\s/.test(first.text);
}

/** The parameters that stand behind the name of a class or record. */
export function primaryParameters(node: SyntaxNode): SyntaxNode[] {
  const list = parts(node).find((each) => each.type === "parameter_list");
  return list === undefined ? [] : parts(list).filter((each) => each.type === "parameter");
}

function baseName(node: SyntaxNode): string[] {
  if (node.type === "primary_constructor_base_type") {
    const [type] = parts(node);
    return type === undefined ? [] : [usualName(type.text)];
  }
  return node.type === "argument_list" ? [] : [usualName(node.text)];
}

function namesIn(member: SyntaxNode): string[] {
  const declaration = parts(member).find((each) => each.type === "variable_declaration");
  const declarators = (declaration === undefined ? [] : parts(declaration)).filter(
    (each) => each.type === "variable_declarator",
  );
  const named = [member, ...declarators].flatMap((each) => child(each, "name")?.text ?? []);
  return declaresType(member) ? [] : named.map(plainName);
}

/** What a property computes: the body of `get`, or what stands behind the arrow. */
export function getterOf(property: SyntaxNode): SyntaxNode | null {
  const value = child(property, "value");
  if (value?.type === "arrow_expression_clause") return value;
  return accessor(property, /^get$/);
}

/** The body of an accessor of a property. */
export function accessor(property: SyntaxNode, kind: RegExp): SyntaxNode | null {
  const list = child(property, "accessors");
  const found = (list === null ? [] : parts(list)).find((each) =>
    kind.test(child(each, "name")?.text ?? ""),
  );
  return found === undefined ? null : child(found, "body");
}

/** The names of attributes, without "Attribute". */
export function attributesOf(node: SyntaxNode): string[] {
  return attributeNodes(node).map((each) =>
    usualName(child(each, "name")?.text ?? "").replace(/Attribute$/, ""),
  );
}

/** The attributes of a declaration. */
export function attributeNodes(node: SyntaxNode): SyntaxNode[] {
  return parts(node)
    .filter((each) => each.type === "attribute_list")
    .flatMap((list) => parts(list).filter((each) => each.type === "attribute"));
}
