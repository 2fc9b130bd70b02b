import type { Expression, FunctionNode, KeywordParameter, Statement } from "../../code/program.ts";
import { assignNode, constantNode, nameNode, YIELDED, type Lowering } from "./lowering.ts";
import { child, parts, type SyntaxNode } from "../syntax.ts";

/** The parameters of a function, in the form of the program. */
interface Parameters {
  positional: { name: string; fallback: Expression | null }[];
  rest: string | null;
  keywords: KeywordParameter[];
  /** What is evaluated when the function is made: annotations, and defaults that do something. */
  before: Statement[];
}

/** `lambda a, b=1: …` */
export function lowerLambda(node: SyntaxNode, to: Lowering): Expression {
  const body = child(node, "body");
  const given = readParameters(child(node, "parameters"), to);
  const value = to.inFunction(body, () =>
    body === null ? constantNode(null, node.at) : to.expression(body),
  );
  const made = functionNode(null, given, null, [{ kind: "return", value, at: node.at }], node);
  const lambda: Expression = { kind: "function", function: made, at: node.at };
  const before = given.before.flatMap((each) => (each.kind === "expression" ? [each.value] : []));
  return before.length === 0
    ? lambda
    : { kind: "sequence", items: [...before, lambda], at: node.at };
}

/** What a method's first parameter is: its object, its class, or nothing special. */
export type MethodKind = "method" | "static" | null;

/** A function, and what is evaluated before it is there. */
export function lowerDefinition(
  node: SyntaxNode,
  method: MethodKind,
  to: Lowering,
): { before: Statement[]; made: FunctionNode } {
  const body = child(node, "body");
  const given = readParameters(child(node, "parameters"), to);
  const note = child(node, "return_type");
  if (note !== null)
    given.before.push({ kind: "expression", value: to.expression(note), at: note.at });
  const self = method === "method" ? (given.positional.shift()?.name ?? null) : null;
  const lowered = to.inFunction(body, () => (body === null ? [] : to.statements(parts(body))));
  const statements = body !== null && yields(body) ? collecting(lowered, node) : lowered;
  // The evaluator knows an object as `self`; here it may have another name.
  if (self !== null && self !== "self") {
    statements.unshift(assignNode(self, nameNode("self", node.at), node.at));
  }
  const name = child(node, "name")?.text.normalize("NFKC") ?? null;
  return { before: given.before, made: functionNode(name, given, self, statements, node) };
}

function functionNode(
  name: string | null,
  given: Parameters,
  self: string | null,
  body: Statement[],
  node: SyntaxNode,
): FunctionNode {
  const parameters = given.positional.map((each) => each.name);
  const defaults = given.positional.map((each) => each.fallback);
  if (given.rest !== null) {
    parameters.push(given.rest);
    defaults.push(null);
  }
  return {
    name,
    parameters,
    defaults,
    rest: given.rest !== null,
    keywords: given.keywords,
    self,
    body,
    at: node.at,
  };
}

/** A generator is taken for a function that answers the list of what it yields. */
function collecting(body: Statement[], node: SyntaxNode): Statement[] {
  const { at } = node;
  return [
    assignNode(YIELDED, { kind: "list", items: [], at }, at),
    ...body,
    { kind: "return", value: nameNode(YIELDED, at), at },
  ];
}

function yields(node: SyntaxNode): boolean {
  return node.children.some(
    (each) =>
      each.type === "yield" ||
      (each.type !== "function_definition" &&
        each.type !== "lambda" &&
        each.type !== "class_definition" &&
        yields(each)),
  );
}

function readParameters(node: SyntaxNode | null, to: Lowering): Parameters {
  const out: Parameters = { positional: [], rest: null, keywords: [], before: [] };
  let onlyNamed = false;
  for (const each of node === null ? [] : parts(node)) {
    const type = child(each, "type");
    if (type !== null)
      out.before.push({ kind: "expression", value: to.expression(type), at: type.at });
    const splat = splatOf(each);
    const name = (child(each, "name") ?? each).text.normalize("NFKC");
    if (each.type === "keyword_separator" || splat?.type === "list_splat_pattern") {
      onlyNamed = true;
      if (splat !== null) out.rest = parts(splat)[0]?.text ?? "args";
    } else if (splat !== null) {
      out.keywords.push({ name: parts(splat)[0]?.text ?? "kwargs", fallback: null, rest: true });
    } else if (each.type !== "positional_separator") {
      const fallback = defaultOf(each, out, to);
      const plain = each.type === "typed_parameter" ? (parts(each)[0]?.text ?? name) : name;
      if (onlyNamed) out.keywords.push({ name: plain, fallback, rest: false });
      else out.positional.push({ name: plain, fallback });
    }
  }
  return out;
}

function splatOf(node: SyntaxNode): SyntaxNode | null {
  const inner = node.type === "typed_parameter" ? parts(node)[0] : node;
  return inner?.type === "list_splat_pattern" || inner?.type === "dictionary_splat_pattern"
    ? inner
    : null;
}

/** A default that calls something is evaluated once, when the function is made. */
function defaultOf(node: SyntaxNode, out: Parameters, to: Lowering): Expression | null {
  const value = child(node, "value");
  if (value === null) return null;
  const lowered = to.expression(value);
  if (!calls(value)) return lowered;
  const name = to.fresh();
  out.before.push(assignNode(name, lowered, value.at));
  return nameNode(name, value.at);
}

function calls(node: SyntaxNode): boolean {
  return node.type === "call" || node.children.some(calls);
}
