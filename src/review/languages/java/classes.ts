import { child, parts, type SyntaxNode } from "../syntax.ts";
import { plainType } from "./imports.ts";

/** A class, interface, enum or record of the file. */
export interface ClassInfo {
  /** The variable that holds it; no two classes of a file share one. */
  key: string;
  name: string;
  node: SyntaxNode;
  outer: ClassInfo | null;
  /** It stands inside a method, and is made where it stands. */
  local: boolean;
  /** Fields with the types they are declared with. */
  fields: ReadonlyMap<string, string>;
  methods: ReadonlySet<string>;
  /** What it extends and implements, as written. */
  bases: readonly string[];
}

/** Every class of a file. */
export interface Classes {
  all: readonly ClassInfo[];
  of: (node: SyntaxNode) => ClassInfo | null;
  /** The class that a name means at a place, or null when the file has none of it. */
  named: (name: string, from: ClassInfo | null) => ClassInfo | null;
}

const DECLARATION = /^(?:class|interface|enum|record|annotation_type)_declaration$/;

/** Whether a node declares a class of any kind. */
export function isClass(node: SyntaxNode): boolean {
  return DECLARATION.test(node.type);
}

/** Members of a class: what stands in its body, and after the constants of an enum. */
export function membersOf(node: SyntaxNode): SyntaxNode[] {
  const body = child(node, "body") ?? node.children.find((each) => each.type === "class_body");
  if (body === undefined) return [];
  return parts(body).flatMap((each) =>
    each.type === "enum_body_declarations" ? parts(each) : [each],
  );
}

/** Finds all classes of a file, wherever they stand. */
export function classesOf(tree: SyntaxNode): Classes {
  const found = new Map<SyntaxNode, ClassInfo>();
  const keys = new Map<string, ClassInfo>();
  const pending: Place[] = [{ node: tree, outer: null, local: false }];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const { node, outer } = next;
    const info = isClass(node) ? describe(next, keys) : null;
    if (info !== null) {
      found.set(node, info);
      keys.set(info.key, info);
    }
    // From the end, so that classes come in the order in which they stand.
    const local = next.local || node.type === "block";
    for (const each of parts(node).reverse())
      pending.push({ node: each, outer: info ?? outer, local });
  }
  const named = (name: string, from: ClassInfo | null): ClassInfo | null => {
    const last = name.slice(name.lastIndexOf(".") + 1);
    for (let at = from; at !== null; at = at.outer) {
      const inner = keys.get(`${at.key}$${last}`);
      if (inner !== undefined) return inner;
      if (at.name === last) return at;
    }
    if (!name.includes(".")) return keys.get(last) ?? null;
    return keys.get(name.replaceAll(".", "$")) ?? null;
  };
  return { all: [...found.values()], of: (node) => found.get(node) ?? null, named };
}

interface Place {
  node: SyntaxNode;
  outer: ClassInfo | null;
  local: boolean;
}

function describe({ node, outer, local }: Place, keys: ReadonlyMap<string, ClassInfo>): ClassInfo {
  const name = child(node, "name")?.text ?? "";
  let key = outer === null ? name : `${outer.key}$${name}`;
  while (keys.has(key)) key += "'";
  const members = membersOf(node);
  const fields = members.flatMap((each) => fieldsIn(each));
  const parameters = child(node, "parameters");
  for (const each of parameters === null ? [] : parts(parameters)) {
    fields.push([child(each, "name")?.text ?? "", plainType(child(each, "type"))]);
  }
  const methods = members.filter((each) => each.type === "method_declaration");
  return {
    key,
    name,
    node,
    outer,
    local,
    fields: new Map(fields),
    methods: new Set(methods.map((each) => child(each, "name")?.text ?? "")),
    bases: basesOf(node),
  };
}

function fieldsIn(node: SyntaxNode): [string, string][] {
  if (node.type === "enum_constant") return [[child(node, "name")?.text ?? "", ""]];
  if (!/^(?:field|constant)_declaration$/.test(node.type)) return [];
  const type = plainType(child(node, "type"));
  return node.children
    .filter((each) => each.field === "declarator")
    .map((each) => [child(each, "name")?.text ?? "", type]);
}

function basesOf(node: SyntaxNode): string[] {
  const lists = node.children.filter((each) =>
    /^(?:superclass|super_interfaces|extends_interfaces)$/.test(each.type),
  );
  return lists
    .flatMap((each) => parts(each))
    .flatMap((each) => (each.type === "type_list" ? parts(each) : [each]))
    .map((each) => plainType(each));
}

/** The class that has a member, looked for in a class and what it extends in this file. */
export function declaring(
  start: ClassInfo,
  has: (info: ClassInfo) => boolean,
  classes: Classes,
): ClassInfo | null {
  const seen = new Set<ClassInfo>([start]);
  for (const info of seen) {
    if (has(info)) return info;
    for (const base of info.bases) {
      const found = classes.named(base, info.outer);
      if (found !== null) seen.add(found);
    }
  }
  return null;
}
