import type { Expression, Statement } from "../../code/program.ts";
import { child, childrenIn, parts, type SyntaxNode } from "../syntax.ts";
import { assignTo, callAt, constantAt, nameAt, opaqueAt, statementOf } from "../lowered.ts";
import { setOutside } from "./lower-class.ts";
import { STDIN, type Declared, type Lowering } from "./lowering.ts";
import { declaratorOf, declaredName, dotted, lastPart } from "./names.ts";
import { includedFile } from "./skim.ts";

/** Includes, classes and variables of a file, then what others call when it is started. */
export function lowerFile(tree: SyntaxNode, to: Lowering): Statement[] {
  const all = declarationsIn(tree);
  const outside = new Map<string, SyntaxNode[]>();
  for (const node of all) {
    const name = dotted(nameOf(node));
    const owner = lastPart(name.slice(0, Math.max(0, name.lastIndexOf("."))));
    if (node.type !== "function_definition" || !to.declared.classes.has(owner)) continue;
    outside.set(owner, [...(outside.get(owner) ?? []), node]);
  }
  setOutside(to, outside);
  const at = { line: 1, endLine: 1 };
  return [
    statementOf(assignTo(nameAt(STDIN, at), opaqueAt([], at), at, true)),
    ...includes(tree),
    ...merged(to.statements(parts(tree))),
    ...entries(all),
  ];
}

/** Every declaration of a file, also those in namespaces and between conditions. */
export function declarationsIn(node: SyntaxNode): SyntaxNode[] {
  const out: SyntaxNode[] = [];
  const pending = [...parts(node)].reverse();
  for (let each = pending.pop(); each !== undefined; each = pending.pop()) {
    if (
      /^(?:preproc_(?:if|ifdef|elif|else|elifdef)|namespace_definition|linkage_specification|declaration_list|template_declaration|ERROR)$/.test(
        each.type,
      )
    ) {
      pending.push(...parts(each).reverse());
    } else out.push(each);
  }
  return out;
}

/** What a file declares by itself. */
export function declaredIn(tree: SyntaxNode): Declared {
  const functions = new Set<string>();
  const classes = new Map<string, { fields: Set<string>; methods: Set<string> }>();
  const functionTypes = new Set<string>();
  const namespaces = new Map<string, string>();
  const pending = declarationsIn(tree);
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    const type = child(node, "type");
    const own = /^(?:class|struct|union)_specifier$/.test(node.type) ? node : type;
    if (own !== null && /^(?:class|struct|union)_specifier$/.test(own.type)) {
      const body = child(own, "body");
      const name = lastPart(dotted(child(own, "name")?.text ?? ""));
      if (body !== null && name !== "") classes.set(name, membersOf(body, pending));
    }
    if (node.type === "function_definition") {
      const name = dotted(nameOf(node));
      if (!name.includes(".")) functions.add(name);
      else classes.get(name.slice(0, name.lastIndexOf(".")))?.methods.add(lastPart(name));
    }
    if (node.type === "namespace_alias_definition") {
      const [name, ...target] = parts(node);
      namespaces.set(name?.text ?? "", dotted(target.map((each) => each.text).join("::")));
    }
    if (
      /^(?:type_definition|alias_declaration)$/.test(node.type) &&
      /\(\s*(?:\w+\s+)?\*|\(\*\)/.test(node.text.slice(0, 400))
    ) {
      const name = declaredName(child(node, "declarator"))?.text ?? child(node, "name")?.text;
      if (name !== undefined) functionTypes.add(name);
    }
  }
  return { functions, classes, functionTypes, namespaces };
}

function membersOf(
  body: SyntaxNode,
  pending: SyntaxNode[],
): { fields: Set<string>; methods: Set<string> } {
  const fields = new Set<string>();
  const methods = new Set<string>();
  for (const each of parts(body)) {
    if (/^(?:class|struct|union)_specifier$/.test(each.type)) pending.push(each);
    if (
      !/^(?:field_declaration|function_definition|declaration|template_declaration)$/.test(
        each.type,
      )
    )
      continue;
    const inner = each.type === "template_declaration" ? (parts(each).at(-1) ?? each) : each;
    for (const declarator of childrenIn(inner, "declarator")) {
      const name = declaredName(declarator)?.text ?? "";
      const isMethod = declaratorOf(declarator, "function_declarator") !== null;
      (isMethod ? methods : fields).add(name);
    }
  }
  return { fields, methods };
}

function nameOf(node: SyntaxNode): string {
  return declaredName(child(node, "declarator"))?.text ?? "";
}

/** `#include "x.h"` of the repository. */
function includes(tree: SyntaxNode): Statement[] {
  return declarationsIn(tree).flatMap((each): Statement[] => {
    const path = each.type === "preproc_include" ? child(each, "path") : null;
    if (path?.type !== "string_literal") return [];
    const module = constantAt(includedFile(path.text.slice(1, -1)), each.at);
    return [statementOf({ kind: "import", module, at: each.at })];
  });
}

/** A function that is there twice, for two conditions, does what either does. */
function merged(statements: Statement[]): Statement[] {
  const first = new Map<string, Extract<Statement, { kind: "function" }>>();
  return statements.flatMap((each): Statement[] => {
    const name = each.kind === "function" ? each.function.name : null;
    if (each.kind !== "function" || name === null) return [each];
    const before = first.get(name);
    if (before === undefined) {
      const own = { ...each, function: { ...each.function } };
      first.set(name, own);
      return [own];
    }
    const { at } = each;
    const renamed = each.function.parameters.flatMap((parameter, index): Statement[] => {
      const given = before.function.parameters[index];
      if (given === undefined || given === parameter) return [];
      return [statementOf(assignTo(nameAt(parameter, at), nameAt(given, at), at, true))];
    });
    const bodies = [before.function.body, [...renamed, ...each.function.body]];
    before.function.body = [{ kind: "branch", test: null, bodies, at }];
    return [];
  });
}

const MAIN =
  /^(?:w?main|_tmain|w?WinMain|DllMain|JNI_OnLoad|PyInit_\w+|Init_\w+|luaopen_\w+|napi_\w+|_init|_start|setup|loop|LLVMFuzzerTestOneInput|ServiceMain|init_module|NAPI_MODULE_INIT|PyMODINIT_FUNC|qt_plugin_instance|R_init_\w+|get_module|driver_entry|DriverEntry|plugin_init|onload)$/;
/** What a framework for tests calls of what stands in its macros. */
const TESTED =
  /^(?:[A-Z]\w*_)?(?:TEST|TESTS|TEST_[A-Z_]+|SCENARIO|BENCHMARK\w*|START_TEST|DOCTEST_\w+|CATCH_\w+|[A-Z]+_TEST(?:_[A-Z]+)?|RC_GTEST_PROP|FUZZ_TEST)$/;
const ATTRIBUTE = /\b(?:constructor|__constructor__|destructor|__destructor__|init_priority)\b/;

/** The calls by which others start what a file holds. */
function entries(all: readonly SyntaxNode[]): Statement[] {
  const defined = all.filter((each) => each.type === "function_definition");
  const names = new Set(defined.map((each) => nameOf(each)));
  const started = defined.flatMap((node): Statement[] => {
    const name = nameOf(node);
    const test = TESTED.test(name) || /^test_?\w*|_test$/i.test(name);
    if (!MAIN.test(name) && !test && !ATTRIBUTE.test(headOf(node))) return [];
    return [start(name, node.at)];
  });
  const named = all.flatMap((node): Statement[] => {
    if (!/^(?:declaration|function_definition)$/.test(node.type)) return [];
    const head = headOf(node);
    const resolver = /\b(?:__)?ifunc(?:__)?\s*\(\s*"(\w{1,200})"/.exec(head)?.[1];
    const listed = /\.(?:init_array|ctors|preinit_array|CRT\$X\w+)\b/.test(head)
      ? [...node.text.slice(0, 2000).matchAll(/\b([A-Za-z_]\w*)\b/g)].map((match) => match[1] ?? "")
      : [];
    const prototype = node.type === "declaration" && ATTRIBUTE.test(head) ? [nameOf(node)] : [];
    return [resolver ?? "", ...listed, ...prototype]
      .filter((name) => names.has(name))
      .map((name) => start(name, node.at));
  });
  return [...named, ...started];
}

/** What stands before the body of a definition. */
function headOf(node: SyntaxNode): string {
  const body = child(node, "body");
  const end = body === null ? node.text.length : body.start - node.start;
  return node.text.slice(0, Math.min(end, 2000));
}

function start(name: string, at: SyntaxNode["at"]): Statement {
  const call: Expression = callAt(name, [], at);
  return statementOf(call);
}
