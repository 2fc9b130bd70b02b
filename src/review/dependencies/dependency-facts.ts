import type { ChangedFile } from "../../model/change.ts";
import type { Fact, SettingFact } from "../../model/fact.ts";
import type { UnderstoodSide } from "../side/understand.ts";
import { hashesRemoved } from "./hashes-removed.ts";
import { canonicalName, ecosystemOf, type KnownPackages } from "./known.ts";
import { lockChanges } from "./lock-changes.ts";
import { lockedPackages, referencesIn } from "./locked-packages.ts";
import { familiarNames, manifestChanges } from "./manifest-changes.ts";
import { ownerChanges } from "./owner-changes.ts";
import { pinChanges } from "./pin-changes.ts";
import { registryChanges } from "./registry-changes.ts";
import { sourceOf } from "./source.ts";
import { swappedNames } from "./swapped.ts";
import { trustOf } from "./trust.ts";
import { unasked } from "./unasked.ts";

/**
 * Adds to the head what only a comparison shows about dependencies: a digest that changed
 * under a version that did not, a host that nobody used before, a name made to resemble
 * another. The files that stay as they are stay the objects they were.
 */
export function addDependencyFacts(
  base: UnderstoodSide,
  head: UnderstoodSide,
  changes: readonly ChangedFile[],
  known: KnownPackages,
): void {
  const relevant = changes.filter(({ path }) => saysSomething(path, head));
  if (relevant.length === 0) return;
  const trust = trustOf(base, known);
  const setting = { known, trust, familiar: familiarNames(base) };
  const around = { known, trust, ...explanations(head, known) };
  for (const change of relevant) {
    const { path } = change;
    const before = change.previousPath ?? path;
    const locked = lockedPackages(path, head);
    const lockedBefore = lockedPackages(before, base);
    const facts = [
      ...lockChanges(lockedBefore, locked, around),
      ...unasked(path, lockedBefore, locked, head),
      ...hashesRemoved(referencesIn(before, base), referencesIn(path, head)),
      ...ownerChanges(referencesIn(before, base), referencesIn(path, head), trust),
      ...swappedNames(referencesIn(before, base), referencesIn(path, head), known),
      ...pinChanges(settingsIn(before, base), settingsIn(path, head)),
      ...registryChanges(path, head, known, trust),
      ...manifestChanges(
        newReferences(path, before, base, head),
        newSettings(path, before, base, head),
        setting,
      ),
    ];
    if (facts.length > 0) addFacts(path, facts, head);
  }
}

function saysSomething(path: string, side: UnderstoodSide): boolean {
  const units = side.files.get(path)?.units ?? [];
  return units.some((unit) =>
    unit.facts.some((fact) => fact.kind === "reference" || fact.kind === "setting"),
  );
}

function addFacts(path: string, facts: readonly Fact[], side: UnderstoodSide): void {
  const file = side.files.get(path);
  const [whole, ...rest] = file?.units ?? [];
  if (file === undefined || whole === undefined) return;
  const units = [{ ...whole, facts: [...whole.facts, ...facts] }, ...rest];
  side.files.set(path, { ...file, units });
}

function newReferences(path: string, before: string, base: UnderstoodSide, head: UnderstoodSide) {
  const key = (fact: { type: string; name: string; version: string | null }) =>
    `${fact.type} ${fact.name} ${fact.version ?? ""}`;
  const old = new Set(referencesIn(before, base).map(key));
  return referencesIn(path, head).filter(
    (fact) => fact.locked === undefined && !old.has(key(fact)),
  );
}

function newSettings(path: string, before: string, base: UnderstoodSide, head: UnderstoodSide) {
  const old = new Set(settingsIn(before, base).map((fact) => `${fact.name} ${fact.value}`));
  return settingsIn(path, head).filter((fact) => !old.has(`${fact.name} ${fact.value}`));
}

function settingsIn(path: string, side: UnderstoodSide): SettingFact[] {
  return (side.files.get(path)?.units ?? []).flatMap((unit) =>
    unit.facts.filter((fact) => fact.kind === "setting"),
  );
}

/** What the manifests of the head say that explains an entry of a lockfile. */
function explanations(head: UnderstoodSide, known: KnownPackages) {
  const fromElsewhere = new Set<string>();
  const replacements: string[] = [];
  for (const path of head.files.keys()) {
    for (const fact of referencesIn(path, head)) {
      const ecosystem = ecosystemOf(fact.type);
      if (ecosystem === null || fact.locked !== undefined) continue;
      const { kind } = sourceOf(fact.version, ecosystem, known);
      if (kind !== "registry") fromElsewhere.add(canonicalName(ecosystem, fact.name));
    }
    for (const fact of settingsIn(path, head))
      if (/^npm\.(?:alias|override)$/.test(fact.name)) replacements.push(fact.value);
  }
  const standsFor = (name: string, other: string) => {
    const plain = other.split(" ")[0] ?? other;
    return replacements.some((each) => each.includes(name) && each.includes(plain));
  };
  return { fromElsewhere, standsFor };
}
