import type { Expression, FunctionNode, Statement } from "../../code/program.ts";
import { lowerArguments } from "./lower-expression.ts";
import { lowerDefinition, type MethodKind } from "./lower-function.ts";
import { assignNode, memberNode, nameNode, type Lowering } from "./lowering.ts";
import { child, parts, type SyntaxNode } from "../syntax.ts";

/** A function with everything that happens when it is defined. */
export function lowerFunction(node: SyntaxNode, to: Lowering): Statement[] {
  const { before, made } = lowerDefinition(node, null, to);
  return [...before, { kind: "function", function: made, at: node.at }];
}

/**
 * A decorated definition. A decorator of this file is a call with what it decorates; one from
 * elsewhere is taken to answer the same, since most of them only write it down.
 */
export function lowerDecorated(node: SyntaxNode, to: Lowering): Statement[] {
  const definition = child(node, "definition");
  if (definition === null) return [];
  const name = child(definition, "name")?.text.normalize("NFKC") ?? to.fresh();
  const decorators = parts(node).filter((each) => each.type === "decorator");
  const defined =
    definition.type === "class_definition"
      ? lowerClass(definition, to)
      : lowerFunction(definition, to);
  return [...defined, ...decorators.reverse().flatMap((each) => applyDecorator(each, name, to))];
}

function applyDecorator(node: SyntaxNode, name: string, to: Lowering): Statement[] {
  const [written] = parts(node);
  if (written === undefined) return [];
  const { at } = node;
  const decorator = to.expression(written);
  const root = rootName(written);
  const registers = /^atexit\.register$|^register$/.test(written.text);
  if (!registers && (root === null || to.imported.has(root) || PLAIN.has(root))) {
    return [{ kind: "expression", value: decorator, at }];
  }
  const called: Expression = {
    kind: "call",
    callee: decorator,
    args: [{ value: nameNode(name, at) }],
    at,
  };
  const value: Expression = {
    kind: "choice",
    test: null,
    options: [nameNode(name, at), called],
    at,
  };
  return [assignNode(name, value, at)];
}

const PLAIN = new Set(["staticmethod", "classmethod", "property"]);

function rootName(node: SyntaxNode): string | null {
  if (node.type === "identifier") return node.text;
  const inner = child(node, "object") ?? child(node, "function");
  return inner === null ? null : rootName(inner);
}

/**
 * A class is made by a function that is called where it stands, so that the names of its body
 * stay inside; they become its members.
 */
export function lowerClass(node: SyntaxNode, to: Lowering): Statement[] {
  const { at } = node;
  const name = child(node, "name")?.text.normalize("NFKC") ?? to.fresh();
  const superclasses = child(node, "superclasses");
  const bases =
    superclasses === null ? [] : lowerArguments(superclasses, to).map((each) => each.value);
  const body = child(node, "body");
  const inner = to.inFunction(body, () => lowerMembers(body === null ? [] : parts(body), name, to));
  const made: FunctionNode = {
    name: null,
    parameters: [],
    defaults: [],
    rest: false,
    self: null,
    inline: true,
    body: [
      ...inner.before,
      { kind: "class", name, bases, methods: inner.methods, body: inner.body, at },
      ...inner.after,
      { kind: "return", value: nameNode(name, at), at },
    ],
    at,
  };
  const value: Expression = {
    kind: "call",
    callee: { kind: "function", function: made, at },
    args: [],
    at,
  };
  const out = [assignNode(name, value, at)];
  return isSetupCommand(superclasses) ? [...out, runCommandOf(name, node)] : out;
}

interface Members {
  before: Statement[];
  methods: FunctionNode[];
  body: Statement[];
  after: Statement[];
}

function lowerMembers(nodes: readonly SyntaxNode[], name: string, to: Lowering): Members {
  const out: Members = { before: [], methods: [], body: [], after: [] };
  for (const node of nodes) {
    const decorated = node.type === "decorated_definition";
    const definition = decorated ? child(node, "definition") : node;
    if (definition?.type === "function_definition") {
      const { before, made } = lowerDefinition(definition, methodKind(node), to);
      out.before.push(...before);
      out.methods.push(made);
      const method = made.name ?? "";
      if (decorated) out.after.push(...decorateMethod(node, name, method, to));
      continue;
    }
    out.body.push(...to.statements([node]));
    for (const bound of boundBy(node)) {
      const property: Expression = { kind: "constant", value: bound, at: node.at };
      const target = { kind: "member" as const, object: nameNode(name, node.at), property };
      const value = nameNode(bound, node.at);
      out.after.push({
        kind: "expression",
        value: { kind: "assign", target, value, at: node.at },
        at: node.at,
      });
    }
  }
  return out;
}

function decorateMethod(node: SyntaxNode, name: string, method: string, to: Lowering): Statement[] {
  const temporary = to.fresh();
  const own = memberNode(nameNode(name, node.at), method, node.at);
  const decorators = parts(node).filter((each) => each.type === "decorator");
  return [
    assignNode(temporary, own, node.at),
    ...decorators.reverse().flatMap((each) => applyDecorator(each, temporary, to)),
  ];
}

function methodKind(node: SyntaxNode): MethodKind {
  const isStatic = node.children.some(
    (each) => each.type === "decorator" && /^@\s*staticmethod\b/.test(each.text),
  );
  return isStatic ? "static" : "method";
}

function boundBy(node: SyntaxNode): string[] {
  if (node.type === "class_definition") return [child(node, "name")?.text ?? ""];
  const [inner] = node.type === "expression_statement" ? parts(node) : [];
  const left = inner?.type === "assignment" ? child(inner, "left") : null;
  if (left?.type === "identifier") return [left.text];
  return left === null
    ? []
    : parts(left).flatMap((each) => (each.type === "identifier" ? [each.text] : []));
}

const COMMANDS =
  /(?:^|\.|_)(?:install|develop|egg_info|build|build_py|build_ext|build_clib|build_scripts|install_lib|install_scripts|sdist|bdist_egg|bdist_wheel|test|Command)$/;

/** `setup()` creates and runs the commands that are made from its own. */
function isSetupCommand(superclasses: SyntaxNode | null): boolean {
  return superclasses !== null && parts(superclasses).some((each) => COMMANDS.test(each.text));
}

function runCommandOf(name: string, node: SyntaxNode): Statement {
  const { at } = node;
  const callee = memberNode(nameNode(name, at), "run", at);
  return { kind: "expression", value: { kind: "call", callee, args: [], at }, at };
}
