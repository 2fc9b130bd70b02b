import type { Expression, FunctionNode, Statement } from "../../code/program.ts";
import { child, parts, type SyntaxNode } from "../syntax.ts";
import { nameAt } from "../lowered.ts";
import { isTextType } from "./text-type.ts";
import { lastName } from "./literals.ts";
import { callAt, giveBack, letAt, type Lowering } from "./lowering.ts";
import { markText } from "./textual.ts";

/** A function, a method or a closure: its last value is what it answers. */
export function lowerFunction(node: SyntaxNode, to: Lowering): FunctionNode {
  const { at } = node;
  const list = child(node, "parameters");
  const body = child(node, "body");
  const named: string[] = [];
  const taken: Statement[] = [];
  const given = (list === null ? [] : parts(list)).filter(
    (each) => each.type !== "self_parameter" && each.type !== "attribute_item",
  );
  for (const each of given) {
    const pattern = each.type === "parameter" ? child(each, "pattern") : each;
    const plain = pattern === null ? null : plainName(pattern);
    const name = plain ?? to.fresh();
    const asked = requestIn(each, name, at);
    named.push(name);
    if (plain !== null && asked !== null) taken.push(letAt(plain, asked, at));
    if (plain === null && pattern !== null)
      taken.push(...to.bind(pattern, asked ?? nameAt(name, at)));
  }
  if (body !== null && isTextType(child(node, "return_type"))) markText(body, to.textual);
  return {
    name: node.type === "closure_expression" ? null : lastName(child(node, "name")),
    parameters: named,
    defaults: named.map(() => null),
    rest: false,
    self: "self",
    body: [...taken, ...(body === null ? [] : to.into(body, giveBack))],
    at,
  };
}

function plainName(pattern: SyntaxNode): string | null {
  if (pattern.type === "identifier") return pattern.text;
  if (pattern.type !== "mut_pattern" && pattern.type !== "reference_pattern") return null;
  const inner = parts(pattern).find((each) => each.type !== "mutable_specifier");
  return inner?.type === "identifier" ? inner.text : null;
}

/** What frameworks hand to a function that answers requests. Source: axum and actix-web. */
const REQUEST =
  /^(?:axum::|actix_web::|web::|rocket::\w+::|extract::|http::|&|\s)*(?:(?:Query|Form|Json|RawQuery|HttpRequest|HeaderMap|TypedHeader|RawForm)\b|web::Bytes)/;

/** A parameter that a stranger fills: what the file itself gives it, or a request. */
function requestIn(node: SyntaxNode, name: string, at: SyntaxNode["at"]): Expression | null {
  const type = child(node, "type");
  if (type === null || !REQUEST.test(type.text)) return null;
  const options = [nameAt(name, at), callAt("#request", [], at)];
  return { kind: "choice", test: null, options, at };
}
