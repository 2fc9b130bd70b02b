import type { Expression, Statement } from "../../code/program.ts";
import { child, parts, type SyntaxNode } from "../syntax.ts";
import { callAt, constantAt, statementOf } from "../lowered.ts";
import { receiverType, typeSpecs } from "./declared-types.ts";
import { commandsOf, preambleCalls } from "./directives.ts";
import { lowerClass } from "./lower-class.ts";
import { lowerFunction } from "./lower-function.ts";
import { assignAt, type Lowering } from "./lowering.ts";

/**
 * A whole file: what it imports and declares, then what runs by itself, in the order in which
 * Go has it: variables of the package, `init`, and `main` or the tests.
 */
export function lowerFile(tree: SyntaxNode, to: Lowering): Statement[] {
  const top = parts(tree);
  const of = (...kinds: string[]) => top.filter((node) => kinds.includes(node.type));
  const functions = of("function_declaration");
  const inits = functions.filter((node) => nameOf(node) === "init");
  const declared = functions.filter((node) => nameOf(node) !== "init");
  const known = /^(?:import|package|type|function|method)_/;
  const others = top.filter((node) => !known.test(node.type) && node.type !== "package_clause");
  return [
    ...of("import_declaration").flatMap((node) => lowerImports(node)),
    ...declared.map((node) => functionOf(node, to)),
    ...lowerTypes(tree, to),
    ...commandsOf(tree),
    ...preambleCalls(tree),
    ...to.statements(others),
    ...inits.map((node) => called(node, to)),
    ...declared.filter((node) => runsByItself(node, tree)).map((node) => start(node)),
    // Every file of the folder is compiled into the test of this one.
    ...(declared.some(isTest) ? [packageImport(tree)] : []),
  ];
}

function nameOf(node: SyntaxNode): string {
  return child(node, "name")?.text ?? "";
}

function functionOf(node: SyntaxNode, to: Lowering): Statement {
  return { kind: "function", function: lowerFunction(node, nameOf(node), to), at: node.at };
}

/** A function that is called where it stands: `init` may be there many times. */
function called(node: SyntaxNode, to: Lowering): Statement {
  const { at } = node;
  const made = lowerFunction(node, null, to);
  const callee: Expression = { kind: "function", function: made, at };
  return statementOf({ kind: "call", callee, args: [], at });
}

/** `import alias "path"`; without an alias the name is the last part of the path. */
function lowerImports(node: SyntaxNode): Statement[] {
  const specs = parts(node).flatMap((each) =>
    each.type === "import_spec_list" ? parts(each) : [each],
  );
  return specs.flatMap((spec) => {
    const path = child(spec, "path")?.text.slice(1, -1) ?? "";
    const alias = child(spec, "name")?.text ?? packageName(path);
    const { at } = spec;
    const module: Expression =
      path === "C"
        ? { kind: "name", name: "#C", at }
        : { kind: "import", module: constantAt(path, at), at };
    if (alias === "_") return [statementOf(module)];
    if (alias === ".") return dotted(path, module);
    return [assignAt(alias, module, at)];
  });
}

/** The name by which a package without an alias is known: the last part but versions. */
function packageName(path: string): string {
  const plain = path.replace(/\/v\d{1,3}$/, "").replace(/\.v\d{1,3}$/, "");
  const last = plain.slice(plain.lastIndexOf("/") + 1);
  return last.replace(/^go-|[-.]go$/g, "").replace(/\W/g, "");
}

/** What `import . "path"` brings in by its own name, of the packages for which that matters. */
const DOTTED: Readonly<Record<string, readonly string[]>> = {
  "os/exec": ["Command", "CommandContext", "Cmd"],
  "net/http": ["Get", "Post", "PostForm", "NewRequest", "Client", "DefaultClient"],
  net: ["Dial", "DialTimeout", "LookupHost", "LookupTXT", "Listen"],
  os: ["Getenv", "Environ", "ReadFile", "WriteFile", "RemoveAll", "UserHomeDir", "Open", "Create"],
  syscall: ["Exec", "ForkExec"],
  plugin: ["Open"],
  io: ["ReadAll", "Copy"],
  strings: ["Join", "Replace", "ReplaceAll", "Split", "Map"],
  fmt: ["Sprintf", "Sprint"],
  "encoding/base64": ["StdEncoding", "URLEncoding", "RawStdEncoding"],
  "encoding/hex": ["DecodeString"],
};

function dotted(path: string, module: Expression): Statement[] {
  const { at } = module;
  return [
    statementOf(module),
    ...(DOTTED[path] ?? []).map((name) =>
      assignAt(name, { kind: "member", object: module, property: constantAt(name, at), at }, at),
    ),
  ];
}

/** Types with methods; those that hold others come after them. */
function lowerTypes(tree: SyntaxNode, to: Lowering): Statement[] {
  const methods = new Map<string, SyntaxNode[]>();
  for (const node of parts(tree)) {
    if (node.type !== "method_declaration") continue;
    const name = receiverType(node);
    methods.set(name, [...(methods.get(name) ?? []), node]);
  }
  const names = new Set(typeSpecs(tree).map((spec) => nameOf(spec)));
  const elsewhere = [...methods].filter(([name]) => !names.has(name));
  const specs = typeSpecs(tree).map((spec) => ({ name: nameOf(spec), at: spec.at }));
  const depends = (name: string) => (to.types.get(name)?.fields.length ?? 0) > 0;
  const ordered = [
    ...specs.filter(({ name }) => !depends(name)),
    ...specs.filter(({ name }) => depends(name)),
    ...elsewhere.map(([name, [first]]) => ({ name, at: first?.at ?? tree.at })),
  ];
  return ordered.flatMap(({ name, at }) => lowerClass(name, methods.get(name) ?? [], at, to));
}

function isTest(node: SyntaxNode): boolean {
  const given = child(node, "parameters")?.text ?? "";
  return (
    (/^(?:Test|Benchmark|Fuzz)/.test(nameOf(node)) && /\*\w+\.[TBFM]\s*\)$/.test(given)) ||
    (/^Example/.test(nameOf(node)) && given === "()")
  );
}

/** `main` of a program, tests, and the targets of a build script for mage. */
function runsByItself(node: SyntaxNode, tree: SyntaxNode): boolean {
  if (isTest(node)) return true;
  const program = tree.children.find((each) => each.type === "package_clause");
  if (nameOf(node) === "main" && /\bmain$/.test(program?.text ?? "package main")) return true;
  const mage = /^\/\/(?:go:build mage|\s*\+build mage)\s*$/m.test(tree.text.slice(0, 4000));
  return mage && /^[A-Z]/.test(nameOf(node));
}

function start(node: SyntaxNode): Statement {
  return statementOf(callAt(nameOf(node), [], node.at));
}

function packageImport(tree: SyntaxNode): Statement {
  const { line } = tree.at;
  const at = { line, endLine: line };
  return statementOf({ kind: "import", module: constantAt(".", at), at });
}
