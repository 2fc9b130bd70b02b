import type { Expression } from "../../code/program.ts";
import { child, parts, type SyntaxNode } from "../syntax.ts";
import { callAt, callOf, constantAt, nameAt, opaqueAt } from "../lowered.ts";
import { type Lowering } from "./lowering.ts";
import { dotted, lastPart, plainType } from "./names.ts";
import { isContainer, isMap, isPlain, isTextType } from "./type-kinds.ts";

/** `{a, b}` and `{.x = a}`. */
export function lowerList(node: SyntaxNode, to: Lowering): Expression {
  const { at } = node;
  const items = parts(node);
  const named = items.filter((each) => each.type === "initializer_pair");
  if (named.length === 0 || named.length < items.length) {
    return {
      kind: "list",
      items: items.map((each) => ({ value: to.expression(valueOf(each)) })),
      at,
    };
  }
  const entries = named.map((each) => {
    const key = child(each, "designator")?.text.replace(/^\./, "") ?? "";
    return { key: constantAt(key, each.at), value: to.expression(valueOf(each)) };
  });
  return { kind: "record", entries, at };
}

function valueOf(node: SyntaxNode): SyntaxNode {
  return node.type === "initializer_pair" ? (child(node, "value") ?? node) : node;
}

/** `new T(a)` and `T{a}`. */
export function lowerCreation(node: SyntaxNode, to: Lowering): Expression {
  const { at } = node;
  const type = child(node, "type");
  const list = child(node, "arguments") ?? child(node, "value");
  if (child(node, "declarator") !== null) return callAt("#buffer", [], at);
  const args = list === null ? [] : parts(list).map((each) => to.expression(each));
  const made = lowerMaking(plainType(type), args, node, to);
  return made ?? opaqueAt(args, at);
}

/** A value of a type made from arguments; null when the type says nothing. */
export function lowerMaking(
  type: string,
  args: readonly Expression[],
  { at }: Pick<SyntaxNode, "at">,
  to: Lowering,
): Expression | null {
  const [first] = args;
  const own = lastPart(type);
  if (to.declared.classes.has(own)) return callOf(nameAt(own, at), args, at);
  if (isTextType(type)) {
    return args.length === 0 ? constantAt("", at) : callAt("#string", args, at);
  }
  if (isMap(type)) return first ?? { kind: "record", entries: [], at };
  if (isContainer(type)) {
    return first === undefined ? callAt("#buffer", [], at) : callAt("#items", args, at);
  }
  if (
    /^(?:unique_ptr|shared_ptr|optional|function|atomic|reference_wrapper|variant|any)$/.test(own)
  ) {
    return first ?? null;
  }
  if (/^[A-Z][A-Z0-9_]+$/.test(type) && args.length === 0) {
    return { kind: "record", entries: [], at };
  }
  if (isPlain(type)) return first ?? null;
  const head = type.slice(0, Math.max(0, type.indexOf(".")));
  const space = to.declared.namespaces.get(head);
  return callOf(
    nameAt(space === undefined ? type : dotted(`${space}${type.slice(head.length)}`), at),
    args,
    at,
  );
}
