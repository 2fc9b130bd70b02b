import type { Expression, FunctionNode, Statement } from "../../code/program.ts";
import { child, childrenIn, parts, type SyntaxNode } from "../syntax.ts";
import { callOf, nameAt, statementOf } from "../lowered.ts";
import { isClass, membersOf, type ClassInfo } from "./classes.ts";
import { plainType } from "./imports.ts";
import { classNamed, instanceOf } from "./lower-name.ts";
import { spelt } from "./lower-call.ts";
import { type Lowering } from "./lowering.ts";
import { withOverloads } from "./overloads.ts";

/** A class with its methods; what it extends must stand before it. */
export function lowerClass(info: ClassInfo, to: Lowering): Statement {
  const { node, key } = info;
  const members = membersOf(node);
  const methods = members.filter((each) => each.type === "method_declaration");
  const makers = members.filter((each) => /constructor_declaration$/.test(each.type));
  return to.inClass(info, () => ({
    kind: "class",
    name: key,
    bases: info.bases.map((base) => instanceOf(base, node, to) ?? classNamed(base, node, to)),
    methods: withOverloads([
      ...methods.map((each) => to.method(each, spelt(child(each, "name")?.text ?? ""))),
      ...makersOf(makers, info, to),
    ]),
    body: [],
    at: node.at,
  }));
}

/** A class without a constructor has one that does nothing; a record's keeps what it is given. */
function makersOf(makers: readonly SyntaxNode[], info: ClassInfo, to: Lowering): FunctionNode[] {
  const { node } = info;
  const { at } = node;
  const written = makers
    .filter((each) => each.type === "constructor_declaration")
    .map((each) => to.method(each, "constructor"));
  if (written.length > 0) return written;
  const list = child(node, "parameters");
  const names = (list === null ? [] : parts(list)).map((each) => child(each, "name")?.text ?? "");
  const body = names.map((name): Statement => {
    return assignField(name, nameAt(name, at), info, at);
  });
  const compact = makers.flatMap((each) =>
    to.inBody(
      names.map((name) => [name, ""] as const),
      () => to.statements(parts(child(each, "body") ?? each)),
    ),
  );
  const made = { name: "constructor", parameters: names, defaults: names.map(() => null) };
  return [{ ...made, rest: false, self: "this", body: [...compact, ...body], at }];
}

/** What happens when a class is loaded and its objects are made: fields and blocks, in order. */
export function initialisersOf(info: ClassInfo, to: Lowering): Statement[] {
  return to.inClass(info, () =>
    membersOf(info.node).flatMap((each): Statement[] => {
      if (each.type === "static_initializer" || each.type === "block") {
        return to.inBody([], () => to.statements([each]));
      }
      if (each.type === "enum_constant") return enumConstant(each, info, to);
      if (!/^(?:field|constant)_declaration$/.test(each.type)) return [];
      return childrenIn(each, "declarator").flatMap((one) => fieldOf(one, each, info, to));
    }),
  );
}

function fieldOf(node: SyntaxNode, from: SyntaxNode, info: ClassInfo, to: Lowering): Statement[] {
  const { at } = node;
  const type = plainType(child(from, "type"));
  const value = child(node, "value");
  const typed = instanceOf(type, from, to);
  const own = to.classes.named(type, info) !== null;
  const given = value === null ? null : to.expression(value);
  const options = [given, given !== null && own ? null : typed].filter((each) => each !== null);
  const [only] = options;
  if (only === undefined) return [];
  const name = child(node, "name")?.text ?? "";
  return [
    assignField(
      name,
      options.length === 1 ? only : { kind: "choice", test: null, options, at },
      info,
      at,
    ),
  ];
}

function assignField(
  name: string,
  value: Expression,
  info: ClassInfo,
  at: SyntaxNode["at"],
): Statement {
  const property: Expression = { kind: "constant", value: name, at };
  const target = { kind: "member" as const, object: nameAt(info.key, at), property };
  return statementOf({ kind: "assign", target, value, at });
}

/** A constant of an enum is made like any object; all of them are the class's record. */
function enumConstant(node: SyntaxNode, info: ClassInfo, to: Lowering): Statement[] {
  const { at } = node;
  const list = child(node, "arguments");
  const args = list === null ? [] : parts(list).map((each) => to.expression(each));
  const body = child(node, "body");
  const methods =
    body === null ? [] : parts(body).filter((each) => each.type === "method_declaration");
  const inner = methods.map((each): Statement => ({
    kind: "function",
    function: to.method(each, to.fresh()),
    at,
  }));
  const made = callOf(nameAt(info.key, at), args, at);
  return [...inner, assignField(child(node, "name")?.text ?? "", made, info, at)];
}

/** A class inside a method, with the classes inside it. */
export function lowerLocalClass(node: SyntaxNode, to: Lowering): Statement[] {
  const info = to.classes.of(node);
  if (info === null) return [];
  const inner = membersOf(node).filter((each) => isClass(each));
  return [
    ...inner.flatMap((each) => lowerLocalClass(each, to)),
    lowerClass(info, to),
    ...initialisersOf(info, to),
  ];
}
