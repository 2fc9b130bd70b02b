import type { Argument, Expression } from "../../code/program.ts";
import { child, parts, type SyntaxNode } from "../syntax.ts";
import { constantAt, opaqueAt } from "../lowered.ts";
import { formatted } from "./format.ts";
import { lastName } from "./literals.ts";
import { callAt, giveBack, inPlace, methodAt, type Lowering } from "./lowering.ts";
import { isRepeated, treeOf } from "./macro-items.ts";

/** What a macro's call stands for. */
export function lowerMacro(node: SyntaxNode, to: Lowering): Expression {
  const { at } = node;
  const name = lastName(child(node, "macro"));
  const tree = treeOf(node);
  if (tree === null) return opaqueAt([], at);
  if (name === "stringify") return constantAt(tree.text.slice(1, -1), at);
  if (name === "vec" || name === "smallvec" || name === "bytes") {
    return lowerList(tree, to) ?? opaqueAt([], at);
  }
  const args = argumentsOf(tree, to);
  if (to.declared.has(`${name}!`)) {
    const given = args?.map((each) => each.value) ?? [];
    const call = callAt(`${name}!`, given, at);
    return args === null ? { kind: "sequence", items: [lowerInside(tree, to), call], at } : call;
  }
  if (args === null) return lowerInside(tree, to);
  return (
    lowerKnown(name, args, node) ??
    opaqueAt(
      args.map((each) => each.value),
      at,
    )
  );
}

/** Macros of the standard library and of a few others. */
function lowerKnown(
  name: string,
  args: readonly MacroArgument[],
  node: SyntaxNode,
): Expression | null {
  const { at } = node;
  const values = args.map((each) => each.value);
  const [first, ...rest] = values;
  if (first === undefined) return constantAt(null, at);
  switch (name) {
    case "format":
    case "format_args":
    case "anyhow":
    case "concat_string":
      return formatted(args, at);
    case "write":
    case "writeln":
      return methodAt(first, "write_fmt", [formatted(args.slice(1), at)], at);
    case "concat":
      return { kind: "text", parts: values.map((each) => one(each)), at };
    case "env":
    case "option_env":
      return lowerVariable(first, at);
    case "include_str":
    case "include_bytes":
      return callAt("std.fs.read", [first], at);
    case "include":
      return first.kind === "constant" && typeof first.value === "string"
        ? { kind: "import", module: first, at }
        : opaqueAt(values, at);
    case "hex":
      return callAt("hex.decode", [first], at);
    case "cmd":
      return callAt(
        "cmd!",
        args.length === 1 ? [first] : [first, formatted(args.slice(-1), at), list(rest, at)],
        at,
      );
    case "run_cmd":
    case "run_fun":
    case "spawn":
      return callAt("cmd!", [constantAt(null, at), first], at);
    case "asm":
    case "global_asm":
      return callAt("asm!", values, at);
    case "criterion_group":
      return { kind: "sequence", items: rest.map((each) => callOf(each, at)), at };
    default:
      return null;
  }
}

function list(values: readonly Expression[], at: SyntaxNode["at"]): Expression {
  return { kind: "list", items: values.map((value) => ({ value })), at };
}

function callOf(callee: Expression, at: SyntaxNode["at"]): Expression {
  return { kind: "call", callee, args: [], at };
}

/** What cargo says about the package itself is nobody's secret. */
function lowerVariable(name: Expression, at: SyntaxNode["at"]): Expression {
  const text = name.kind === "constant" ? String(name.value) : "";
  const own = /^(?:CARGO_(?!REGISTR)|OUT_DIR$|TARGET$|PROFILE$|VERGEN_|RUSTC)/.test(text);
  return own ? opaqueAt([], at) : callAt("std.env.var", [name], at);
}

/** What a repetition matched, as one text. */
function one(value: Expression): Expression {
  return value.kind === "name" && isRepeated(value.name)
    ? methodAt(value, "concat", [], value.at)
    : value;
}

/** An argument of a macro, named as in `format!("{x}", x = 1)`. */
export interface MacroArgument extends Argument {
  value: Expression;
}

/** The arguments of a macro that takes expressions; null when it takes something else. */
function argumentsOf(tree: SyntaxNode, to: Lowering): MacroArgument[] | null {
  if (tree.children.some((each) => /^(?:;|=>)$/.test(each.text))) return null;
  const parsed = to.reparse(tree, "fn m(){f(", "\n);}", true);
  const call = parsed === null ? null : find(parsed, "call_expression");
  const list = call === null ? null : child(call, "arguments");
  return list === null ? null : parts(list).map((each) => argumentOf(each, to));
}

function argumentOf(node: SyntaxNode, to: Lowering): MacroArgument {
  const left = child(node, "left");
  const right = child(node, "right");
  if (node.type === "assignment_expression" && left?.type === "identifier" && right !== null) {
    return { value: to.expression(right), name: left.text };
  }
  const value = to.expression(node);
  return value.kind === "name" && isRepeated(value.name) ? { value, spread: true } : { value };
}

/** Anything else is read as the statements that it looks like, or piece by piece. */
function lowerInside(tree: SyntaxNode, to: Lowering): Expression {
  const parsed = to.reparse(tree, "fn m(){", "\n}", true);
  const made = parsed === null ? null : find(parsed, "function_item");
  const body = made === null ? null : child(made, "body");
  if (body !== null && parsed !== null && parts(parsed).length === 1) {
    return inPlace(to.into(body, giveBack), tree.at);
  }
  return opaqueAt(
    piecesOf(tree).flatMap((piece) => lowerPiece(piece, tree, to)),
    tree.at,
  );
}

/** Tokens between those that no expression of Rust holds at its top. */
function piecesOf(tree: SyntaxNode): SyntaxNode[][] {
  const pieces: SyntaxNode[][] = [[]];
  for (const each of tree.children.slice(1, -1)) {
    if (/^(?:,|;|:|=>|=|->)$/.test(each.text)) pieces.push([]);
    else pieces.at(-1)?.push(each);
  }
  return pieces.filter((piece) => piece.length > 0);
}

function lowerPiece(piece: readonly SyntaxNode[], tree: SyntaxNode, to: Lowering): Expression[] {
  const first = piece[0];
  const last = piece.at(-1);
  if (first === undefined || last === undefined) return [];
  if (piece.length === 1 && first.type === "token_tree") return [lowerInside(first, to)];
  const text = tree.text.slice(
    first.start - tree.start,
    last.start - tree.start + last.text.length,
  );
  const whole = { ...tree, text: `(${text})`, at: { ...first.at, endLine: last.at.endLine } };
  const parsed = to.reparse(whole, "fn m(){f(", "\n);}", true);
  const call = parsed === null ? null : find(parsed, "call_expression");
  const list = call === null ? null : child(call, "arguments");
  if (list !== null) return parts(list).map((each) => to.expression(each));
  return piece.filter((each) => each.type === "token_tree").map((each) => lowerInside(each, to));
}

/** The first node of a type: macros are wrapped in few others. */
function find(node: SyntaxNode, type: string): SyntaxNode | null {
  const pending = [node];
  for (let at = pending.shift(); at !== undefined; at = pending.shift()) {
    if (at.type === type) return at;
    if (pending.length < 100) pending.push(...parts(at));
  }
  return null;
}

/** `vec![a, b]` and `vec![a; n]`. */
function lowerList(tree: SyntaxNode, to: Lowering): Expression | null {
  const parsed = to.reparse(tree, "const X: T = [", "\n];", false);
  const array = parsed === null ? null : find(parsed, "array_expression");
  return array === null ? null : to.expression(array);
}
