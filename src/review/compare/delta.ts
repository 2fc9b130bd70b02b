import type { ChangedFile } from "../../model/change.ts";
import type { Capability } from "../../model/capability.ts";
import type { ReferenceFact } from "../../model/fact.ts";
import type { CapabilityDelta, Execution, External, Unanalysed } from "../../model/review.ts";
import { TRIGGERS } from "../../model/trigger.ts";
import type { UnderstoodSide } from "../side/understand.ts";
import { triggersOfFile } from "./subjects.ts";

/** Everything of the head that runs because of a changed file, and whether that is new. */
export function executionsOf(
  base: UnderstoodSide,
  head: UnderstoodSide,
  changes: readonly ChangedFile[],
): Execution[] {
  const changed = new Map(changes.map((change) => [change.path, change]));
  const out: Execution[] = [];
  for (const [path, file] of head.files) {
    const change = changed.get(path);
    const before = triggersOfFile(change?.previousPath ?? path, base);
    for (const unit of file.units) {
      const reach = head.reaches.get(unit.id);
      for (const trigger of TRIGGERS.filter((each) => reach?.triggers.has(each) ?? false)) {
        const isNew =
          change === undefined
            ? !before.has(trigger)
            : isNewUnit(unit.id, path, trigger, base, change);
        if (change === undefined && !isNew) continue;
        const by = reach?.by.get(trigger);
        out.push({
          path,
          trigger,
          by: `${by?.path ?? path}: ${by?.text ?? ""}`.slice(0, 2000),
          secrets: [...(reach?.secrets ?? [])].slice(0, 64),
          new: isNew,
        });
      }
    }
  }
  return out.slice(0, 5000);
}

function isNewUnit(
  id: string,
  path: string,
  trigger: Execution["trigger"],
  base: UnderstoodSide,
  change: ChangedFile,
): boolean {
  const baseId = change.previousPath === undefined ? id : id.replace(path, change.previousPath);
  return !(base.reaches.get(baseId)?.triggers.has(trigger) ?? false);
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
