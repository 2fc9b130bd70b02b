import type { Expression } from "../../code/program.ts";
import { child, parts, type SyntaxNode } from "../syntax.ts";
import { constantAt, memberAt, nameAt } from "../lowered.ts";
import { declaring } from "./classes.ts";
import { plainType, usualClass } from "./imports.ts";
import { tellingType } from "./kinds.ts";
import { type Lowering } from "./lowering.ts";

/** A name by itself: a variable, a field, a class of the file or of a library. */
export function lowerName(node: SyntaxNode, to: Lowering): Expression {
  const { at, text } = node;
  if (to.typeOf(text) !== null) return nameAt(text, at);
  for (let owner = to.owner; owner !== null; owner = owner.outer) {
    const home = declaring(owner, (info) => info.fields.has(text), to.classes);
    if (home !== null) return memberAt(nameAt(home.key, at), text, at);
  }
  const known = to.classes.named(text, to.owner);
  if (known !== null) return nameAt(known.key, at);
  const from = to.imports.members.get(text);
  if (from !== undefined) return memberAt(classNamed(from, node, to), text, at);
  return /^[A-Z]/.test(text) ? classNamed(text, node, to) : nameAt(text, at);
}

/** A class by its name, as it stands in a type or before a dot. */
export function classNamed(name: string, node: SyntaxNode, to: Lowering): Expression {
  const plain = name.replace(/\[\]$/, "");
  const known = to.classes.named(plain, to.owner);
  if (known !== null) return nameAt(known.key, node.at);
  return nameAt(usualClass(plain, to.imports), node.at);
}

/** An object that something hands in: what its type says about it, or null. */
export function instanceOf(type: string, node: SyntaxNode, to: Lowering): Expression | null {
  const telling = tellingType(type);
  if (telling === null) return null;
  const known = to.classes.named(telling, to.owner);
  if (known !== null) return nameAt(known.key, node.at);
  const usual = usualClass(telling, to.imports);
  return /^[A-Z][\w.]*$/.test(usual) ? nameAt(`${usual}()`, node.at) : null;
}

/** `a.b`: a field, an inner class, or a class with its package. */
export function lowerField(node: SyntaxNode, to: Lowering): Expression {
  const { at } = node;
  const object = child(node, "object");
  const field = child(node, "field");
  if (object === null || field === null) return { kind: "opaque", parts: [], at };
  if (field.type === "this") return nameAt("this", at);
  const path = dottedPath(node, to);
  if (path !== null) return path;
  if (object.type === "this") {
    const home =
      to.owner === null
        ? null
        : declaring(to.owner, (info) => info.fields.has(field.text), to.classes);
    if (home !== null) return memberAt(nameAt(home.key, at), field.text, at);
  }
  return memberAt(to.expression(object), field.text, at);
}

/** `java.lang.Runtime` and `Outer.Inner`; null when a dot stands for something else. */
function dottedPath(node: SyntaxNode, to: Lowering): Expression | null {
  if (node.text.length > 300) return null;
  const text = node.text.replace(/\s+/g, "");
  if (!/^[A-Za-z_$][\w$]*(?:\.[A-Za-z_$][\w$]*)+$/.test(text)) return null;
  const head = text.slice(0, text.indexOf("."));
  if (to.typeOf(head) !== null) return null;
  const own = to.classes.named(text, to.owner);
  if (own !== null && /^[A-Z]/.test(head)) return nameAt(own.key, node.at);
  const isPackage = /^(?:[a-z_][\w]*\.)+[A-Z]\w*$/.test(text);
  if (isPackage && lowerName({ ...node, text: head }, to).kind === "name") {
    return classNamed(text, node, to);
  }
  return null;
}

/** `new T[n]` and `new T[] { … }`; lists of lists are not told apart. */
export function lowerArray(node: SyntaxNode, to: Lowering): Expression {
  const { at } = node;
  const given = node.type === "array_initializer" ? node : child(node, "value");
  if (given !== null) {
    return {
      kind: "list",
      items: parts(given).map((each) => ({ value: to.expression(each) })),
      at,
    };
  }
  const [size] = parts(child(node, "dimensions") ?? node);
  const letters = plainType(child(node, "type")) === "char";
  return {
    kind: "call",
    callee: nameAt("#array", at),
    args: [
      { value: size === undefined ? constantAt(0, at) : to.expression(size) },
      { value: constantAt(letters ? "\0" : 0, at) },
    ],
    at,
  };
}
