import type { Expression, Reading, Target } from "../../code/program.ts";
import type { Grammars } from "../grammars.ts";
import type { Language } from "../language.ts";
import { child, copyTree, parts, type SyntaxNode } from "../syntax.ts";
import { constantAt } from "../lowered.ts";
import { RUBY_FOLDS } from "./folds.ts";
import { methodsByClass } from "./classes.ts";
import { lowerExpression } from "./lower-expression.ts";
import { lowerStatements } from "./lower-statement.ts";
import { type Lowering } from "./lowering.ts";
import { operateRuby } from "./operate.ts";

/** Ruby, with the files of its build tools. */
export const RUBY: Language = {
  name: "ruby",
  extensions: ["rb", "rake", "gemspec", "ru", "podspec"],
  names: ["Rakefile", "Gemfile", "Guardfile", "Vagrantfile", "Podfile", "Fastfile", "Dangerfile"],
  interpreters: ["ruby", "rake"],
  read: readRuby,
  traits: {
    name: "ruby",
    globals: [],
    folds: RUBY_FOLDS,
    free: (name) => name,
    callText: (text) => (/^[\w.]+[?!]?$/.test(text) ? text : null),
    operate: operateRuby,
    module: moduleOf,
    includes: true,
    bareCalls: true,
    bareMembers: true,
  },
};

/** `require_relative` names a file beside this one; `require` a library, or one of `lib`. */
function moduleOf(name: string): { api: string; file: string | null } {
  return { api: name, file: name.endsWith(".rb") ? name : `${name}.rb` };
}

const CHAINS: ReadonlySet<string> = new Set(["binary"]);

function readRuby(text: string, grammars: Grammars, depth: number): Reading {
  return grammars.ruby(text, (root) => {
    const tree = copyTree(root, text, depth, CHAINS);
    const body = createLowering(tree).statements([tree], false);
    return { program: { body }, recovered: root.hasError };
  });
}

function createLowering(tree: SyntaxNode): Lowering {
  let made = 0;
  let local = true;
  let own: ReadonlySet<string> = new Set();
  const methods = methodsByClass(tree);
  const lowering: Lowering = {
    expression: (node) => lowerExpression(node, lowering),
    statements: (nodes, answers) => lowerStatements(nodes, answers, lowering),
    target: (node) => lowerTarget(node, lowering),
    inBody: (kind, lower) => {
      const around = local;
      local = kind === "method";
      const result = lower();
      local = around;
      return result;
    },
    get local() {
      return local;
    },
    methodsOf: (name) => methods.get(name) ?? new Set(),
    inClass: (name, lower) => {
      const around = own;
      own = methods.get(name) ?? new Set();
      const result = lower();
      own = around;
      return result;
    },
    get own() {
      return own;
    },
    methods: namesOf(tree, /^method$/),
    classes: namesOf(tree, /^class$/),
    textsBelow: textsBelow(tree),
    fresh: () => `#${(made += 1)}`,
  };
  return lowering;
}

/** The texts that stand below their line, in the order in which they are announced. */
function textsBelow(tree: SyntaxNode): Map<SyntaxNode, SyntaxNode> {
  const announced: SyntaxNode[] = [];
  const bodies: SyntaxNode[] = [];
  const pending = [tree];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    if (node.type === "heredoc_beginning") announced.push(node);
    if (node.type === "heredoc_body") bodies.push(node);
    pending.push(...parts(node));
  }
  const byPlace = (a: SyntaxNode, b: SyntaxNode) => a.start - b.start;
  bodies.sort(byPlace);
  return new Map(
    announced.sort(byPlace).flatMap((node, index): [SyntaxNode, SyntaxNode][] => {
      const body = bodies[index];
      return body === undefined ? [] : [[node, body]];
    }),
  );
}

function namesOf(tree: SyntaxNode, kind: RegExp): Set<string> {
  const names = new Set<string>();
  const pending = [tree];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    if (kind.test(node.type)) names.add(child(node, "name")?.text ?? "");
    pending.push(...parts(node));
  }
  return names;
}

function lowerTarget(node: SyntaxNode, to: Lowering): Target {
  const { type, text } = node;
  if (type === "identifier") return { kind: "name", name: text, local: to.local };
  if (type === "constant" || type === "global_variable")
    return { kind: "name", name: text, local: false };
  if (/^(?:left_assignment_list|destructured_left_assignment|destructured_parameter)$/.test(type)) {
    return {
      kind: "parts",
      parts: parts(node).map((each, index) => ({
        property: each.type === "rest_assignment" ? null : constantAt(index, each.at),
        target: lowerTarget(each.type === "rest_assignment" ? (parts(each)[0] ?? each) : each, to),
        fallback: null,
      })),
    };
  }
  const lowered: Expression = to.expression(node);
  const place =
    lowered.kind === "call" && lowered.callee.kind === "member" ? lowered.callee : lowered;
  return place.kind === "member"
    ? { kind: "member", object: place.object, property: place.property }
    : { kind: "name", name: to.fresh(), local: true };
}
