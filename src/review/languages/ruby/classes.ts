import { child, parts, type SyntaxNode } from "../syntax.ts";

/** What every object can call; a class that has a method of such a name hides nothing by that. */
const KERNEL =
  /^(?:system|exec|eval|spawn|fork|syscall|open|load|require\w*|(?:instance|class|module)_(?:eval|exec)|(?:public_|__)?send(?:__)?)$/;
/** As long a line of ancestors is followed. */
const MOST_ANCESTORS = 8;

/** What stands in the body of a class or module, and in its `class << self`. */
export function membersOf(node: SyntaxNode): SyntaxNode[] {
  const body = child(node, "body");
  const members = body === null ? [] : parts(body);
  return members.flatMap((each) => (each.type === "singleton_class" ? membersOf(each) : [each]));
}

/** Whether a member is a method, of the objects or of the class itself. */
export function isMethod({ type }: SyntaxNode): boolean {
  return /^(?:singleton_)?method$/.test(type);
}

/** For each class and module of the text the methods that it and its ancestors here define. */
export function methodsByClass(tree: SyntaxNode): Map<string, Set<string>> {
  const found = new Map<string, { names: Set<string>; ancestor: string | null }>();
  const pending = [tree];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    pending.push(...parts(node));
    if (!/^(?:class|module)$/.test(node.type)) continue;
    const name = child(node, "name")?.text ?? "";
    const [superclass] = parts(child(node, "superclass") ?? node);
    const known = found.get(name) ?? { names: new Set<string>(), ancestor: null };
    for (const member of membersOf(node).filter(isMethod)) {
      const method = child(member, "name")?.text ?? "";
      if (!KERNEL.test(method)) known.names.add(method);
    }
    known.ancestor ??= node.type === "class" ? (superclass?.text ?? null) : null;
    found.set(name, known);
  }
  const ofAll = (name: string | null, left: number): string[] => {
    const known = name === null || left === 0 ? undefined : found.get(name);
    return known === undefined ? [] : [...known.names, ...ofAll(known.ancestor, left - 1)];
  };
  return new Map([...found.keys()].map((name) => [name, new Set(ofAll(name, MOST_ANCESTORS))]));
}
