import type { Expression, Statement } from "../../code/program.ts";
import { assignAt, constantText, textAt } from "../shell/lowering.ts";
import { gather, gathered } from "../shell/lower-run.ts";
import { callAt, nameAt } from "../lowered.ts";
import { lowerCommand } from "./lower-command.ts";
import { lowerFor } from "./lower-for.ts";
import { contentOf, silent, textOf, writeTo, type Lowering } from "./lowering.ts";
import { plain } from "./read-word.ts";
import type { Node, Redirect } from "./tree.ts";

/** What a command prints, as an expression; `input` is piped into it. */
export function lowerRun(node: Node, input: Expression | null, to: Lowering): Expression {
  switch (node.kind) {
    case "command":
      return lowerCommand({ node, input, at: node.at }, to);
    case "pipe":
      return (
        node.items.reduce<Expression | null>((before, each) => to.run(each, before), input) ??
        textAt("", node.at)
      );
    case "redirected":
      return lowerRedirected(node.body, node.redirects, input, to, node.at);
    case "label":
      return textAt("", node.at);
    default:
      return to.group([node], input);
  }
}

function lowerRedirected(
  body: Node | null,
  redirects: readonly Redirect[],
  piped: Expression | null,
  to: Lowering,
  at: Node["at"],
): Expression {
  const file = redirects.find((each) => each.reads);
  const input = file === undefined ? piped : contentOf(plain(file.to, at), at);
  const inner = body === null ? textAt("", at) : to.run(body, input);
  return redirects.reduce<Expression>((value, { reads, from, appends, to: word }) => {
    if (reads) return value;
    const path = plain(word, at);
    const name = constantText(path)?.toLowerCase() ?? "";
    if (name === "con") return value;
    if (name === "nul" || name === "nul:") return from === 1 ? silent([value], at) : value;
    if (from === 1) return writeTo(path, value, { appends, name: to.fresh() }, at);
    return { kind: "sequence", items: [callAt("redirect", [path], at), value], at };
  }, inner);
}

/** One command as statements; what it prints is gathered under the name `out`. */
export function lowerStatement(node: Node, out: string | null, to: Lowering): Statement[] {
  const { at } = node;
  switch (node.kind) {
    case "label":
      return [];
    case "group":
      return to.statements(node.body, out);
    case "chain":
      return node.items.flatMap((item) => {
        const inner = to.statements([item.node], out);
        // What depends on another command may not happen; jumps must not hide what follows.
        return item.conditional && jumps(item.node)
          ? [{ kind: "branch" as const, test: null, bodies: [inner], at }]
          : inner;
      });
    case "if": {
      const tested = node.test.map((word): Statement => ({
        kind: "expression",
        value: plain(word, at),
        at,
      }));
      const bodies = [node.then, node.otherwise].map((each) =>
        each === null ? [] : to.statements([each], out),
      );
      return [...tested, { kind: "branch", test: null, bodies, at }];
    }
    case "for":
      return lowerFor(node, out, to);
    case "command": {
      const jump = lowerJump(node);
      if (jump !== null) return jump;
      return [gather(to.run(node, null), out)];
    }
    default:
      return [gather(to.run(node, null), out)];
  }
}

/** Whether a command leaves the place where it stands, whatever happens before. */
export function jumps(node: Node): boolean {
  if (node.kind === "group") return node.body.some(jumps);
  if (node.kind === "redirected") return node.body !== null && jumps(node.body);
  if (node.kind === "chain") {
    return node.items.some((item) => !item.conditional && jumps(item.node));
  }
  if (node.kind !== "command") return false;
  return /^(?:goto\b|exit(?:$|\/))/i.test(textOf(node.words[0]) ?? "");
}

/** `goto x` goes on there and does not come back; `exit` ends. */
function lowerJump(node: Extract<Node, { kind: "command" }>): Statement[] | null {
  const { at } = node;
  const first = textOf(node.words[0])?.toLowerCase() ?? "";
  if (/^exit(?:$|\/)/.test(first)) return [{ kind: "return", value: null, at }];
  const goes = /^goto(?:$|:(.*))/.exec(first);
  if (goes === null) return null;
  const word = node.words[1];
  const label = goes[1] ?? (word === undefined ? "" : textOf(word));
  // A label that is put together may be any: what follows is read as well.
  if (label === null) {
    const name = word === undefined ? textAt("", at) : plain(word, at);
    return [{ kind: "expression", value: lowerDynamic(name, at), at }];
  }
  const name = label.replace(/^:+/, "").toLowerCase();
  if (name === "eof" || name === "") return [{ kind: "return", value: null, at }];
  return [{ kind: "return", value: callLabel(name, at), at }];
}

/** A call of the commands behind a label with the arguments that are there. */
export function callLabel(name: string, at: Node["at"]): Expression {
  const value = callAt("#words", [nameAt("%*", at)], at);
  return { kind: "call", callee: nameAt(`:${name}`, at), args: [{ value, spread: true }], at };
}

function lowerDynamic(name: Expression, at: Node["at"]): Expression {
  const property: Expression = { kind: "text", parts: [textAt(":", at), name], at };
  const callee: Expression = { kind: "member", object: nameAt("#batch", at), property, at };
  return { kind: "call", callee, args: [], at };
}

/** Statements whose output somebody reads: what each of them prints is gathered. */
export function lowerGroup(
  nodes: readonly Node[],
  input: Expression | null,
  to: Lowering,
): Expression {
  const at = nodes[0]?.at ?? { line: 1, endLine: 1 };
  const out = to.fresh();
  const body = to.statements(nodes, out);
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
  const items: Expression[] = [
    ...(input === null ? [] : [input]),
    assignAt(out, { kind: "record", entries: [], at }, at, true),
    { kind: "call", callee, args: [], at },
    gathered(out, at),
  ];
  return { kind: "sequence", items, at };
}
