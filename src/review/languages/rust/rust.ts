import { only, type Value } from "../../code/value.ts";
import type { Expression, Reading, Target } from "../../code/program.ts";
import { combine } from "../arithmetic.ts";
import type { Grammars } from "../grammars.ts";
import type { Language } from "../language.ts";
import { child, copyTree, parts, type SyntaxNode } from "../syntax.ts";
import { RUST_FOLDS } from "./folds.ts";
import { lastName } from "./literals.ts";
import { lowerBody, lowerInto } from "./lower-block.ts";
import { lowerExpression } from "./lower-expression.ts";
import { lowerFile } from "./lower-items.ts";
import { bindPattern, lowerPattern } from "./lower-pattern.ts";
import type { Lowering } from "./lowering.ts";
import { skimRust } from "./skim.ts";

/** Rust of every edition, with the macros of the standard library. */
export const RUST: Language = {
  name: "rust",
  extensions: ["rs"],
  interpreters: ["rust-script", "cargo-script"],
  skim: skimRust,
  read: readRust,
  traits: {
    name: "rust",
    globals: [],
    folds: RUST_FOLDS,
    free: (name) => (name.startsWith("__") || /^#\d/.test(name) ? null : name),
    operate,
    builders: true,
    module: moduleOf,
  },
};

/** `mod x;` is a file beside this one; a path or `include!` says which. */
function moduleOf(name: string): { api: string; file: string | null } {
  const own = /^mod (\w+)$/.exec(name)?.[1];
  return { api: "#crate", file: own === undefined ? name.replaceAll("\\", "/") : `./${own}` };
}

/** Texts of one character stand for characters: comparing and counting with them works. */
function operate(operator: string, a: Value, b: Value | null): Value | null {
  if (operator === "!" && typeof only(a) === "number") return combine("~", a, null);
  return combine(operator, a, b);
}

const CHAINS: ReadonlySet<string> = new Set(["binary_expression", "scoped_identifier"]);
/** How much text the insides of macros may be, all together, for each letter of the file. */
const REPARSED = 16;
const REPARSED_ANYWAY = 300_000;

function readRust(text: string, grammars: Grammars, depth: number): Reading {
  return grammars.rust(text, (root) => {
    const tree = uncommented(copyTree(root, text, depth, CHAINS));
    const lowering = createLowering(tree, text, grammars, depth);
    return { program: { body: lowerFile(parts(tree), lowering) }, recovered: root.hasError };
  });
}

/** Takes comments out of a tree, in place. */
function uncommented(tree: SyntaxNode): SyntaxNode {
  const pending = [tree];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    node.children = node.children.filter((each) => !/^(?:line|block)_comment$/.test(each.type));
    pending.push(...node.children);
  }
  return tree;
}

function createLowering(
  tree: SyntaxNode,
  text: string,
  grammars: Grammars,
  depth: number,
): Lowering {
  let made = 0;
  const { declared, types } = namesIn(tree);
  const lowering: Lowering = {
    expression: (node) => lowerExpression(node, lowering),
    into: (node, sink) => lowerInto(node, sink, lowering),
    body: (nodes, sink) => lowerBody(nodes, sink, lowering),
    bind: (pattern, value) => bindPattern(pattern, value, lowering),
    target: (node) => lowerTarget(node, lowering),
    reparse: createReparse(text, grammars, depth),
    declared,
    types,
    textual: new Set(),
    fresh: () => `#${(made += 1)}`,
  };
  return lowering;
}

function createReparse(text: string, grammars: Grammars, depth: number): Lowering["reparse"] {
  let left = text.length * REPARSED + REPARSED_ANYWAY;
  return (inside, before, after, strict) => {
    left -= inside.text.length + 100;
    if (left < 0) throw new RangeError("macros nest too deep");
    const plain = inside.text
      .slice(1, -1)
      .replace(/\bstatic\s+ref\b/g, (each) => "static".padEnd(each.length));
    const code = before + plain + after;
    return grammars.rust(code, (root) => {
      if (strict && root.hasError) return null;
      return placed(uncommented(copyTree(root, code, depth, CHAINS)), inside);
    });
  };
}

/** Puts a tree where the text stands that it was made from. */
function placed(tree: SyntaxNode, inside: SyntaxNode): SyntaxNode {
  const offset = inside.at.line - 1;
  const last = inside.at.endLine;
  const pending = [tree];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    const { at } = node;
    const line = Math.min(at.line + offset, last);
    node.at = { ...at, line, endLine: Math.min(at.endLine + offset, last) };
    pending.push(...node.children);
  }
  return tree;
}

/** What a file defines, wherever that is. */
function namesIn(tree: SyntaxNode): { declared: Set<string>; types: Set<string> } {
  const declared = new Set<string>();
  const types = new Set<string>();
  const pending = [tree];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    if (/^(?:function|mod|const|static|trait|struct|enum)_item$/.test(node.type)) {
      declared.add(lastName(child(node, "name")));
    }
    if (node.type === "macro_definition") declared.add(`${child(node, "name")?.text ?? ""}!`);
    if (node.type === "impl_item") types.add(lastName(child(node, "type")));
    if (node.type !== "token_tree") pending.push(...node.children);
  }
  return { declared, types };
}

function lowerTarget(node: SyntaxNode, to: Lowering): Target {
  const [inner] = parts(node);
  if (node.type === "identifier") return { kind: "name", name: node.text, local: false };
  if (/^(?:unary|parenthesized|reference)_expression$/.test(node.type) && inner !== undefined) {
    return lowerTarget(parts(node).at(-1) ?? inner, to);
  }
  if (node.type === "tuple_expression") {
    return (
      lowerPattern({ ...node, type: "tuple_pattern" }, to) ?? {
        kind: "name",
        name: to.fresh(),
        local: true,
      }
    );
  }
  const lowered: Expression = to.expression(node);
  return lowered.kind === "member"
    ? { kind: "member", object: lowered.object, property: lowered.property }
    : { kind: "name", name: to.fresh(), local: true };
}
