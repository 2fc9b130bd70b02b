import type { Span } from "../../../model/span.ts";
import type { Expression } from "../../code/program.ts";
import { assignAt, constantText, textAt } from "../shell/lowering.ts";
import { callAt, nameAt } from "../lowered.ts";
import { silent, textOf } from "./lowering.ts";
import { joined } from "./read-word.ts";
import { variable, variableName } from "./read-variable.ts";
import type { CommandNode } from "./tree.ts";

/** `set x=y`; alone it prints all variables, with the beginning of a name some of them. */
export function lowerSet(node: CommandNode, input: Expression | null, at: Span): Expression {
  const parts = [...(node.rest?.parts ?? [])];
  let first = constantText(parts[0]) ?? "";
  const option = /^\s*\/([ap])\s*/i.exec(first);
  first = first.slice(option?.[0].length ?? 0).replace(/^\s+/, "");
  const quoted = first.startsWith('"');
  if (constantText(parts[0]) !== null)
    parts.splice(0, 1, textAt(quoted ? first.slice(1) : first, at));
  const split = splitAtSign(parts, at);
  if (split === null) {
    const beginning = textOf(node.rest ?? undefined)?.trim() ?? "-";
    if (beginning === "") return callAt("printenv", [], at);
    return variable(textAt(beginning, at), at);
  }
  const value = quoted ? cutQuote(split.value) : split.value;
  const asked = option?.[1]?.toLowerCase() === "p";
  const given = asked
    ? (input ?? { kind: "opaque" as const, parts: [], at })
    : option === null
      ? joined(value, at)
      : callAt("#calculate", [calculated(value, at)], at);
  return silent([assigned(split.name, split.operator, given, at)], at);
}

function splitAtSign(
  parts: readonly Expression[],
  at: Span,
): { name: Expression; operator: string; value: Expression[] } | null {
  for (const [index, part] of parts.entries()) {
    const text = constantText(part);
    const found = text === null ? null : /([-+*/%&|^]|<<|>>)?=/.exec(text);
    if (text === null || found === null) continue;
    const operator = found[1] ?? "";
    const name = joined([...parts.slice(0, index), textAt(text.slice(0, found.index), at)], at);
    const rest = textAt(text.slice(found.index + found[0].length), at);
    return { name, operator, value: [rest, ...parts.slice(index + 1)] };
  }
  return null;
}

/** `set "a=b" rest`: what stands behind the last quote does not count. */
function cutQuote(parts: readonly Expression[]): Expression[] {
  const last = parts.at(-1);
  const text = constantText(last);
  const quote = text?.lastIndexOf('"') ?? -1;
  if (last === undefined || text === null || quote < 0) return [...parts];
  return [...parts.slice(0, -1), textAt(text.slice(0, quote), last.at)];
}

/** In calculations names stand for themselves. */
function calculated(parts: readonly Expression[], at: Span): Expression {
  const spelt = parts.flatMap((part) => {
    const text = constantText(part);
    if (text === null) return [part];
    return text
      .split(/((?<![\w])[A-Za-z_]\w*)/)
      .map((each, index) => (index % 2 === 1 ? variable(textAt(each, at), at) : textAt(each, at)));
  });
  return joined(spelt, at);
}

function assigned(name: Expression, operator: string, given: Expression, at: Span): Expression {
  const text = constantText(name)?.trim();
  if (text === undefined) {
    const target = {
      kind: "member" as const,
      object: nameAt("#batch", at),
      property: callAt("#variable", [name], at),
    };
    return { kind: "assign", target, value: given, at };
  }
  if (operator === "") return assignAt(variableName(text), given, at);
  const parts = [variable(textAt(text, at), at), textAt(operator, at), given];
  const value = callAt("#calculate", [{ kind: "text", parts, at }], at);
  return assignAt(variableName(text), value, at);
}
