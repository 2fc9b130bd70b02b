import type { Span } from "../../../model/span.ts";
import type { Expression } from "../../code/program.ts";
import { callAt } from "../lowered.ts";

/** Writes a value into a file, and gives nothing. */
export function writes(file: Expression, value: Expression, at: Span): Expression {
  const written = callAt("&set-content", [file, value], at);
  return { kind: "sequence", items: [written, callAt("#nothing", [], at)], at };
}
