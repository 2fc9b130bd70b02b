import type { Argument, Expression } from "../../code/program.ts";
import { child, parts, type SyntaxNode } from "../syntax.ts";
import { assignTo, callAt, callOf, opaqueAt } from "../lowered.ts";
import { lowerCast } from "./lower-cast.ts";
import { lowerMaking } from "./lower-creation.ts";
import { lowerSpecial } from "./special-calls.ts";
import { type Lowering } from "./lowering.ts";
import { dotted, lastPart } from "./names.ts";
import { isContainer, isTextType } from "./type-kinds.ts";

/** A call, a conversion that looks like one, or the making of an object. */
export function lowerCall(node: SyntaxNode, to: Lowering): Expression {
  const { at } = node;
  const called = child(node, "function");
  const list = child(node, "arguments");
  if (called === null || list === null)
    return opaqueAt(
      parts(node).map((each) => to.expression(each)),
      at,
    );
  const given = parts(list).filter((each) => each.type !== "ERROR");
  if (called.type === "primitive_type" || called.type === "sized_type_specifier") {
    return lowerCast(called, given[0] ?? null, node, to);
  }
  const name = /identifier$|^template_function$/.test(called.type) ? dotted(called.text) : "";
  const plain = lastPart(name);
  if (/^(?:static|reinterpret|const|dynamic|bit)_cast$/.test(plain)) {
    const [type] = parts(parts(called).find((each) => each.field === "arguments") ?? called);
    return lowerCast(type ?? null, given[0] ?? null, node, to);
  }
  if (/^make_(?:unique|shared)$/.test(plain)) return smartPointer(called, given, node, to);
  const own = to.declared.functions.has(plain) || to.typeOf(plain) !== null;
  const special = own || plain === "" ? null : lowerSpecial(plain, given, node, to);
  if (special !== null) return special;
  if (isTextType(name) || (isContainer(name) && name !== "array")) {
    return (
      lowerMaking(
        name,
        given.map((each) => to.expression(each)),
        node,
        to,
      ) ?? opaqueAt([], at)
    );
  }
  if (called.type === "field_expression") return lowerMethod(called, given, node, to);
  const args = given.map((each): Argument => ({ value: argument(each, own, to) }));
  return { kind: "call", callee: to.expression(called), args, at };
}

/** What a library is given is read as text; what the file's own functions are given stays. */
function argument(node: SyntaxNode, own: boolean, to: Lowering): Expression {
  const value = to.expression(node);
  return own || value.kind === "constant" || value.kind === "function"
    ? value
    : callAt("#text", [value], node.at);
}

function smartPointer(
  called: SyntaxNode,
  given: readonly SyntaxNode[],
  node: SyntaxNode,
  to: Lowering,
): Expression {
  const types = /<(.*)>$/.exec(called.text.slice(0, 300))?.[1] ?? "";
  const args = given.map((each) => to.expression(each));
  return lowerMaking(dotted(types), args, node, to) ?? opaqueAt(args, node.at);
}

const APPENDS = /^(?:append|push_back|operator\+=|prepend|insert|write|sputn)$/;

/** A method; those that change a text put another one into its variable. */
function lowerMethod(
  called: SyntaxNode,
  given: readonly SyntaxNode[],
  { at }: SyntaxNode,
  to: Lowering,
): Expression {
  const object = child(called, "argument");
  const method = dotted(child(called, "field")?.text ?? "");
  const type = object?.type === "identifier" ? (to.typeOf(object.text) ?? "") : "";
  if (object !== null && isTextType(type) && given.length > 0) {
    const place = to.expression(object);
    const values = given.map((each) => callAt("#char", [to.expression(each)], each.at));
    const last = values.at(-1) ?? opaqueAt([], at);
    const parts =
      method === "prepend" ? [last, place] : [place, ...(method === "insert" ? [last] : values)];
    if (method === "assign") return assignTo(place, last, at);
    if (APPENDS.test(method)) return assignTo(place, { kind: "text", parts, at }, at);
  }
  if (object !== null && /^(?:read|getline|readsome|get)$/.test(method) && given[0] !== undefined) {
    const place = to.expression(given[0]);
    const value = callAt("#read", [to.expression(object)], at);
    if (place.kind !== "constant") return assignTo(place, callAt("#into", [place, value], at), at);
  }
  const args = given.map((each) => argument(each, to.declared.functions.has(method), to));
  return callOf(to.expression(called), args, at);
}
