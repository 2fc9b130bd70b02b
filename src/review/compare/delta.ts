import type { ChangedFile } from "../../model/change.ts";
import type { Capability } from "../../model/capability.ts";
import type { ReferenceFact } from "../../model/fact.ts";
import type { CapabilityDelta, Execution, External, Unanalysed } from "../../model/review.ts";
import { TRIGGERS, type Trigger } from "../../model/trigger.ts";
import type { Unit } from "../executions/unit.ts";
import type { UnderstoodSide } from "../side/understand.ts";
import { triggersOfFile } from "./subjects.ts";

/** Everything of the head that runs because of a changed file, and whether that is new. */
export function executionsOf(
  base: UnderstoodSide,
  head: UnderstoodSide,
  changes: readonly ChangedFile[],
): Execution[] {
  const changed = new Map(changes.map((change) => [change.path, change]));
  const out = [...head.files.values()].flatMap((file) => {
    const change = changed.get(file.path) ?? null;
    return file.units.flatMap((unit) => executionsOfUnit(unit, change, base, head));
  });
  return out.slice(0, 5000);
}

function executionsOfUnit(
  unit: Unit,
  change: ChangedFile | null,
  base: UnderstoodSide,
  head: UnderstoodSide,
): Execution[] {
  const reach = head.reaches.get(unit.id);
  if (reach === undefined) return [];
  return TRIGGERS.filter((each) => reach.triggers.has(each)).flatMap((trigger) => {
    const isNew = !ranBefore(unit, trigger, base, change);
    // What a file that did not change runs as it always did is not this change's.
    if (change === null && !isNew) return [];
    const by = reach.by.get(trigger);
    return [
      {
        path: unit.path,
        trigger,
        by: `${by?.path ?? unit.path}: ${by?.text ?? ""}`.slice(0, 2000),
        secrets: [...reach.secrets].slice(0, 64),
        new: isNew,
      },
    ];
  });
}

function ranBefore(
  unit: Unit,
  trigger: Trigger,
  base: UnderstoodSide,
  change: ChangedFile | null,
): boolean {
  const previous = change?.previousPath;
  const id = previous === undefined ? unit.id : unit.id.replace(unit.path, previous);
  return base.reaches.get(id)?.triggers.has(trigger) ?? false;
}

/** What each changed file can do now and could not do before. */
export function capabilitiesOf(
  base: UnderstoodSide,
  head: UnderstoodSide,
  changes: readonly ChangedFile[],
): CapabilityDelta[] {
  return changes.flatMap((change) => {
    const before = capabilities(change.previousPath ?? change.path, base);
    const added = [...capabilities(change.path, head)].filter((each) => !before.has(each));
    if (added.length === 0) return [];
    const triggers = triggersOfFile(change.path, head);
    return [{ path: change.path, added, triggers: TRIGGERS.filter((each) => triggers.has(each)) }];
  });
}

function capabilities(path: string, understood: UnderstoodSide): Set<Capability> {
  const out = new Set<Capability>();
  for (const unit of understood.files.get(path)?.units ?? []) {
    for (const fact of unit.facts) if (fact.kind === "capability") out.add(fact.capability);
  }
  return out;
}

/** What the change lets in from outside the repository, or moves to another version. */
export function externalsOf(
  base: UnderstoodSide,
  head: UnderstoodSide,
  changes: readonly ChangedFile[],
): External[] {
  return changes
    .flatMap((change) => {
      const before = references(change.previousPath ?? change.path, base);
      return [...references(change.path, head)].flatMap(([key, fact]) => {
        const old = before.get(key);
        if (old !== undefined && old.version === fact.version) return [];
        return [toExternal(change.path, fact, old)];
      });
    })
    .slice(0, 5000);
}

function references(path: string, understood: UnderstoodSide): Map<string, ReferenceFact> {
  const out = new Map<string, ReferenceFact>();
  for (const unit of understood.files.get(path)?.units ?? []) {
    for (const fact of unit.facts)
      if (fact.kind === "reference") out.set(`${fact.type} ${fact.name}`, fact);
  }
  return out;
}

function toExternal(path: string, fact: ReferenceFact, old: ReferenceFact | undefined): External {
  return {
    path,
    kind: fact.type.slice(0, 64),
    name: fact.name.slice(0, 512),
    from: old?.version?.slice(0, 512) ?? null,
    to: fact.version?.slice(0, 512) ?? null,
    triggers: fact.triggers,
    read: false,
  };
}

/** Changed files that were not understood, and files that changed ones start and nobody could read. */
export function unanalysedOf(head: UnderstoodSide, changes: readonly ChangedFile[]): Unanalysed[] {
  const changed = new Set(changes.map((change) => change.path));
  return [...head.files.values()].flatMap((file) =>
    file.unanalysed !== null && changed.has(file.path)
      ? [{ path: file.path, reason: file.unanalysed.slice(0, 500) }]
      : [],
  );
}
