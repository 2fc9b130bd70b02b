import type { Expression, Statement } from "../../code/program.ts";
import { anyOf, assignAt, textAt } from "../shell/lowering.ts";
import { callAt, nameAt } from "../lowered.ts";
import { argumentOf, contentOf, textOf, type Lowering } from "./lowering.ts";
import { joined, plain } from "./read-word.ts";
import type { ForNode } from "./tree.ts";

/** `for`: over words, numbers, or what lines of a file, a text or a command's output hold. */
export function lowerFor(node: ForNode, out: string | null, to: Lowering): Statement[] {
  const { at } = node;
  const [name = "%%", ...others] = node.names;
  const line = to.fresh();
  const tokens = [name, ...others].map((each, index): Statement => {
    const value = callAt("#token", [nameAt(line, at), ...tokenOf(node, index)], at);
    return { kind: "expression", value: assignAt(each, value, at), at };
  });
  const body = node.body === null ? [] : to.statements([node.body], out);
  const lines = node.how === "lines";
  const of = lines ? callAt("#lines", [linesOf(node, to)], at) : itemsOf(node);
  const target = { kind: "name" as const, name: lines ? line : name, local: false };
  return [
    {
      kind: "loop",
      test: null,
      update: null,
      each: { target, of, keys: false },
      body: lines ? [...tokens, ...body] : body,
      at,
    },
  ];
}

function tokenOf({ delimiters, names, at }: ForNode, index: number): Expression[] {
  const last = index === names.length - 1 && names.length > 1;
  return [
    { kind: "constant", value: index, at },
    textAt(delimiters ?? " \t", at),
    { kind: "constant", value: last, at },
  ];
}

function linesOf({ set, at }: ForNode, to: Lowering): Expression {
  if (set.kind === "command") return to.group(set.nodes, null);
  if (set.kind === "text") return joined(set.word.parts, at);
  const files = set.words.map((word) => contentOf(plain(word, at), at));
  return anyOf(files, at);
}

function itemsOf({ set, how, at }: ForNode): Expression {
  const words = set.kind === "words" ? set.words : [];
  if (how !== "numbers") {
    return { kind: "list", items: words.map((word) => argumentOf(word, at)), at };
  }
  const bounds = words.map((word) => textOf(word) ?? "");
  const [from = "", step = "", end = ""] = bounds;
  return callAt(
    "#range",
    [from, step, end].map((each) => textAt(each, at)),
    at,
  );
}
