import type { Expression } from "../../code/program.ts";
import type { Span } from "../../../model/span.ts";
import { constantAt, nameAt, opaqueAt } from "../lowered.ts";

/** An argument of a formatting macro. */
interface Given {
  value: Expression;
  name?: string;
}

/**
 * The text that `format!` makes: its first argument with the others in place. Source: the
 * documentation of `std::fmt`: `{}`, `{0}`, `{name}`, each with an optional `:spec`.
 */
export function formatted(args: readonly Given[], at: Span): Expression {
  const [format, ...given] = args;
  if (format === undefined) return constantAt("", at);
  const { value } = format;
  if (value.kind !== "constant" || typeof value.value !== "string") {
    return opaqueAt(
      args.map((each) => each.value),
      at,
    );
  }
  const plain = given.filter((each) => each.name === undefined);
  const made: Expression[] = [];
  let next = 0;
  let text = "";
  for (const match of value.value.matchAll(
    /\{\{|\}\}|\{([^{}:]*)(?::[^{}]*(?:\{[^{}]*\}[^{}]*)*)?\}|[^{}]+|[{}]/g,
  )) {
    const [token, named] = match;
    if (named === undefined) {
      text += token === "{{" || token === "}}" ? token.charAt(0) : token;
      continue;
    }
    if (text !== "") made.push(constantAt(text, at));
    text = "";
    const name = named.trim();
    const index = name === "" ? next : Number(name);
    if (name === "") next += 1;
    made.push(argumentAt(name, index, plain, given, at));
  }
  if (text !== "") made.push(constantAt(text, at));
  return { kind: "text", parts: made, at };
}

function argumentAt(
  name: string,
  index: number,
  plain: readonly Given[],
  given: readonly Given[],
  at: Span,
): Expression {
  if (name === "" || !Number.isNaN(index)) return plain[index]?.value ?? opaqueAt([], at);
  return given.find((each) => each.name === name)?.value ?? nameAt(name, at);
}
