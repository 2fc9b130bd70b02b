import type { Expression, FunctionNode, Statement } from "../../code/program.ts";
import { child, parts, type SyntaxNode } from "../syntax.ts";
import { nameAt } from "../lowered.ts";
import { isStarted } from "./attributes.ts";
import { literalText, lastName } from "./literals.ts";
import { lowerFunction } from "./lower-function.ts";
import { lowerUse } from "./lower-use.ts";
import { drop, inPlace, letAt, methodAt, type Lowering } from "./lowering.ts";
import { isItemMacro, itemsOfMacro, lowerRules } from "./macro-items.ts";

const ITEM =
  /^(?:use_declaration|extern_crate_declaration|mod_item|const_item|static_item|function_item|function_signature_item|impl_item|trait_item|struct_item|enum_item|union_item|type_item|macro_definition|foreign_mod_item)$/;

/** Whether a node defines something, rather than doing something; attributes go with what follows. */
export function isItem(node: SyntaxNode, next: SyntaxNode | undefined): boolean {
  if (node.type === "attribute_item")
    return next !== undefined && (next.type === "attribute_item" || ITEM.test(next.type));
  return ITEM.test(node.type) || isItemMacro(node);
}

/** The name under which a module keeps what runs by itself. */
const START = "#start";

interface Item {
  node: SyntaxNode;
  attributes: readonly SyntaxNode[];
}

/** Items in an order in which each finds what it needs; what runs by itself comes last. */
export function lowerItems(nodes: readonly SyntaxNode[], to: Lowering): Statement[] {
  const items = withAttributes(
    nodes.flatMap((each) => (isItemMacro(each) ? itemsOfMacro(each, to) : [each])),
  );
  const of = (...types: string[]) => items.filter(({ node }) => types.includes(node.type));
  return [
    ...of("macro_definition").flatMap(({ node }) => lowerRules(node, to)),
    ...of("function_item").map(({ node }): Statement => {
      return { kind: "function", function: lowerFunction(node, to), at: node.at };
    }),
    ...of("mod_item").flatMap((item) => lowerModule(item, to)),
    ...of("use_declaration", "extern_crate_declaration").flatMap(({ node }) => lowerUse(node, to)),
    ...lowerTypes(
      of("impl_item", "trait_item").map(({ node }) => node),
      to,
    ),
    ...of("const_item", "static_item").flatMap(({ node }) => lowerConstant(node, to)),
    ...starts(items, to),
  ];
}

function withAttributes(nodes: readonly SyntaxNode[]): Item[] {
  const items: Item[] = [];
  let attributes: SyntaxNode[] = [];
  for (const node of nodes) {
    if (node.type === "attribute_item") attributes.push(node);
    else {
      items.push({ node, attributes });
      attributes = [];
    }
  }
  return items;
}

/** `mod x { … }` is a scope of its own; `mod x;` is a file. */
function lowerModule({ node, attributes }: Item, to: Lowering): Statement[] {
  const { at } = node;
  const name = lastName(child(node, "name"));
  const body = child(node, "body");
  if (body === null) {
    const module: Expression = { kind: "constant", value: pathOf(attributes) ?? `mod ${name}`, at };
    return [letAt(name, { kind: "import", module, at }, at)];
  }
  const inside = parts(body);
  const statements = lowerItems(inside, to);
  const names = [...new Set(inside.flatMap((each) => definedBy(each)))];
  const entries = [...names, START].map((each) => ({
    key: { kind: "constant" as const, value: each, at },
    value: nameAt(each, at),
  }));
  const made: Expression = { kind: "record", entries, at };
  const [last] = statements.slice(-1);
  const started = last?.kind === "function" && last.function.name === START;
  const empty: Statement[] = started ? [] : [startOf([], node)];
  return [
    letAt(name, inPlace([...statements, ...empty, { kind: "return", value: made, at }], at), at),
  ];
}

/** Names that an item gives to the module around it. */
function definedBy(node: SyntaxNode): string[] {
  if (node.type === "impl_item") return [lastName(child(node, "type"))];
  if (!/^(?:function|mod|const|static|trait)_item$/.test(node.type)) return [];
  return [lastName(child(node, "name"))];
}

/** `#[path = "x.rs"]` says where a module is. */
function pathOf(attributes: readonly SyntaxNode[]): string | null {
  for (const each of attributes) {
    const [attribute] = parts(each);
    const value = attribute === undefined ? null : child(attribute, "value");
    if (attribute?.text.startsWith("path") === true && value !== null) return literalText(value);
  }
  return null;
}

function lowerConstant(node: SyntaxNode, to: Lowering): Statement[] {
  const value = child(node, "value");
  const name = lastName(child(node, "name"));
  if (value === null || name === "_") return value === null ? [] : [drop(to.expression(value))];
  return [letAt(name, to.expression(value), node.at)];
}

/** One class for each type, with the methods of all its `impl` blocks; traits are its bases. */
function lowerTypes(nodes: readonly SyntaxNode[], to: Lowering): Statement[] {
  const byName = Map.groupBy(nodes, (node) =>
    lastName(child(node, node.type === "trait_item" ? "name" : "type")),
  );
  const names = [...byName.keys()];
  const classes = names.map((name) => classOf(name, byName.get(name) ?? [], to));
  // Traits come first: a type takes what it does not define itself from them.
  return [
    ...classes.filter((each) => each.bases === 0),
    ...classes.filter((each) => each.bases > 0),
  ].flatMap((each) => each.statements);
}

function classOf(
  name: string,
  blocks: readonly SyntaxNode[],
  to: Lowering,
): { bases: number; statements: Statement[] } {
  const [first] = blocks;
  const at = first?.at ?? { line: 1, endLine: 1 };
  const members = blocks.flatMap((block) => {
    const body = child(block, "body");
    return body === null ? [] : parts(body);
  });
  const traits = blocks
    .map((block) => lastName(child(block, "trait")))
    .filter((each) => to.declared.has(each));
  const functions = members.filter((each) => each.type === "function_item");
  const constants = members
    .filter((each) => each.type === "const_item")
    .flatMap((each) => {
      const value = child(each, "value");
      if (value === null) return [];
      const target = {
        kind: "member" as const,
        object: nameAt(name, at),
        property: memberName(each),
      };
      return [drop({ kind: "assign", target, value: to.expression(value), at })];
    });
  const statement: Statement = {
    kind: "class",
    name,
    bases: traits.map((each) => nameAt(each, at)),
    methods: functions.map((each) => lowerFunction(each, to)),
    body: [],
    at,
  };
  return { bases: traits.length, statements: [statement, ...constants] };
}

function memberName(node: SyntaxNode): Expression {
  return { kind: "constant", value: lastName(child(node, "name")), at: node.at };
}

/** A function that calls what runs by itself, in this module and in those inside of it. */
function starts(items: readonly Item[], to: Lowering): Statement[] {
  const calls = items.flatMap(({ node, attributes }): Statement[] => {
    const { at } = node;
    const name = lastName(child(node, "name"));
    if (node.type === "function_item" && isStarted(name, attributes)) {
      return [drop({ kind: "call", callee: nameAt(name, at), args: [], at })];
    }
    if (node.type === "static_item" && isStarted(name, attributes)) {
      const value = child(node, "value");
      return value === null
        ? []
        : [drop({ kind: "call", callee: to.expression(value), args: [], at })];
    }
    if (node.type !== "mod_item" || child(node, "body") === null) return [];
    return [drop(methodAt(nameAt(name, at), START, [], at))];
  });
  const [first] = items;
  return first === undefined || calls.length === 0 ? [] : [startOf(calls, first.node)];
}

function startOf(body: Statement[], node: SyntaxNode): Statement {
  const made: FunctionNode = {
    name: START,
    parameters: [],
    defaults: [],
    rest: false,
    self: null,
    inline: true,
    body,
    at: node.at,
  };
  return { kind: "function", function: made, at: node.at };
}

/** A whole file: its items, what runs by itself, and what other files can use. */
export function lowerFile(nodes: readonly SyntaxNode[], to: Lowering): Statement[] {
  const [first] = nodes;
  if (first === undefined) return [];
  const { at } = first;
  const items = nodes.filter((each, index) => isItem(each, nodes[index + 1]));
  const others = nodes.filter((each) => !items.includes(each));
  const statements = lowerItems(items, to);
  const last = statements.at(-1);
  const started = last?.kind === "function" && last.function.name === START;
  const call: Expression = { kind: "call", callee: nameAt(START, at), args: [], at };
  const names = [
    ...new Set(items.filter((each) => /^pub\b/.test(each.text)).flatMap((each) => definedBy(each))),
  ];
  return [
    ...statements,
    ...others.flatMap((each) => to.into(each, drop)),
    ...(started ? [drop(call)] : []),
    ...names.map((name): Statement => ({ kind: "export", name, value: nameAt(name, at), at })),
  ];
}
