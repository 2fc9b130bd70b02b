import type { Trigger } from "../../model/trigger.ts";
import type { Located, Subject } from "../rules/subject.ts";
import type { UnderstoodSide } from "../side/understand.ts";

const NEVER: ReadonlySet<Trigger> = new Set();

/** One file of a side, as rules see it; `base` is the same file on the other side. */
export function subjectOf(
  path: string,
  understood: UnderstoodSide,
  base: { path: string; understood: UnderstoodSide } | null,
): Subject {
  return {
    path,
    facts: located(path, understood),
    baseFacts: base === null ? [] : located(base.path, base.understood),
    triggersOf: (unit) => understood.reaches.get(unit.id)?.triggers ?? NEVER,
  };
}

function located(path: string, understood: UnderstoodSide): Located[] {
  const file = understood.files.get(path);
  return (file?.units ?? []).flatMap((unit) => unit.facts.map((fact) => ({ fact, unit })));
}

/** All triggers with which anything in a file runs. */
export function triggersOfFile(path: string, understood: UnderstoodSide): Set<Trigger> {
  const out = new Set<Trigger>();
  for (const unit of understood.files.get(path)?.units ?? []) {
    for (const trigger of understood.reaches.get(unit.id)?.triggers ?? []) out.add(trigger);
  }
  return out;
}

/** All secrets in the reach of anything in a file. */
export function secretsOfFile(path: string, understood: UnderstoodSide): Set<string> {
  const out = new Set<string>();
  for (const unit of understood.files.get(path)?.units ?? []) {
    for (const secret of understood.reaches.get(unit.id)?.secrets ?? []) out.add(secret);
  }
  return out;
}
