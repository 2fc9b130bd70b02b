import type { Expression, Statement, Target } from "../../code/program.ts";
import { assignAt, constantAt, memberAt, nameAt, statementOf } from "../lowered.ts";
import { callStatement } from "./calls.ts";
import { fresh, type Reader } from "./reader.ts";

/** Gives a variable of the block a value. */
export function give(name: string, value: Expression, at: Expression["at"]): Statement {
  return statementOf(assignAt({ kind: "name", name, local: true }, value, at));
}

/** `build = { type = "command", build_command = … }`: LuaRocks runs these when it installs. */
export function builtBy(
  place: Expression,
  value: Expression | undefined,
  at: Expression["at"],
): Statement[] {
  if (place.kind !== "name" || place.name !== "build" || value?.kind !== "record") return [];
  return value.entries
    .filter(
      ({ key }) =>
        key?.kind === "constant" && /^(?:build|install)_command$/.test(String(key.value)),
    )
    .map((entry) => callStatement("#build", [entry.value], at));
}

/** Values go to places one by one; the last call gives all that are left. */
export function assignAll(
  reader: Reader,
  targets: readonly Target[],
  values: readonly Expression[],
  at: Expression["at"],
): Statement[] {
  const [only] = targets;
  const [value] = values;
  if (targets.length === 1 && only !== undefined && values.length <= 1) {
    return [
      statementOf(assignAt(only, value === undefined ? constantAt(null, at) : firstOf(value), at)),
    ];
  }
  const kept = values.map((each) => ({ name: fresh(reader), each }));
  const before = kept.map(({ name, each }) => give(name, each, at));
  const last = kept.at(-1);
  const given = targets.map((target, index) => {
    const own = kept[index];
    const from = own ?? last;
    const result = index - Math.max(0, values.length - 1);
    if (from === undefined) return statementOf(assignAt(target, constantAt(null, at), at));
    const whole = nameAt(from.name, at);
    const rest = from === last && from.each.kind === "name" && from.each.name === "...";
    const several = from === last && values.length < targets.length;
    const part = rest
      ? memberAt(whole, result, at)
      : several
        ? memberAt(whole, `#${result}`, at)
        : whole;
    return statementOf(assignAt(target, part, at));
  });
  return [...before, ...given];
}

/** The first of the values that a call answers. */
function firstOf(value: Expression): Expression {
  if (value.kind === "name" && value.name === "...") return memberAt(value, 0, value.at);
  return value.kind === "call" || value.kind === "record" ? asFirst(value) : value;
}

function asFirst(value: Expression): Expression {
  const answers =
    value.kind === "record" &&
    value.entries[0]?.key?.kind === "constant" &&
    value.entries[0].key.value === "#0";
  return value.kind === "call" || answers ? memberAt(value, "#0", value.at) : value;
}
