import type { Expression, Statement } from "../../code/program.ts";
import { child, childrenIn, parts, type SyntaxNode } from "../syntax.ts";
import { assignTo, callAt, nameAt, opaqueAt, statementOf } from "../lowered.ts";
import { lowerMaking } from "./lower-creation.ts";
import { type Lowering } from "./lowering.ts";
import { declaratorOf, declaredName, dotted, lastPart, plainType } from "./names.ts";
import { isText, isTextType } from "./type-kinds.ts";

/** The variables that a declaration makes, with their values. */
export function lowerDeclaration(node: SyntaxNode, to: Lowering): Statement[] {
  const type = child(node, "type");
  const inner = type !== null && /_specifier$/.test(type.type) ? to.statements([type]) : [];
  return [...inner, ...childrenIn(node, "declarator").flatMap((each) => declared(each, node, to))];
}

function declared(node: SyntaxNode, from: SyntaxNode, to: Lowering): Statement[] {
  const { at } = node;
  const value = child(node, "value") ?? (node.field === "declarator" ? child(from, "value") : null);
  const declarator = node.type === "init_declarator" ? child(node, "declarator") : node;
  if (declarator === null) return [];
  if (declarator.type === "structured_binding_declarator") return takenApart(declarator, value, to);
  const name = declaredName(declarator);
  if (name === null) return [];
  const type = plainType(child(from, "type"));
  const pointer = declaratorOf(declarator, "pointer_declarator") !== null;
  const called = declaratorOf(declarator, "function_declarator");
  if (value === null && called !== null && !/^\(/.test(called.text)) {
    return constructed(called, name.text, type, from, to);
  }
  // A field of the class that is given a value outside of it.
  const plain = dotted(name.text);
  const array = declaratorOf(declarator, "array_declarator") !== null;
  const made = valueOf(value, { type, pointer, array, from }, to);
  to.declare(plain, typeOf(type, pointer, value, to));
  if (made === null) return [];
  const place = plain.includes(".") ? to.expression(name) : nameAt(plain, at);
  return [statementOf(assignTo(place, made, at, true))];
}

function typeOf(type: string, pointer: boolean, value: SyntaxNode | null, to: Lowering): string {
  if (/^(?:auto|const auto|placeholder)$/.test(type)) {
    return value !== null && isText(value, to) ? "auto_text" : "#auto";
  }
  return pointer ? `*${type}` : type;
}

interface Shape {
  type: string;
  pointer: boolean;
  array: boolean;
  from: SyntaxNode;
}

function valueOf(value: SyntaxNode | null, shape: Shape, to: Lowering): Expression | null {
  const { type, pointer, array, from } = shape;
  const { at } = value ?? from;
  if (array) {
    if (value === null) return callAt("#buffer", [], at);
    const letters = /string/.test(value.type) && !pointer;
    return letters ? callAt("#chars", [to.expression(value)], at) : to.expression(value);
  }
  if (pointer && value === null) return null;
  const isStruct = child(from, "type")?.type === "struct_specifier";
  if (value === null) {
    const own = to.declared.classes.has(lastPart(type));
    if (isStruct && !own) return { kind: "record", entries: [], at };
    return lowerMaking(type, [], { at }, to);
  }
  if (value.type === "argument_list" || value.type === "initializer_list") {
    const named = parts(value).some((each) => each.type === "initializer_pair");
    const text = isTextType(type) && value.type === "initializer_list" && parts(value).length !== 1;
    const list = text ? [to.expression(value)] : parts(value).map((each) => to.expression(each));
    if (!named && !isStruct) return lowerMaking(type, list, value, to) ?? to.expression(value);
    return value.type === "initializer_list" ? to.expression(value) : (list[0] ?? null);
  }
  if (isStruct) return to.expression(value);
  const given = to.expression(value);
  return isTextType(type) ? callAt("#string", [given], at) : given;
}

/** `T name(path);` looks like a function that is declared. */
function constructed(
  called: SyntaxNode,
  name: string,
  type: string,
  from: SyntaxNode,
  to: Lowering,
): Statement[] {
  const { at } = called;
  const list = child(called, "parameters");
  const given = list === null ? [] : parts(list);
  const bare = given.every(
    (each) =>
      each.type === "parameter_declaration" &&
      child(each, "declarator") === null &&
      /^(?:type|qualified)_identifier$/.test(child(each, "type")?.type ?? "") &&
      to.typeOf(child(each, "type")?.text ?? "") !== null,
  );
  if (!bare || given.length === 0) return [];
  const args = given.map((each) => nameAt(child(each, "type")?.text ?? "", each.at));
  const made = lowerMaking(type, args, from, to);
  to.declare(name, type);
  return made === null ? [] : [statementOf(assignTo(nameAt(name, at), made, at, true))];
}

function takenApart(node: SyntaxNode, value: SyntaxNode | null, to: Lowering): Statement[] {
  const { at } = node;
  const given = value === null ? opaqueAt([], at) : to.expression(value);
  const targets = parts(node).map((each) => {
    to.declare(each.text, "#auto");
    const target = { kind: "name" as const, name: each.text, local: true };
    return { property: null, target, fallback: null };
  });
  return [
    statementOf({ kind: "assign", target: { kind: "parts", parts: targets }, value: given, at }),
  ];
}
