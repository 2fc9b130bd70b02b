import type { Expression, FunctionNode, Statement } from "../../code/program.ts";
import { child, parts, type SyntaxNode } from "../syntax.ts";
import { nameAt } from "../lowered.ts";
import { plainType } from "./imports.ts";
import { instanceOf } from "./lower-name.ts";
import { type Lowering } from "./lowering.ts";

/** A method, a constructor or a lambda. */
export function lowerMethod(node: SyntaxNode, name: string | null, to: Lowering): FunctionNode {
  const list = child(node, "parameters");
  const given = list === null ? [] : parametersOf(list);
  const body = child(node, "body");
  const names = given.map((each) => nameOf(each) ?? to.fresh());
  const types = given.map((each) => typeOf(each));
  return to.inBody(
    names.map((each, index) => [each, types[index] ?? ""] as const),
    () => ({
      name,
      parameters: names,
      defaults: given.map((each, index) => handedIn(each, types[index] ?? "", to)),
      rest: given.at(-1)?.type === "spread_parameter",
      self: node.type === "lambda_expression" ? null : "this",
      body: lowerBody(body, node, to),
      at: node.at,
    }),
  );
}

function parametersOf(list: SyntaxNode): SyntaxNode[] {
  if (list.type === "identifier") return [list];
  return parts(list).filter((each) => each.type !== "receiver_parameter");
}

function nameOf(node: SyntaxNode): string | null {
  if (node.type === "identifier") return node.text;
  const variable = node.children.find((each) => each.type === "variable_declarator");
  return child(variable ?? node, "name")?.text ?? null;
}

function typeOf(node: SyntaxNode): string {
  if (node.type === "identifier") return "";
  if (node.type !== "spread_parameter") return plainType(child(node, "type"));
  return `${plainType(parts(node).find((each) => /type/.test(each.type)) ?? null)}[]`;
}

/** Annotations of Spring, JAX-RS and their kin that fill a parameter from a request. */
const REQUEST =
  /^(?:RequestParam|PathVariable|RequestBody|RequestHeader|CookieValue|RequestPart|ModelAttribute|MatrixVariable|QueryParam|PathParam|FormParam|HeaderParam|CookieParam|BeanParam|FormDataParam|Payload|QueryValue|Body|Header|Part)$/;

/** What a parameter is when a framework calls the method: data of a request, or an object. */
function handedIn(node: SyntaxNode, type: string, to: Lowering): Expression | null {
  const asked = annotationsOf(node).some((each) => REQUEST.test(each));
  if (asked) return nameAt(`request.${nameOf(node) ?? "…"}`, node.at);
  return instanceOf(type, node, to);
}

/** Names of the annotations of a declaration, without their package. */
export function annotationsOf(node: SyntaxNode): string[] {
  const modifiers = node.children.find((each) => each.type === "modifiers");
  return (modifiers === undefined ? [] : parts(modifiers))
    .filter((each) => /annotation$/.test(each.type))
    .map((each) => (child(each, "name")?.text ?? "").replace(/^.*\./, ""));
}

function lowerBody(body: SyntaxNode | null, node: SyntaxNode, to: Lowering): Statement[] {
  if (body === null) return [];
  if (/^(?:block|constructor_body)$/.test(body.type)) return to.statements(parts(body));
  return [{ kind: "return", value: to.effect(body), at: node.at }];
}
