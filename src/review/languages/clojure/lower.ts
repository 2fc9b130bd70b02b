import type { Span } from "../../../model/span.ts";
import type { Argument, Expression, FunctionNode, Statement } from "../../code/program.ts";
import { callOf, constantAt, memberAt, nameAt, opaqueAt, statementOf } from "../lowered.ts";
import type { Form } from "./forms.ts";
import { bind, type Lowering } from "./lowering.ts";
import { noteImports, symbolOf, usual } from "./names.ts";
import { SPECIAL } from "./special.ts";

/** The statements of a file. */
export function lowerFile(forms: readonly Form[]): Statement[] {
  let made = 0;
  const lowering: Lowering = {
    names: { aliases: new Map(), refers: new Map() },
    entries: [],
    expression: (form) =>
      form === undefined ? opaqueAt([], { line: 1, endLine: 1 }) : lower(form, lowering),
    body: (body, at) => {
      const items = body.map((each) => lower(each, lowering));
      const [only] = items;
      if (items.length === 1 && only !== undefined) return only;
      return items.length === 0 ? constantAt(null, at) : { kind: "sequence", items, at };
    },
    function: (name, parameters, body, at) => functionOf(name, parameters, body, at, lowering),
    fresh: () => `#${(made += 1)}`,
  };
  const body = forms.map((form) => statementOf(lower(form, lowering)));
  return [...body, ...lowering.entries];
}

function lower(form: Form, to: Lowering): Expression {
  const { at } = form;
  switch (form.kind) {
    case "text":
    case "keyword":
      return constantAt(form.text, at);
    case "number":
      return constantAt(form.value, at);
    case "symbol":
      return lowerSymbol(form.text, at, to);
    case "vector":
    case "set":
      return { kind: "list", items: form.items.map((each) => ({ value: lower(each, to) })), at };
    case "map":
      return lowerMap(form.items, at, to);
    case "lambda":
      return lowerLambda(form.items, at, to);
    case "list":
      return lowerCall(form.items, at, to);
  }
}

function lowerSymbol(text: string, at: Span, to: Lowering): Expression {
  if (text === "nil") return constantAt(null, at);
  if (text === "true" || text === "false") return constantAt(text === "true", at);
  if (/^%\d*$/.test(text)) return nameAt(text === "%" ? "%1" : text, at);
  return symbolOf(text, at, to.names);
}

function lowerMap(items: readonly Form[], at: Span, to: Lowering): Expression {
  const entries = items.flatMap((key, index) => {
    const value = items[index + 1];
    if (index % 2 === 1 || value === undefined) return [];
    return [{ key: lower(key, to), value: lower(value, to) }];
  });
  return { kind: "record", entries, at };
}

/** `#(f % %2)`. */
function lowerLambda(items: readonly Form[], at: Span, to: Lowering): Expression {
  const parameters = ["%1", "%2", "%3"];
  const value = lowerCall(items, at, to);
  const made = plainFunction(null, parameters, [{ kind: "return", value, at }], at);
  return { kind: "function", function: made, at };
}

function plainFunction(
  name: string | null,
  parameters: string[],
  body: Statement[],
  at: Span,
): FunctionNode {
  const defaults = parameters.map(() => null);
  return { name, parameters, defaults, rest: false, self: null, body, at };
}

/** A function; what a parameter takes apart is taken apart first. */
function functionOf(
  name: string | null,
  parameters: Form | undefined,
  body: readonly Form[],
  at: Span,
  to: Lowering,
): FunctionNode {
  const given = parameters?.kind === "vector" ? parameters.items : [];
  const names: string[] = [];
  const first: Statement[] = [];
  let rest = false;
  for (const each of given) {
    if (each.kind === "symbol" && each.text === "&") {
      rest = true;
      continue;
    }
    if (each.kind === "symbol") names.push(each.text);
    else {
      const whole = to.fresh();
      names.push(whole);
      first.push(...bind(each, nameAt(whole, each.at), to).map(statementOf));
    }
  }
  const value = to.body(body, at);
  return {
    ...plainFunction(name, names, [...first, { kind: "return", value, at }], at),
    rest,
  };
}

const EACH = /^(?:mapv?|pmap|keep|mapcat|run!)$/;

function lowerCall([head, ...rest]: readonly Form[], at: Span, to: Lowering): Expression {
  if (head === undefined) return { kind: "list", items: [], at };
  const args = (): Argument[] => rest.map((each) => ({ value: lower(each, to) }));
  if (head.kind === "keyword") {
    return memberAt(to.expression(rest[0]), head.text, at);
  }
  if (head.kind !== "symbol") return { kind: "call", callee: lower(head, to), args: args(), at };
  const { text } = head;
  const [fn, of] = rest;
  // A library's function that is handed on is called for each item like one of the file's own.
  if (EACH.test(text) && fn?.kind === "symbol" && of !== undefined && rest.length === 2) {
    const item: Form = { kind: "symbol", text: "%", at };
    const called: Form = { kind: "lambda", items: [fn, item], at };
    return callOf(nameAt("map", at), [lower(called, to), lower(of, to)], at);
  }
  const special = SPECIAL.get(text);
  if (special !== undefined) return special(rest, at, to);
  if (/^(?:ns|require|import|use)$/.test(text)) {
    noteImports(rest, to.names);
    return opaqueAt([], at);
  }
  // `(.method object a)`, `(Class. a)`.
  if (/^\.-?[\w$]/.test(text)) {
    const [object, ...others] = args();
    const member = memberAt(object?.value ?? opaqueAt([], at), text.replace(/^\.-?/, ""), at);
    return { kind: "call", callee: member, args: others, at };
  }
  if (/^[\w.$]+\.$/.test(text) && text !== "..") {
    return {
      kind: "call",
      callee: nameAt(usual(text.slice(0, -1), to.names), at),
      args: args(),
      at,
    };
  }
  const callee = lowerSymbol(text, head.at, to);
  if (/^(?:System\/getenv)$/.test(text) && rest.length === 0) {
    return callOf(memberAt(nameAt("System", at), "env", at), [], at);
  }
  return { kind: "call", callee, args: args(), at };
}
