import type { Expression, Statement } from "../../code/program.ts";
import { child, childrenIn, parts, type SyntaxNode } from "../syntax.ts";
import { callAt } from "../lowered.ts";
import { gather, lowerFunction } from "./lower-run.ts";
import { assignAt, type Lowering } from "./lowering.ts";
import { lowerWords } from "./words.ts";

/** One statement; what it prints is gathered under the name `out`. */
export function lowerStatement(node: SyntaxNode, out: string | null, to: Lowering): Statement[] {
  const { at } = node;
  const inner = (): Statement[] => to.statements(parts(node), out);
  switch (node.type) {
    case "comment":
    case "heredoc_body":
      return [];
    case "function_definition":
      return [lowerFunction(node, to)];
    case "if_statement":
    case "elif_clause":
    case "else_clause":
    case "case_item":
    case "c_style_for_statement":
      return [{ kind: "branch", test: null, bodies: [inner()], at }];
    case "case_statement":
      return lowerCase(node, out, to);
    case "while_statement":
      return [lowerWhile(node, out, to)];
    case "for_statement":
      return [lowerFor(node, out, to)];
    case "list":
      return chained(node).flatMap((each) => to.statements([each], out));
    case "compound_statement":
    case "do_group":
    case "subshell":
    case "program":
    case "ERROR":
      return inner();
    default:
      return [gather(out === null ? printed(to.run(node, null)) : to.run(node, null), out)];
  }
}

/** What nothing takes is printed: in a job that is the log, which many can read. */
function printed(value: Expression): Expression {
  return value.kind === "call" ? callAt("#print", [value], value.at) : value;
}

/** The commands of a chain of `&&` and `||`, which the grammar nests to the left. */
function chained(node: SyntaxNode): SyntaxNode[] {
  const out: SyntaxNode[] = [];
  let at: SyntaxNode | undefined = node;
  while (at?.type === "list") {
    const [left, ...right] = parts(at);
    out.unshift(...right);
    at = left;
  }
  return at === undefined ? out : [at, ...out];
}

function lowerCase(node: SyntaxNode, out: string | null, to: Lowering): Statement[] {
  const items = parts(node).filter((each) => each.type === "case_item");
  const bodies = items.map((item) =>
    to.statements(
      parts(item).filter((each) => each.field !== "value"),
      out,
    ),
  );
  const value = child(node, "value");
  const subject: Statement[] =
    value === null ? [] : [{ kind: "expression", value: to.word(value), at: value.at }];
  return [...subject, { kind: "branch", test: null, bodies, at: node.at }];
}

/** `while read x`: once for every line that is read; other loops are read once. */
function lowerWhile(node: SyntaxNode, out: string | null, to: Lowering): Statement {
  const { at } = node;
  const [condition] = childrenIn(node, "condition").filter((each) => each.named);
  const block = child(node, "body");
  const body = (): Statement[] => (block === null ? [] : to.statements([block], out));
  const names = condition === undefined ? [] : namesRead(condition);
  const [name] = names;
  if (name === undefined || to.stdin === null) {
    const tests = condition === undefined ? [] : to.statements([condition], out);
    return { kind: "branch", test: null, bodies: [[...tests, ...body()]], at };
  }
  const of = callAt("#lines", [to.stdin], at);
  const line: Expression = { kind: "name", name: `$${name}`, at };
  const others = names.slice(1).map((each): Statement => {
    const value = assignAt(`$${each}`, line, at);
    return { kind: "expression", value, at };
  });
  return {
    kind: "loop",
    test: null,
    update: null,
    each: { target: { kind: "name", name: `$${name}`, local: false }, of, keys: false },
    body: [...others, ...body()],
    at,
  };
}

function namesRead(condition: SyntaxNode): string[] {
  const words = parts(condition).map((each) => each.text);
  const start = words.indexOf("read");
  return start < 0 ? [] : words.slice(start + 1).filter((word) => /^[A-Za-z_]\w*$/.test(word));
}

function lowerFor(node: SyntaxNode, out: string | null, to: Lowering): Statement {
  const { at } = node;
  const name = child(node, "variable")?.text ?? "";
  const items = childrenIn(node, "value").flatMap((word) => lowerWords(word, to));
  const block = child(node, "body");
  const of: Expression =
    items.length === 0 ? { kind: "name", name: "$@", at } : { kind: "list", items, at };
  return {
    kind: "loop",
    test: null,
    update: null,
    each: { target: { kind: "name", name: `$${name}`, local: false }, of, keys: false },
    body: block === null ? [] : to.statements([block], out),
    at,
  };
}
