import type { Reading, Statement, Target } from "../../code/program.ts";
import type { Grammars } from "../grammars.ts";
import type { Language } from "../language.ts";
import { copyTree, parts, type SyntaxNode } from "../syntax.ts";
import { nameAt, statementOf } from "../lowered.ts";
import { classesOf, isClass, type ClassInfo, type Classes } from "./classes.ts";
import { entriesOf } from "./entries.ts";
import { JAVA_FOLDS } from "./folds.ts";
import { importsOf } from "./imports.ts";
import { initialisersOf, lowerClass } from "./lower-class.ts";
import { lowerExpression } from "./lower-expression.ts";
import { lowerMethod } from "./lower-method.ts";
import { changing, lowerStatement } from "./lower-statement.ts";
import { type Lowering } from "./lowering.ts";
import { operateJava } from "./operate.ts";
import { fileOfClass, skimJava } from "./skim.ts";
import { translate } from "./unicode.ts";

/** Java up to 21, also without a class around it. */
export const JAVA: Language = {
  name: "java",
  extensions: ["java", "jsh"],
  interpreters: ["java", "jshell"],
  skim: skimJava,
  read: readJava,
  traits: {
    name: "java",
    globals: [],
    folds: JAVA_FOLDS,
    free: (name) => (/^[A-Z#]|\./.test(name) ? name : (IMPLICIT.get(name) ?? null)),
    operate: operateJava,
    shares: "tree",
    module: (name) => ({ api: name, file: fileOfClass(name) }),
  },
};

/** Objects that a server page and a script of jshell find there. */
const IMPLICIT: ReadonlyMap<string, string> = new Map([
  ["request", "HttpServletRequest()"],
  ["response", "HttpServletResponse()"],
  ["session", "HttpSession()"],
  ["application", "ServletContext()"],
  ["pageContext", "PageContext()"],
]);

const CHAINS: ReadonlySet<string> = new Set(["binary_expression", "scoped_identifier"]);

function readJava(text: string, grammars: Grammars, depth: number): Reading {
  const { text: plain, lineOf } = translate(text);
  return grammars.java(plain, (root) => {
    const tree = copyTree(root, plain, depth, CHAINS);
    if (plain !== text) moveLines(tree, lineOf);
    const body = lowerFile(tree, createLowering(tree), skimJava(plain));
    return { program: { body }, recovered: root.hasError };
  });
}

function moveLines(tree: SyntaxNode, lineOf: (line: number) => number): void {
  const pending = [tree];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    node.at = { ...node.at, line: lineOf(node.at.line), endLine: lineOf(node.at.endLine) };
    pending.push(...node.children);
  }
}

/** Classes first, those that others extend before them; then what runs when they are loaded. */
function lowerFile(tree: SyntaxNode, to: Lowering, needed: readonly string[]): Statement[] {
  const { at } = tree;
  const imports = needed
    .filter((name) => fileOfClass(name) !== null)
    .map((name): Statement =>
      statementOf({
        kind: "import",
        module: { kind: "constant", value: name, at },
        at: { line: 1, endLine: 1 },
      }),
    );
  const top = to.classes.all.filter((info) => !info.local);
  return [
    ...imports,
    ...basesFirst(top, to.classes).map((info) => lowerClass(info, to)),
    ...top.flatMap((info) => initialisersOf(info, to)),
    ...to.statements(parts(tree).filter((node) => !isClass(node))),
    ...top.flatMap((info) => entriesOf(info)),
    ...looseMain(tree),
  ];
}

function basesFirst(all: readonly ClassInfo[], classes: Classes): ClassInfo[] {
  const out = new Set<ClassInfo>();
  const open = new Set<ClassInfo>();
  const add = (info: ClassInfo, depth: number) => {
    if (open.has(info) || depth > 100) return;
    open.add(info);
    for (const name of info.bases) {
      const base = classes.named(name, info.outer);
      if (base !== null && all.includes(base)) add(base, depth + 1);
    }
    out.add(info);
  };
  for (const info of all) add(info, 0);
  return [...out];
}

/** A file may be a program without a class: `void main()`. */
function looseMain(tree: SyntaxNode): Statement[] {
  const method = parts(tree).find(
    (each) =>
      each.type === "method_declaration" &&
      each.children.some((one) => one.field === "name" && one.text === "main"),
  );
  if (method === undefined) return [];
  const { at } = method;
  return [statementOf({ kind: "call", callee: nameAt("main", at), args: [], at })];
}

function createLowering(tree: SyntaxNode): Lowering {
  let made = 0;
  let owner: ClassInfo | null = null;
  let inside = false;
  const scopes: Map<string, string>[] = [new Map<string, string>()];
  const lowering: Lowering = {
    expression: (node) => lowerExpression(node, lowering),
    statements: (nodes) => nodes.flatMap((node) => lowerStatement(node, lowering)),
    effect: (node) => changing(node, lowering),
    target: (node) => lowerTarget(node, lowering),
    method: (node, name) => {
      const around = inside;
      inside = true;
      const result = lowerMethod(node, name, lowering);
      inside = around;
      return result;
    },
    inClass: (info, lower) => {
      const around = { owner, inside };
      owner = info;
      inside = false;
      const result = lower();
      ({ owner, inside } = around);
      return result;
    },
    inBody: (names, lower) => {
      scopes.push(new Map(names));
      const result = lower();
      scopes.pop();
      return result;
    },
    declare: (name, type) => void scopes.at(-1)?.set(name, type),
    typeOf: (name) => scopes.findLast((each) => each.has(name))?.get(name) ?? null,
    get owner() {
      return owner;
    },
    get inside() {
      return inside;
    },
    classes: classesOf(tree),
    imports: importsOf(tree),
    fresh: () => `#${(made += 1)}`,
  };
  return lowering;
}

function lowerTarget(node: SyntaxNode, to: Lowering): Target {
  const lowered = to.expression(node);
  if (lowered.kind === "member") {
    return { kind: "member", object: lowered.object, property: lowered.property };
  }
  return { kind: "name", name: lowered.kind === "name" ? lowered.name : to.fresh(), local: false };
}
