import type { Node } from "@vscode/tree-sitter-wasm";
import type { Argument, Expression } from "../../code/program.ts";
import { lowerWord, spanOf, textAt } from "./words.ts";

/** Programs that run the command after them, with the options of theirs that take a value. */
const WRAPPERS: ReadonlyMap<string, readonly string[]> = new Map([
  ["sudo", ["-u", "-g", "-h", "-p", "-C", "-r", "-t"]],
  ["doas", ["-u"]],
  ["env", ["-u", "-C", "-S"]],
  ["nohup", []],
  ["exec", ["-a"]],
  ["command", []],
  ["builtin", []],
  ["time", []],
  ["nice", ["-n"]],
  ["setsid", []],
  ["stdbuf", ["-i", "-o", "-e"]],
  ["timeout", ["-k", "-s"]],
  ["xargs", ["-n", "-P", "-I", "-L", "-d"]],
  ["busybox", []],
  ["npx", ["-p", "--package"]],
  ["bunx", []],
]);

/** What a node that runs commands answers on its standard output, as an expression. */
export function lowerRun(node: Node, enter: <T>(run: () => T) => T): Expression {
  return enter(() => lowerKnown(node, (each) => lowerRun(each, enter)));
}

type Lower = (node: Node) => Expression;

function lowerKnown(node: Node, lower: Lower): Expression {
  const at = spanOf(node);
  const children = node.namedChildren.filter((each) => each !== null);
  switch (node.type) {
    case "command":
      return lowerSimple(node, lower, null);
    case "pipeline":
      return lowerPipeline(children, lower, null);
    case "redirected_statement":
      return lowerRedirected(node, lower, null);
    case "variable_assignment":
      return lowerAssignment(node, lower);
    case "declaration_command":
    case "unset_command":
      return { kind: "sequence", items: children.map((each) => lower(each)), at };
    case "comment":
      return textAt("", at);
    case "word":
    case "string":
    case "raw_string":
    case "concatenation":
    case "simple_expansion":
    case "expansion":
    case "variable_name":
    case "ansi_c_string":
      return lowerWord(node, lower);
    default:
      // Lists, groups and substitutions: everything in them runs, anything may be printed.
      return { kind: "opaque", parts: children.map((each) => lower(each)), at };
  }
}

function lowerPipeline(children: Node[], lower: Lower, input: Expression | null): Expression {
  return (
    children.reduce<Expression | null>((from, each) => withInput(each, lower, from), input) ??
    textAt("", { line: 1, endLine: 1 })
  );
}

function withInput(node: Node, lower: Lower, input: Expression | null): Expression {
  if (input === null) return lower(node);
  if (node.type === "command") return lowerSimple(node, lower, input);
  if (node.type === "redirected_statement") return lowerRedirected(node, lower, input);
  if (node.type === "pipeline")
    return lowerPipeline(
      node.namedChildren.filter((each) => each !== null),
      lower,
      input,
    );
  // A group reads its input through whatever stands in it first.
  return { kind: "opaque", parts: [input, lower(node)], at: spanOf(node) };
}

function lowerSimple(node: Node, lower: Lower, input: Expression | null): Expression {
  const at = spanOf(node);
  const assignments: Expression[] = [];
  const words: Argument[] = [];
  for (const child of node.namedChildren) {
    if (child === null) continue;
    if (child.type === "variable_assignment") assignments.push(lowerAssignment(child, lower));
    else if (child.type === "command_name")
      words.push({ value: lowerWord(child.namedChildren[0] ?? child, lower) });
    else if (child.type.endsWith("_redirect")) input = redirectInput(child, lower) ?? input;
    else words.push({ value: lowerWord(child, lower) });
  }
  const [callee, ...args] = unwrap(words);
  if (callee === undefined) return { kind: "sequence", items: assignments, at };
  const call: Expression = { kind: "call", callee: callee.value, args, at };
  if (input !== null) call.input = input;
  return assignments.length === 0 ? call : { kind: "sequence", items: [...assignments, call], at };
}

/** Takes away programs that only run the command after them. */
function unwrap(words: Argument[]): Argument[] {
  let rest = words;
  for (let turn = 0; turn < 8; turn += 1) {
    const name = constantOf(rest[0]);
    const valued = name === null ? undefined : WRAPPERS.get(basename(name));
    if (name === null || valued === undefined) return rest;
    const from = commandStart(rest, valued, basename(name) === "timeout");
    if (from >= rest.length) return rest;
    rest = rest.slice(from);
  }
  return rest;
}

function commandStart(words: Argument[], valued: readonly string[], skipsOperand: boolean): number {
  let index = 1;
  while (index < words.length) {
    const text = constantOf(words[index]);
    if (text === null || !(text.startsWith("-") || /^\w+=/.test(text))) break;
    index += valued.includes(text) ? 2 : 1;
  }
  return skipsOperand ? index + 1 : index;
}

function constantOf(argument: Argument | undefined): string | null {
  return argument?.value.kind === "constant" && typeof argument.value.value === "string"
    ? argument.value.value
    : null;
}

/** The program's own name, without its folder. */
export function basename(name: string): string {
  return name.slice(name.lastIndexOf("/") + 1);
}

function lowerAssignment(node: Node, lower: Lower): Expression {
  const at = spanOf(node);
  const name = node.childForFieldName("name")?.text ?? "";
  const valueNode = node.childForFieldName("value");
  const value = valueNode === null ? textAt("", at) : lowerWord(valueNode, lower);
  return { kind: "assign", target: { kind: "name", name: `$${name}`, local: false }, value, at };
}

function lowerRedirected(node: Node, lower: Lower, piped: Expression | null): Expression {
  const at = spanOf(node);
  const body = node.childForFieldName("body");
  const redirects = node.namedChildren.filter(
    (each) => each !== null && each.type.endsWith("_redirect"),
  );
  let input = piped;
  for (const redirect of redirects)
    if (redirect !== null) input = redirectInput(redirect, lower) ?? input;
  let out: Expression = body === null ? textAt("", at) : withInput(body, lower, input);
  for (const redirect of redirects) {
    const file = redirect === null ? null : outputFile(redirect, lower);
    if (file === null) continue;
    const callee: Expression = { kind: "constant", value: "redirect", at };
    out = { kind: "call", callee, args: [{ value: file }, { value: out }], at };
  }
  return out;
}

function redirectInput(node: Node, lower: Lower): Expression | null {
  const at = spanOf(node);
  if (node.type === "herestring_redirect") {
    const value = node.namedChildren[0];
    return value === null || value === undefined ? null : lowerWord(value, lower);
  }
  if (node.type === "heredoc_redirect") {
    const body = node.namedChildren.find((each) => each?.type === "heredoc_body");
    return body === null || body === undefined ? null : lowerHeredoc(body, lower);
  }
  const destination = node.childForFieldName("destination");
  if (node.child(0)?.type !== "<" || destination === null) return null;
  const callee: Expression = { kind: "constant", value: "cat", at };
  return { kind: "call", callee, args: [{ value: lowerWord(destination, lower) }], at };
}

function lowerHeredoc(node: Node, lower: Lower): Expression {
  const at = spanOf(node);
  const expansions = node.namedChildren.filter(
    (each) => each !== null && each.type !== "heredoc_content",
  );
  if (expansions.length === 0) return textAt(node.text, at);
  const parts = node.namedChildren.flatMap((each) =>
    each === null
      ? []
      : [each.type === "heredoc_content" ? textAt(each.text, at) : lowerWord(each, lower)],
  );
  return { kind: "text", parts, at };
}

function outputFile(node: Node, lower: Lower): Expression | null {
  if (node.type !== "file_redirect") return null;
  const destination = node.childForFieldName("destination");
  const operator = node.children.find((each) => each !== null && !each.isNamed)?.text ?? "";
  if (
    destination === null ||
    !operator.includes(">") ||
    (operator === ">&" && destination.type === "number")
  )
    return null;
  return lowerWord(destination, lower);
}
