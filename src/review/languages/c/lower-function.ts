import type { Expression, FunctionNode, Statement } from "../../code/program.ts";
import { child, parts, type SyntaxNode } from "../syntax.ts";
import { assignTo, callAt, memberAt, nameAt, statementOf } from "../lowered.ts";
import { type Lowering } from "./lowering.ts";
import { declaratorOf, declaredName, dotted, lastPart, plainType } from "./names.ts";
import { isPlain, isTextType } from "./type-kinds.ts";

interface Parameter {
  name: string;
  type: string;
  fallback: SyntaxNode | null;
}

/** A function, a method or a lambda. */
export function lowerFunction(
  node: SyntaxNode,
  name: string | null,
  owner: string | null,
  to: Lowering,
): FunctionNode {
  const declarator = child(node, "declarator");
  const called = declaratorOf(declarator, "function_declarator") ?? declarator;
  const list = called === null ? null : child(called, "parameters");
  const given = list === null ? [] : parametersOf(list, to);
  const body = child(node, "body");
  return to.inBody(owner ?? to.owner, () => {
    for (const each of given) to.declare(each.name, each.type);
    return {
      name,
      parameters: given.map((each) => each.name),
      defaults: given.map((each) => defaultOf(each, node, to)),
      rest: false,
      self: owner === null ? null : "this",
      body: [
        ...given.flatMap((each) => typed(each, node, to)),
        ...initialisers(called ?? node, to),
        ...initialisers(node, to),
        ...(body === null ? [] : to.inLoop(false, () => to.statements([body]))),
      ],
      at: node.at,
    };
  });
}

function parametersOf(list: SyntaxNode, to: Lowering): Parameter[] {
  return parts(list).flatMap((each): Parameter[] => {
    if (!/parameter/.test(each.type)) return [];
    const type = plainType(child(each, "type"));
    const declarator = child(each, "declarator");
    const name = declaredName(declarator)?.text ?? to.fresh();
    if (type === "void" && declarator === null) return [];
    const pointer = /pointer_declarator|array_declarator/.test(declarator?.type ?? "");
    const fallback = child(each, "default_value");
    return [{ name, type: pointer ? `*${type}` : type, fallback }];
  });
}

/** A parameter of a class's type is one of its objects, whatever it is given. */
function defaultOf(
  { name, type, fallback }: Parameter,
  { at }: SyntaxNode,
  to: Lowering,
): Expression | null {
  if (fallback !== null) return to.expression(fallback);
  if (name === "envp" || name === "environ") return callAt("environ", [], at);
  const plain = type.replace(/^\*/, "");
  const own = lastPart(plain);
  return to.declared.classes.has(own) ? nameAt(own, at) : null;
}

/** A parameter of a library's type has the methods of that type, whatever it is given. */
function typed({ name, type }: Parameter, { at }: SyntaxNode, to: Lowering): Statement[] {
  const plain = type.replace(/^\*/, "");
  if (isPlain(plain) || isTextType(plain) || to.declared.classes.has(lastPart(plain))) return [];
  if (!/^[\w.]{1,100}$/.test(plain)) return [];
  const options = [nameAt(name, at), nameAt(`${dotted(plain)}()`, at)];
  const value: Expression = { kind: "choice", test: null, options, at };
  return [statementOf(assignTo(nameAt(name, at), value, at, true))];
}

/** `A(int x) : t(x) {}` gives fields their values. */
function initialisers(node: SyntaxNode, to: Lowering): Statement[] {
  const list = node.children.find((each) => each.type === "field_initializer_list");
  return (list === undefined ? [] : parts(list)).flatMap((each): Statement[] => {
    const [field, given] = parts(each);
    const values = given === undefined ? [] : parts(given).map((one) => to.expression(one));
    const [first] = values;
    if (field === undefined || first === undefined) return [];
    const { at } = each;
    const value: Expression = values.length === 1 ? first : { kind: "opaque", parts: values, at };
    return [statementOf(assignTo(memberAt(nameAt("this", at), dotted(field.text), at), value, at))];
  });
}
