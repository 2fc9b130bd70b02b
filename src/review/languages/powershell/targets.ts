import type { Expression, Target } from "../../code/program.ts";
import { constantAt } from "../lowered.ts";
import { type Parser } from "./parser.ts";

/** Where an assignment to an expression puts its value. */
export function targetOf(expression: Expression, parser: Parser): Target {
  switch (expression.kind) {
    case "name":
      return { kind: "name", name: expression.name, local: isLocal(expression.name, parser) };
    case "member":
      return { kind: "member", object: expression.object, property: expression.property };
    case "list":
      return {
        kind: "parts",
        parts: expression.items.map(({ value }, index) => ({
          property: constantAt(index, value.at),
          target: targetOf(value, parser),
          fallback: null,
        })),
      };
    case "call": {
      // `[string]$x = …`: the value goes to the variable, whatever it is cast to.
      const inner = expression.callee.kind === "name" && expression.callee.name === "#cast";
      const value = inner ? expression.args[1]?.value : undefined;
      if (value !== undefined) return targetOf(value, parser);
      return { kind: "name", name: parser.fresh(), local: true };
    }
    default:
      return { kind: "name", name: parser.fresh(), local: true };
  }
}

/** The environment belongs to the whole process. */
function isLocal(name: string, parser: Parser): boolean {
  return parser.output.local && !name.startsWith("env:");
}
