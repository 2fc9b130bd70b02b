import { PYTHON_STARTERS } from "../starters.ts";
import type { Reading, Target } from "../../code/program.ts";
import type { Grammars } from "../grammars.ts";
import { skimPython } from "./skim.ts";
import type { Language } from "../language.ts";
import { BUILTINS } from "./builtins.ts";
import { PYTHON_FOLDS } from "./folds.ts";
import { lowerExpression } from "./lower-expression.ts";
import { importedNames } from "./lower-import.ts";
import { lowerStatement } from "./lower-statement.ts";
import { constantNode, MODULE_SCOPE, nameNode, type Lowering } from "./lowering.ts";
import { exportsOf, unboundNames } from "./names.ts";
import { operatePython } from "./operate.ts";
import { child, copyTree, parts, type SyntaxNode } from "../syntax.ts";

/** Python 3, and what of Python 2 the grammar reads. */
export const PYTHON: Language = {
  name: "python",
  extensions: ["py", "pyw", "pyi", "pth"],
  interpreters: ["python", "python2", "python3", "pypy", "pypy3", "ipython"],
  read: readPython,
  skim: skimPython,
  traits: {
    name: "python",
    globals: [MODULE_SCOPE, "__builtins__", "builtins", "__builtin__"],
    folds: PYTHON_FOLDS,
    starters: PYTHON_STARTERS,
    free: (name) => (name.startsWith("#") || BUILTINS.has(name) ? `builtins.${name}` : null),
    operate: operatePython,
    module: moduleOf,
    // Of pytest, and of whatever builds a package (PEP 517 and 660).
    hooks:
      /^pytest_(?!plugins$)\w+$|^(?:build_(?:wheel|sdist|editable)|prepare_metadata_for_build_(?:wheel|editable)|get_requires_for_build_(?:wheel|sdist|editable))$/,
  },
};

/** Modules that are loaded before any file can stand in their place. */
const ALWAYS_LOADED = new Set([
  "builtins",
  "__builtin__",
  "sys",
  "os",
  "posix",
  "nt",
  "time",
  "marshal",
  "io",
  "codecs",
  "site",
]);

/** A module is a library's, or a file beside this one that carries its name. */
function moduleOf(name: string): { api: string; file: string | null } {
  const [, dots = "", path = ""] = /^(\.*)(.*)$/.exec(name) ?? [];
  const [top = ""] = path.split(".");
  if (dots === "" && ALWAYS_LOADED.has(top)) return { api: name, file: null };
  const folder = dots.length > 1 ? "../".repeat(dots.length - 1) : "./";
  const file = path === "" ? `${folder}__init__.py` : `${folder}${path.replaceAll(".", "/")}.py`;
  return { api: name, file };
}

/** Long sums are put together part by part. */
const CHAINS: ReadonlySet<string> = new Set(["binary_operator"]);

function readPython(text: string, grammars: Grammars, depth: number): Reading {
  return grammars.python(text, (root) => {
    const tree = copyTree(root, text, depth, CHAINS);
    const lowering = createLowering(tree);
    const body = [...lowering.statements(parts(tree)), ...exportsOf(tree)];
    return { program: { body }, recovered: root.hasError };
  });
}

function createLowering(tree: SyntaxNode): Lowering {
  let made = 0;
  let scope = { outer: new Set<string>(), nonlocal: new Set<string>() };
  const lowering: Lowering = {
    expression: (node) => lowerExpression(node, lowering),
    statements: (nodes) => nodes.flatMap((node) => lowerStatement(node, lowering)),
    target: (node) => lowerTarget(node, lowering),
    inFunction: (body, lower) => {
      const around = scope;
      scope = declaredIn(body);
      const result = lower();
      scope = around;
      return result;
    },
    get outer() {
      return scope.outer;
    },
    get nonlocal() {
      return scope.nonlocal;
    },
    imported: importedNames(tree),
    unbound: unboundNames(tree),
    fresh: () => `#${(made += 1)}`,
  };
  return lowering;
}

/** Names that `global` and `nonlocal` declare in a function's body, not in those inside it. */
function declaredIn(body: SyntaxNode | null): { outer: Set<string>; nonlocal: Set<string> } {
  const outer = new Set<string>();
  const nonlocal = new Set<string>();
  const pending = body === null ? [] : [body];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    if (node.type === "global_statement") for (const each of parts(node)) outer.add(each.text);
    if (node.type === "nonlocal_statement") for (const each of parts(node)) nonlocal.add(each.text);
    if (
      node.type.endsWith("_statement") ||
      node.type === "block" ||
      node.type.endsWith("_clause")
    ) {
      pending.push(...node.children);
    }
  }
  return { outer, nonlocal };
}

function lowerTarget(node: SyntaxNode, to: Lowering): Target {
  switch (node.type) {
    case "identifier":
      return nameTarget(node, to);
    case "attribute":
    case "subscript":
      return memberTarget(node, to);
    case "parenthesized_expression":
    case "list_splat_pattern":
    case "list_splat":
    case "as_pattern_target": {
      const [inner] = parts(node);
      return inner === undefined ? unnamed(to) : lowerTarget(inner, to);
    }
    case "pattern_list":
    case "tuple_pattern":
    case "list_pattern":
    case "expression_list":
    case "tuple":
    case "list":
      return {
        kind: "parts",
        parts: parts(node).map((part, index) => ({
          property: part.type.startsWith("list_splat") ? null : constantNode(index, part.at),
          target: lowerTarget(part, to),
          fallback: null,
        })),
      };
    default:
      return unnamed(to);
  }
}

function nameTarget(node: SyntaxNode, to: Lowering): Target {
  const name = node.text.normalize("NFKC");
  if (to.outer.has(name)) {
    return {
      kind: "member",
      object: nameNode(MODULE_SCOPE, node.at),
      property: constantNode(name, node.at),
    };
  }
  return { kind: "name", name, local: !to.nonlocal.has(name) };
}

function memberTarget(node: SyntaxNode, to: Lowering): Target {
  const lowered = to.expression(node);
  if (lowered.kind === "member") {
    return { kind: "member", object: lowered.object, property: lowered.property };
  }
  const object = child(node, "value") ?? child(node, "object");
  return object === null
    ? unnamed(to)
    : {
        kind: "member",
        object: to.expression(object),
        property: { kind: "opaque", parts: [], at: node.at },
      };
}

function unnamed(to: Lowering): Target {
  return { kind: "name", name: to.fresh(), local: true };
}
