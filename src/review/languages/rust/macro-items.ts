import type { FunctionNode, Statement } from "../../code/program.ts";
import { child, childrenIn, parts, type SyntaxNode } from "../syntax.ts";
import { constantAt, nameAt } from "../lowered.ts";
import { drop, giveBack, type Lowering } from "./lowering.ts";

const ITEMS =
  /^[{(]\s*(?:\/\/[^\n]*\s*)*(?:#!?\[|(?:pub|mod|use|impl|static|struct|trait|enum|extern|macro_rules!|unsafe\s+(?:fn|impl)|(?:async\s+|const\s+)?fn)\b|const\s+\w+\s*:|if\s+#\[cfg)/;

/** Whether a macro stands around items: `lazy_static!`, `cfg_if!` and the like. */
export function isItemMacro(node: SyntaxNode): boolean {
  const call = node.type === "expression_statement" ? parts(node)[0] : node;
  const tree = call?.type === "macro_invocation" ? treeOf(call) : null;
  return tree !== null && ITEMS.test(tree.text.slice(0, 300));
}

/** The token tree of a macro's call. */
export function treeOf(call: SyntaxNode): SyntaxNode | null {
  return call.children.find((each) => each.type === "token_tree") ?? null;
}

/** The items that a macro stands around, in every branch of it. */
export function itemsOfMacro(node: SyntaxNode, to: Lowering): SyntaxNode[] {
  const call = node.type === "expression_statement" ? parts(node)[0] : node;
  const tree = call === undefined ? null : treeOf(call);
  if (tree === null) return [];
  const trees = /^[{(]\s*if\s/.test(tree.text)
    ? tree.children.filter((each) => each.type === "token_tree" && each.text.startsWith("{"))
    : [tree];
  return trees.flatMap((each) => {
    const parsed = to.reparse(each, "", "", false);
    return parsed === null ? [] : parts(parsed);
  });
}

/** `macro_rules!` is a function: what its first fitting rule stands for, whichever that is. */
export function lowerRules(node: SyntaxNode, to: Lowering): Statement[] {
  const { at } = node;
  const name = child(node, "name")?.text;
  if (name === undefined) return [];
  const rules = node.children.filter((each) => each.type === "macro_rule");
  const args = to.fresh();
  const bodies = rules.map((rule) => lowerRule(rule, args, to));
  const made: FunctionNode = {
    name: `${name}!`,
    parameters: [args],
    defaults: [null],
    rest: true,
    self: null,
    body: [{ kind: "branch", test: null, bodies, at }],
    at,
  };
  return [{ kind: "function", function: made, at }];
}

function lowerRule(rule: SyntaxNode, args: string, to: Lowering): Statement[] {
  const { at } = rule;
  const left = child(rule, "left");
  const right = childrenIn(rule, "right")[0];
  if (left === null || right === undefined) return [];
  const names = bindings(left);
  const bound = names.map(({ name, many }, index): Statement => {
    const all = nameAt(args, at);
    const value = many
      ? {
          kind: "call" as const,
          callee: { kind: "member" as const, object: all, property: constantAt("skip", at), at },
          args: [{ value: constantAt(index, at) }],
          at,
        }
      : { kind: "member" as const, object: all, property: constantAt(index, at), at };
    const target = { kind: "name" as const, name: bindingName(name, many), local: true };
    return drop({ kind: "assign", target, value, at });
  });
  const many = new Set(names.filter((each) => each.many).map((each) => each.name));
  const plain = { ...right, text: plainBody(right.text, many) };
  const parsed = to.reparse(plain, "fn m(){", "\n}", false);
  const body = parsed === null ? null : (parts(parsed)[0] ?? null);
  const block = body === null ? null : child(body, "body");
  return [...bound, ...(block === null ? [] : to.into(block, giveBack))];
}

function bindings(left: SyntaxNode): { name: string; many: boolean }[] {
  const found: { name: string; many: boolean }[] = [];
  const pending = [{ node: left, many: false }];
  for (let next = pending.shift(); next !== undefined; next = pending.shift()) {
    const { node, many } = next;
    if (node.type === "token_binding_pattern") {
      const name = child(node, "name")?.text ?? node.children[0]?.text ?? "";
      found.push({ name: name.replace(/^\$/, ""), many });
      continue;
    }
    const inside = many || node.type === "token_repetition_pattern";
    if (pending.length < 1000)
      pending.push(...parts(node).map((each) => ({ node: each, many: inside })));
  }
  return found;
}

/** How a macro's variable is called in the function that it becomes. */
function bindingName(name: string, many: boolean): string {
  return `${many ? "__many_" : "__one_"}${name}`;
}

/** Whether a name stands for all that a repetition matched. */
export function isRepeated(name: string): boolean {
  return name.startsWith("__many_");
}

/** The body of a rule as code: `$x` is a name, and what is repeated stands once. */
function plainBody(text: string, many: ReadonlySet<string>): string {
  const out: string[] = [];
  const open: boolean[] = [];
  for (const match of text.matchAll(/\$\(|\(|\)|\$(\w+)|[^$()]+|\$/g)) {
    const [token, name] = match;
    if (token === "$(") open.push(true);
    else if (token === "(") {
      open.push(false);
      out.push(token);
    } else if (token === ")") {
      if (open.pop() === true) out.push("\u0000");
      else out.push(token);
    } else if (name === "crate") out.push("crate");
    else if (name !== undefined) out.push(bindingName(name, many.has(name)));
    else out.push(token);
  }
  return out
    .join("")
    .replace(/\u0000[^\s*+?]?\s?[*+?]/g, "")
    .replaceAll("\u0000", "");
}
