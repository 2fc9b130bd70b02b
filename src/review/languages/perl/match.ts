import type { Span } from "../../../model/span.ts";
import type { Expression } from "../../code/program.ts";
import { assignAt, callAt, memberAt, nameAt, opaqueAt } from "../lowered.ts";
import { targetOf } from "./assign.ts";
import type { Parser } from "./parser.ts";

/** Parts of a match that get names of their own. */
const GROUPS = 9;

/** `left =~ right`: a match, or a text with something put in the place of something. */
export function matched(parser: Parser, left: Expression, right: Expression, at: Span): Expression {
  if (
    right.kind !== "call" ||
    right.callee.kind !== "name" ||
    !/^#(?:match|subst|tr)$/.test(right.callee.name)
  )
    return opaqueAt([left, right], at);
  const args = right.args.map(({ value }) => value);
  if (right.callee.name === "#match") return captured(parser, left, args, at);
  const { before, place, target } = targetOf(parser, left);
  const value = callAt(right.callee.name, [place, ...args], at);
  const flags = args.at(-1);
  const answers = flags?.kind === "constant" && String(flags.value).includes("r");
  const whole = answers || target === null ? value : assignAt(target, value, at);
  return before.length === 0 ? whole : { kind: "sequence", items: [...before, whole], at };
}

function captured(parser: Parser, left: Expression, args: Expression[], at: Span): Expression {
  const found = callAt("#match", [left, ...args], at);
  const groups = Math.min(groupsIn(args[0]), GROUPS);
  if (groups === 0) {
    parser.notes.several.add(found);
    return found;
  }
  const name = parser.fresh();
  const list = nameAt(name, at);
  const given = Array.from({ length: groups }, (_, index) =>
    assignAt({ kind: "name", name: `$${index + 1}`, local: false }, memberAt(list, index, at), at),
  );
  const first = assignAt({ kind: "name", name, local: true }, found, at);
  const out: Expression = { kind: "sequence", items: [first, ...given, list], at };
  parser.notes.several.add(out);
  return out;
}

function groupsIn(pattern: Expression | undefined): number {
  const parts = pattern?.kind === "text" ? pattern.parts : pattern === undefined ? [] : [pattern];
  const texts = parts.map((part) => (part.kind === "constant" ? String(part.value) : ""));
  return texts.reduce((sum, text) => sum + (text.match(/(?<!\\)\((?!\?[^<P'])/g)?.length ?? 0), 0);
}
