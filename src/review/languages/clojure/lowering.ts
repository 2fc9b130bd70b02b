import type { Span } from "../../../model/span.ts";
import type { Expression, FunctionNode, Statement } from "../../code/program.ts";
import { assignTo, memberAt, nameAt } from "../lowered.ts";
import type { Form } from "./forms.ts";
import type { Names } from "./names.ts";

/** What the parts of the lowering need of each other. */
export interface Lowering {
  names: Names;
  /** Statements that run when the file is loaded, after all others. */
  entries: Statement[];
  expression(form: Form | undefined): Expression;
  /** Several forms: the value is that of the last. */
  body(forms: readonly Form[], at: Span): Expression;
  function(
    name: string | null,
    parameters: Form | undefined,
    body: readonly Form[],
    at: Span,
  ): FunctionNode;
  fresh(): string;
}

/** Gives names their values: `a`, `[a b]`, `{:keys [a] b :b}`. */
export function bind(target: Form, value: Expression, to: Lowering): Expression[] {
  const { at } = target;
  if (target.kind === "symbol") return [assignTo(nameAt(target.text, at), value, at, true)];
  const whole = nameAt(to.fresh(), at);
  const out = [assignTo(whole, value, at, true)];
  if (target.kind === "vector") {
    const places = target.items.filter((each) => each.kind !== "keyword");
    places.forEach((each, index) => out.push(...bind(each, memberAt(whole, index, at), to)));
  }
  if (target.kind !== "map") return out;
  target.items.forEach((key, index) => {
    const from = target.items[index + 1];
    if (index % 2 === 1 || from === undefined) return;
    if (key.kind === "keyword" && from.kind === "vector") {
      for (const each of from.items) {
        if (each.kind === "symbol") out.push(...bind(each, memberAt(whole, each.text, at), to));
      }
    } else if (from.kind === "keyword") out.push(...bind(key, memberAt(whole, from.text, at), to));
  });
  return out;
}
