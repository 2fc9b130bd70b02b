import type { Locked, ReferenceFact } from "../../model/fact.ts";
import type { UnderstoodSide } from "../side/understand.ts";
import { canonicalName, ecosystemOf, type Ecosystem } from "./known.ts";

/** One entry of a lockfile. */
export interface LockedPackage {
  ecosystem: Ecosystem;
  /** As the ecosystem spells it. */
  name: string;
  version: string | null;
  locked: Locked;
  at: ReferenceFact["at"];
}

/** The entries of a lockfile of one side; empty for any other file. */
export function lockedPackages(path: string, understood: UnderstoodSide): LockedPackage[] {
  return referencesIn(path, understood).flatMap((fact) => {
    const ecosystem = ecosystemOf(fact.type);
    if (fact.locked === undefined || ecosystem === null) return [];
    const name = canonicalName(ecosystem, fact.name);
    return [{ ecosystem, name, version: fact.version, locked: fact.locked, at: fact.at }];
  });
}

/** References of a file of one side. */
export function referencesIn(path: string, understood: UnderstoodSide): ReferenceFact[] {
  return (understood.files.get(path)?.units ?? []).flatMap((unit) =>
    unit.facts.filter((fact) => fact.kind === "reference"),
  );
}

/** Entries by name. */
export function byName(packages: readonly LockedPackage[]): ReadonlyMap<string, LockedPackage[]> {
  return Map.groupBy(packages, (each) => each.name);
}

/** How a finding shows an entry: `name@version`. */
export function shownName({ name, version }: Pick<LockedPackage, "name" | "version">): string {
  return version === null ? name : `${name}@${version}`;
}
