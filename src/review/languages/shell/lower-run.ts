import type { Expression, Statement } from "../../code/program.ts";
import { child, parts, type SyntaxNode } from "../syntax.ts";
import { callAt, nameAt } from "../lowered.ts";
import { lowerCommand } from "./lower-command.ts";
import { assignAt, STDIN, textAt, type Lowering } from "./lowering.ts";
import { heredocRest, lowerRedirects, redirectedInput } from "./redirects.ts";
import { lowerAssignment, lowerWord } from "./words.ts";

/** What a node that runs commands prints, as an expression; `input` is piped into it. */
export function lowerRun(node: SyntaxNode, input: Expression | null, to: Lowering): Expression {
  switch (node.type) {
    case "command":
      return lowerCommand(node, input, to);
    case "pipeline":
      return lowerPipeline(parts(node), input, to);
    case "redirected_statement":
      return lowerRedirected(node, input, to);
    case "variable_assignment":
      return silent(lowerAssignment(node, to));
    case "variable_assignments":
      return silent(lowerAll(node, to));
    case "declaration_command":
    case "unset_command":
      return lowerDeclaration(node, to);
    case "negated_command":
      return lowerAll(node, to);
    case "test_command":
      return silent(lowerAll(node, to));
    case "command_substitution":
    case "process_substitution":
      return lowerSubstitution(node, input, to);
    case "list":
    case "subshell":
    case "compound_statement":
    case "do_group":
    case "if_statement":
    case "case_statement":
    case "for_statement":
    case "while_statement":
    case "c_style_for_statement":
    case "function_definition":
      return lowerGroup([node], input, to);
    default:
      return lowerWord(node, to);
  }
}

/** What prints nothing is evaluated for what it does. */
function silent(value: Expression): Expression {
  return { kind: "sequence", items: [value, textAt("", value.at)], at: value.at };
}

function lowerAll(node: SyntaxNode, to: Lowering): Expression {
  return { kind: "opaque", parts: parts(node).map((each) => to.run(each, null)), at: node.at };
}

/** Each part reads what the part before it prints. */
export function lowerPipeline(
  nodes: readonly SyntaxNode[],
  input: Expression | null,
  to: Lowering,
): Expression {
  const from = nodes.reduce<Expression | null>((before, each) => to.run(each, before), input);
  return from ?? textAt("", { line: 1, endLine: 1 });
}

function lowerRedirected(node: SyntaxNode, piped: Expression | null, to: Lowering): Expression {
  const { at } = node;
  const body = child(node, "body");
  const redirects = node.children.filter((each) => each.type.endsWith("_redirect"));
  const input = redirectedInput(redirects, to) ?? piped;
  const inner = body === null ? (input ?? textAt("", at)) : to.run(body, input);
  const written = lowerRedirects(redirects, inner, at, to);
  return heredocRest(redirects, written, to);
}

/** `$(a; b)` and `<(a)`: what all of it prints. `>(a)` reads instead. */
function lowerSubstitution(node: SyntaxNode, input: Expression | null, to: Lowering): Expression {
  const inner = parts(node);
  const [only] = inner;
  if (inner.length === 1 && only !== undefined) {
    if (only.type !== "file_redirect") return to.run(only, input);
    return redirectedInput([only], to) ?? textAt("", node.at);
  }
  return lowerGroup(inner, input, to);
}

/**
 * Statements whose output somebody reads: they run where they stand, what each of them prints
 * is gathered, and those that read nothing else read `input`.
 */
export function lowerGroup(
  nodes: readonly SyntaxNode[],
  input: Expression | null,
  to: Lowering,
): Expression {
  const [first] = nodes;
  const at = first?.at ?? { line: 1, endLine: 1 };
  const out = to.fresh();
  const before = to.stdin;
  const items: Expression[] = [assignAt(out, { kind: "record", entries: [], at }, at, true)];
  if (input !== null) {
    const name = to.fresh();
    items.push(assignAt(name, input, at, true));
    to.stdin = nameAt(name, at);
  }
  const body = to.statements(nodes, out);
  to.stdin = before;
  const made = {
    name: null,
    parameters: [],
    defaults: [],
    rest: false,
    self: null,
    inline: true,
    body,
    at,
  };
  const callee: Expression = { kind: "function", function: made, at };
  items.push({ kind: "call", callee, args: [], at }, gathered(out, at));
  return { kind: "sequence", items, at };
}

/** Everything that was printed into `out`. */
export function gathered(out: string, at: Expression["at"]): Expression {
  const property: Expression = { kind: "opaque", parts: [], at };
  return { kind: "member", object: nameAt(out, at), property, at };
}

/** Puts what an expression prints with the rest of the output. */
export function gather(value: Expression, out: string | null): Statement {
  const { at } = value;
  if (out === null) return { kind: "expression", value, at };
  const property: Expression = { kind: "opaque", parts: [], at };
  const target = { kind: "member" as const, object: nameAt(out, at), property };
  return { kind: "expression", value: { kind: "assign", target, value, at }, at };
}

/** `export`, `local`, `declare`: assignments, or a list of all variables. */
function lowerDeclaration(node: SyntaxNode, to: Lowering): Expression {
  const { at } = node;
  const keyword = node.children[0]?.text ?? "";
  const assigned = parts(node).filter((each) => each.type === "variable_assignment");
  const lists = /^(?:export|declare|typeset|readonly)$/.test(keyword);
  const named = parts(node).some((each) => each.type === "variable_name");
  if (lists && assigned.length === 0 && !named && /^\S+(?:\s+-[pxf]+)?$/.test(node.text)) {
    return callAt("printenv", [], at);
  }
  const items = assigned.map((each) => lowerAssignment(each, to, keyword === "local"));
  return { kind: "sequence", items: [...items, textAt("", at)], at };
}

/** A function: what it prints is what it answers, its arguments are a list. */
export function lowerFunction(node: SyntaxNode, to: Lowering): Statement {
  const { at } = node;
  const body = child(node, "body");
  const out = to.fresh();
  const before = to.stdin;
  to.stdin = nameAt(STDIN, at);
  const inner = body === null ? [] : to.statements([body], out);
  to.stdin = before;
  const start = assignAt(out, { kind: "record", entries: [], at }, at, true);
  return {
    kind: "function",
    function: {
      name: child(node, "name")?.text ?? "",
      parameters: ["$@"],
      defaults: [null],
      rest: true,
      keywords: [{ name: STDIN, fallback: null, rest: false }],
      self: null,
      body: [
        { kind: "expression", value: start, at },
        ...inner,
        { kind: "return", value: gathered(out, at), at },
      ],
      at,
    },
    at,
  };
}
