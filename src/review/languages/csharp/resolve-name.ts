import type { Expression } from "../../code/program.ts";
import type { Span } from "../../../model/span.ts";
import { child, parts, type SyntaxNode } from "../syntax.ts";
import { constantAt, memberAt, nameAt } from "../lowered.ts";
import type { TypeInfo } from "./declared.ts";
import { methodAt, type Lowering } from "./lowering.ts";
import { plainName, usualName } from "./names.ts";

/** What a name alone stands for: a variable, a member of a type around it, a type, or an API. */
export function lowerIdentifier(node: SyntaxNode, to: Lowering): Expression {
  const name = plainName(node.text);
  return resolved(name, node.at, to) ?? nameAt(libraryName(name, to), node.at);
}

/** A name that the file itself declares; null for all others. */
export function resolved(name: string, at: Span, to: Lowering): Expression | null {
  if (to.locals.has(name)) return nameAt(name, at);
  for (let index = to.within.length - 1; index >= 0; index -= 1) {
    const type = to.within[index];
    if (type === undefined || !hasMember(type, name, to)) continue;
    const owner = index === to.within.length - 1 ? "this" : type.name;
    return memberOf(nameAt(owner, at), name, at, to);
  }
  return to.types.has(name) ? nameAt(name, at) : null;
}

function hasMember(type: TypeInfo, name: string, to: Lowering): boolean {
  const seen = new Set<TypeInfo>();
  for (const each of withBases(type, to, seen)) if (each.members.has(name)) return true;
  return false;
}

function* withBases(type: TypeInfo, to: Lowering, seen: Set<TypeInfo>): Generator<TypeInfo> {
  if (seen.has(type) || seen.size > 20) return;
  seen.add(type);
  yield type;
  for (const base of type.bases) {
    const found = to.types.get(base);
    if (found !== undefined) yield* withBases(found, to, seen);
  }
}

/** A member that the file declares as computed is called when it is read. */
export function memberOf(object: Expression, name: string, at: Span, to: Lowering): Expression {
  for (const type of to.types.values()) {
    if (type.getters.has(name)) return methodAt(object, name, [], at);
  }
  return memberAt(object, name, at);
}

/** The usual name of a type or API, through `using X = …`. */
export function libraryName(text: string, to: Lowering): string {
  const dot = text.indexOf(".");
  const head = dot === -1 ? text : text.slice(0, dot);
  const alias = to.usings.aliases.get(head);
  return usualName(alias === undefined ? text : alias + (dot === -1 ? "" : text.slice(dot)));
}

/** A type as written somewhere: the file's own, or the name that a vocabulary knows. */
export function lowerType(node: SyntaxNode, to: Lowering): Expression {
  return nameAt(typeName(node, to), node.at);
}

/** The name of a type as written: of the file's own types, the name alone. */
export function typeName(node: SyntaxNode, to: Lowering): string {
  const inner = node.type === "nullable_type" ? (parts(node)[0] ?? node) : node;
  const name = libraryName(inner.text, to);
  const last = name.slice(name.lastIndexOf(".") + 1);
  return to.types.has(last) ? last : name;
}

/**
 * `A.B.c` where A is no variable: name spaces are left out, own types found. Null when the
 * chain begins with something else than a name that the file does not know.
 */
export function lowerPath(node: SyntaxNode, to: Lowering): Expression | null {
  const words = wordsOf(node);
  const [first] = words;
  if (first === undefined || words.length < 2) return null;
  if (to.locals.has(first) || resolved(first, node.at, to) !== null) return null;
  const own = words.findIndex((word) => to.types.has(word));
  const usual = own === -1 ? libraryName(words.join("."), to).split(".") : words.slice(own);
  const [head = "", ...rest] = usual;
  return rest.reduce<Expression>(
    (object, word) => knownConstant(object, word, node.at) ?? memberOf(object, word, node.at, to),
    nameAt(head, node.at),
  );
}

/** The words of a chain of names, without recursion; none when something else is in it. */
function wordsOf(node: SyntaxNode): string[] {
  const words: string[] = [];
  let at: SyntaxNode | null = node;
  while (at !== null) {
    if (at.type === "identifier" || at.type === "generic_name" || at.type === "predefined_type") {
      words.push(plainName(at.text.replace(/<.*$/s, "")));
      return words.reverse();
    }
    if (at.type === "alias_qualified_name") {
      words.push(plainName(at.text.replace(/^.*::/, "")));
      return words.reverse();
    }
    if (at.type !== "member_access_expression" && at.type !== "qualified_name") return [];
    const name: string = child(at, "name")?.text ?? "";
    words.push(plainName(name.replace(/<.*$/s, "")));
    at = child(at, "expression") ?? child(at, "qualifier");
  }
  return [];
}

const CONSTANTS: Readonly<Record<string, string>> = {
  "string.Empty": "",
  "Environment.NewLine": "\n",
  "Path.DirectorySeparatorChar": "/",
  "Path.AltDirectorySeparatorChar": "/",
  "Path.PathSeparator": ":",
};

function knownConstant(object: Expression, word: string, at: Span): Expression | null {
  if (object.kind !== "name") return null;
  const value = CONSTANTS[`${object.name}.${word}`];
  return value === undefined ? null : constantAt(value, at);
}
