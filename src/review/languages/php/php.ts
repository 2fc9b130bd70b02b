import type { Expression, Reading, Target } from "../../code/program.ts";
import { operatePhp } from "./operate.ts";
import type { Grammars } from "../grammars.ts";
import type { Language } from "../language.ts";
import { child, copyTree, parts, type SyntaxNode } from "../syntax.ts";
import { constantAt } from "../lowered.ts";
import { CALLBACKS } from "./callbacks.ts";
import { PHP_FOLDS } from "./folds.ts";
import { lowerExpression } from "./lower-expression.ts";
import { lowerStatement } from "./lower-statement.ts";
import { usualName, type Lowering, provenClosure } from "./lowering.ts";

/** PHP 5 to 8, also where it stands between other text. */
export const PHP: Language = {
  name: "php",
  extensions: ["php", "phtml", "php5", "php7", "phar", "inc"],
  interpreters: ["php"],
  read: readPhp,
  traits: {
    wholeTexts: true,
    name: "php",
    globals: ["#globals"],
    folds: PHP_FOLDS,
    free: apiOf,
    callText: (text) => (/^[\w\\]+$/.test(text) ? usualName(text) : null),
    callbacks: CALLBACKS,
    operate: operatePhp,
    module: moduleOf,
    includes: true,
    shares: "tree",
  },
};

/** Variables that PHP fills in. */
const SUPERGLOBALS: ReadonlyMap<string, string> = new Map([
  ["$_ENV", "env"],
  ["$_SERVER", "server"],
  ["$_GET", "request"],
  ["$_POST", "request"],
  ["$_REQUEST", "request"],
  ["$_COOKIE", "request"],
  ["$_FILES", "request"],
  ["$GLOBALS", "#globals"],
]);

function apiOf(name: string): string | null {
  if (name.startsWith("$")) return SUPERGLOBALS.get(name) ?? null;
  return name.startsWith("#") ? name : usualName(name);
}

/** What is included is a file beside this one; addresses and streams are not. */
function moduleOf(name: string): { api: string; file: string | null } {
  if (name.includes("://")) return { api: name, file: null };
  const path = name.replace(/^(?:\.?\/)+/, "");
  return { api: name, file: `./${path}` };
}

const CHAINS: ReadonlySet<string> = new Set(["binary_expression"]);

function readPhp(text: string, grammars: Grammars, depth: number): Reading {
  // Code that another program holds, as in `php -r`, has no mark that begins it; a page has tags.
  const code = text.includes("<?") || /^\s*</.test(text) ? text : `<?php ${text}`;
  return grammars.php(code, (root) => {
    const tree = copyTree(root, code, depth, CHAINS);
    return { program: { body: createLowering(tree).statements([tree]) }, recovered: root.hasError };
  });
}

function createLowering(tree: SyntaxNode): Lowering {
  let made = 0;
  let shared: ReadonlySet<string> = new Set();
  let closures: ReadonlySet<string> = new Set();
  const lowering: Lowering = {
    expression: (node) => lowerExpression(node, lowering),
    statements: (nodes) => nodes.flatMap((node) => lowerStatement(node, lowering)),
    target: (node) => lowerTarget(node, lowering),
    inFunction: (names, lower) => {
      const [around, proven] = [shared, closures];
      shared = names;
      // A parameter may have the same name.
      closures = new Set();
      const result = lower();
      shared = around;
      closures = proven;
      return result;
    },
    get shared() {
      return shared;
    },
    where: (test, body, lower) => {
      const around = closures;
      const proven = provenClosure(test, body);
      if (proven !== null) closures = new Set([...closures, proven]);
      const result = lower();
      closures = around;
      return result;
    },
    get closures() {
      return closures;
    },
    functions: functionNames(tree),
    imported: importedNames(tree),
    fresh: () => `#${(made += 1)}`,
  };
  return lowering;
}

/** Every function that is defined anywhere in the text, methods left out. */
function functionNames(tree: SyntaxNode): Set<string> {
  const names = new Set<string>();
  const pending = [tree];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    if (node.type === "function_definition") names.add(usualName(child(node, "name")?.text ?? ""));
    pending.push(...parts(node));
  }
  return names;
}

/** `use A\B as C`: C stands for a.b. */
function importedNames(tree: SyntaxNode): Map<string, string> {
  const names = new Map<string, string>();
  for (const node of parts(tree)) {
    if (node.type !== "namespace_use_declaration") continue;
    for (const clause of parts(node)) {
      const [name] = parts(clause);
      if (name === undefined) continue;
      const full = usualName(name.text);
      const alias = child(clause, "alias")?.text.toLowerCase();
      names.set(alias ?? full.slice(full.lastIndexOf(".") + 1), full);
    }
  }
  return names;
}

function lowerTarget(node: SyntaxNode, to: Lowering): Target {
  if (node.type === "variable_name") {
    return { kind: "name", name: node.text, local: !to.shared.has(node.text) };
  }
  if (node.type === "list_literal" || node.type === "array_creation_expression") {
    const items = parts(node).map((each) =>
      each.type === "array_element_initializer" ? (parts(each).at(-1) ?? each) : each,
    );
    return {
      kind: "parts",
      parts: items.map((each, index) => ({
        property: constantAt(index, each.at),
        target: lowerTarget(each, to),
        fallback: null,
      })),
    };
  }
  const lowered: Expression = to.expression(node);
  return lowered.kind === "member"
    ? { kind: "member", object: lowered.object, property: lowered.property }
    : { kind: "name", name: to.fresh(), local: true };
}
