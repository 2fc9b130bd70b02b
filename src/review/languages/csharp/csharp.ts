import type { Expression, Reading, Statement, Target } from "../../code/program.ts";
import type { Grammars } from "../grammars.ts";
import type { Language } from "../language.ts";
import { copyTree, parts, type SyntaxNode } from "../syntax.ts";
import { constantAt } from "../lowered.ts";
import { membersOf, typesOf, type TypeInfo } from "./declared.ts";
import { basesFirst, entryPoints } from "./entry-points.ts";
import { CSHARP_FOLDS } from "./folds.ts";
import { lowerType } from "./lower-class.ts";
import { lowerExpression } from "./lower-expression.ts";
import { localsIn, lowerMethod } from "./lower-function.ts";
import { lowerStatement } from "./lower-statement.ts";
import { type Lowering } from "./lowering.ts";
import { usingsOf } from "./names.ts";
import { operate } from "./operate.ts";

/** C# up to 13, files of programs and scripts. */
export const CSHARP: Language = {
  name: "csharp",
  extensions: ["cs", "csx"],
  interpreters: ["dotnet-script", "csharp", "csi"],
  read: readCSharp,
  traits: {
    name: "csharp",
    globals: [],
    folds: CSHARP_FOLDS,
    free: (name) => name,
    operate,
    keepsWhatIsPutIn: true,
    shares: "tree",
    module: (name) => ({ api: name, file: null }),
  },
};

const CHAINS: ReadonlySet<string> = new Set([
  "binary_expression",
  "if_statement",
  "invocation_expression",
  "member_access_expression",
]);

function readCSharp(text: string, grammars: Grammars, depth: number): Reading {
  return grammars.csharp(text, (root) => {
    const tree = copyTree(root, text, depth, CHAINS);
    return { program: { body: lowerFile(tree) }, recovered: root.hasError };
  });
}

/** Types first, then their fields, then what runs: initialisers, top-level code, entry points. */
function lowerFile(tree: SyntaxNode): Statement[] {
  const types = merged(typesOf(tree));
  const to = createLowering(tree, types);
  const lowered = basesFirst(types, to).map((type) => lowerType(type, to));
  const own = new Set(localsIn(tree));
  const top = topLevel(tree);
  const body = top.length === 0 ? [] : to.inFunction(own, () => to.statements(top));
  return [
    ...lowered.map(({ statement }) => statement),
    ...lowered.map(({ initialise }) => initialise),
    ...loose(tree, to),
    ...body,
    ...entryPoints(types),
  ];
}

/** Parts of one type are one type. */
function merged(types: readonly TypeInfo[]): TypeInfo[] {
  const byName = new Map<string, TypeInfo>();
  for (const type of types) {
    const before = byName.get(type.name);
    byName.set(type.name, before === undefined ? type : joined(before, type));
  }
  return [...byName.values()];
}

function joined(a: TypeInfo, b: TypeInfo): TypeInfo {
  const body = a.node.children.find((each) => each.field === "body");
  const children = a.node.children.map((each) =>
    each === body ? { ...each, children: [...each.children, ...membersOf(b.node)] } : each,
  );
  return {
    name: a.name,
    node: { ...a.node, children },
    members: new Set([...a.members, ...b.members]),
    getters: new Set([...a.getters, ...b.getters]),
    setters: new Set([...a.setters, ...b.setters]),
    extensions: new Set([...a.extensions, ...b.extensions]),
    bases: [...a.bases, ...b.bases],
    attributes: [...a.attributes, ...b.attributes],
  };
}

/** Statements that stand in no type. */
function topLevel(tree: SyntaxNode): SyntaxNode[] {
  return parts(tree).filter((each) => !LOOSE.test(each.type));
}

/** Members without a type around them: pieces of code in templates and build files. */
const LOOSE = /^(?:method|field|property|constructor)_declaration$/;

function loose(tree: SyntaxNode, to: Lowering): Statement[] {
  return parts(tree).flatMap((each): Statement[] => {
    if (each.type !== "method_declaration") return [];
    const name = each.children.find((part) => part.field === "name")?.text ?? null;
    const body = each.children.find((part) => part.field === "body") ?? null;
    return [{ kind: "function", function: lowerMethod(each, name, body, to), at: each.at }];
  });
}

function createLowering(tree: SyntaxNode, types: readonly TypeInfo[]): Lowering {
  let made = 0;
  let locals: ReadonlySet<string> = new Set();
  let within: readonly TypeInfo[] = [];
  let bound: Expression | null = null;
  const lowering: Lowering = {
    expression: (node) => lowerExpression(node, lowering),
    statements: (nodes) => nodes.flatMap((node) => lowerStatement(node, lowering)),
    target: (node) => lowerTarget(node, lowering),
    types: new Map(types.map((type) => [type.name, type])),
    usings: usingsOf(tree),
    get within() {
      return within;
    },
    get locals() {
      return locals;
    },
    get bound() {
      return bound;
    },
    inBinding: (object, lower) => {
      const around = bound;
      bound = object;
      const result = lower();
      bound = around;
      return result;
    },
    inType: (type, lower) => {
      const around = within;
      within = outer(type, types);
      const result = lower();
      within = around;
      return result;
    },
    inFunction: (names, lower) => {
      const around = locals;
      locals = names;
      const result = lower();
      locals = around;
      return result;
    },
    fresh: () => `#${(made += 1)}`,
  };
  return lowering;
}

/** A type with the types around it, innermost last. */
function outer(type: TypeInfo, types: readonly TypeInfo[]): TypeInfo[] {
  const { start } = type.node;
  const end = start + type.node.text.length;
  return types
    .filter(
      (each) =>
        each === type ||
        (each.node.start < start && each.node.start + each.node.text.length >= end),
    )
    .sort((a, b) => a.node.start - b.node.start);
}

function lowerTarget(node: SyntaxNode, to: Lowering): Target {
  if (node.type === "tuple_expression") {
    return {
      kind: "parts",
      parts: parts(node).map((each, index) => ({
        property: constantAt(index, each.at),
        target: lowerTarget(parts(each).at(-1) ?? each, to),
        fallback: null,
      })),
    };
  }
  if (node.type === "declaration_expression") {
    const name = node.children.find((each) => each.field === "name");
    if (name !== undefined) return { kind: "name", name: name.text, local: true };
  }
  const lowered = to.expression(node);
  if (lowered.kind === "name") return { kind: "name", name: lowered.name, local: false };
  if (lowered.kind === "member")
    return { kind: "member", object: lowered.object, property: lowered.property };
  // A property that computes what it answers may still be given something.
  return lowered.kind === "call" && lowered.callee.kind === "member" && lowered.args.length === 0
    ? { kind: "member", object: lowered.callee.object, property: lowered.callee.property }
    : { kind: "name", name: to.fresh(), local: true };
}
