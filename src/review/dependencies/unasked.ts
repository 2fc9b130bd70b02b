import type { SettingFact } from "../../model/fact.ts";
import type { UnderstoodSide } from "../side/understand.ts";
import { canonicalName, ecosystemOf, type Ecosystem } from "./known.ts";
import { referencesIn, shownName, type LockedPackage } from "./locked-packages.ts";
import { suspicion } from "./suspicion.ts";

const MANIFESTS: Readonly<Record<Ecosystem, string | null>> = {
  npm: "package.json",
  pypi: "pyproject.toml",
  composer: "composer.json",
  // A Gemfile is a program: what it asks for is not known without running it.
  gem: null,
  // Checksums are also kept of modules that are only looked at.
  go: null,
  // What they ask for stands beside what they take from folders and other registries.
  crate: null,
  nuget: null,
};

/** From this share on, what old entries ask for was written by another version of the tool. */
const REWRITTEN = 0.05;

/**
 * New entries of a lockfile that no manifest of the tree and no other entry asks for. An
 * entry whose version and content stayed cannot begin to ask for something: what it asks for
 * now is not counted.
 */
export function unasked(
  path: string,
  base: readonly LockedPackage[],
  head: readonly LockedPackage[],
  side: UnderstoodSide,
): SettingFact[] {
  const [first] = head;
  const manifest = first === undefined ? null : MANIFESTS[first.ecosystem];
  if (manifest === null || base.length === 0) return [];
  const beside = path.slice(0, path.lastIndexOf("/") + 1) + manifest;
  if (!side.files.has(beside)) return [];
  const known = new Set(base.map(({ name }) => name));
  const fresh = head.filter(({ name, locked }) => !locked.local && !known.has(name));
  if (fresh.length === 0) return [];
  const asked = namesInManifests(side);
  for (const name of asksOfEntries(base, head)) asked.add(name);
  return fresh
    .filter(({ name }) => !asked.has(name))
    .flatMap((entry) => [
      suspicion("dependency.unasked", shownName(entry), entry.at),
      ...(entry.locked.builds
        ? [suspicion("dependency.unasked-builds", shownName(entry), entry.at)]
        : []),
    ]);
}

/** Every name that a document of the tree asks for, or names in a replacement. */
function namesInManifests(side: UnderstoodSide): Set<string> {
  const names = new Set<string>();
  for (const path of side.files.keys()) {
    for (const fact of referencesIn(path, side)) {
      const ecosystem = ecosystemOf(fact.type);
      if (ecosystem === null || fact.locked !== undefined) continue;
      names.add(canonicalName(ecosystem, fact.name));
      for (const name of namesIn(fact.version ?? "")) names.add(name);
    }
    for (const fact of side.files.get(path)?.units.flatMap((unit) => unit.facts) ?? []) {
      if (fact.kind !== "setting" || !/^npm\.(?:override|alias)$/.test(fact.name)) continue;
      for (const name of namesIn(fact.value)) names.add(name);
    }
  }
  return names;
}

function namesIn(text: string): string[] {
  return text.toLowerCase().match(/(?:@[\w.~-]+\/)?[\w.~-]+/g) ?? [];
}

function asksOfEntries(
  base: readonly LockedPackage[],
  head: readonly LockedPackage[],
): Set<string> {
  const old = new Map<string, Set<string>>();
  for (const entry of base) {
    const key = identityOf(entry);
    const asks = old.get(key) ?? new Set<string>();
    for (const name of entry.locked.asks) asks.add(canonicalName(entry.ecosystem, name));
    old.set(key, asks);
  }
  const names = new Set<string>();
  const grown: string[] = [];
  let kept = 0;
  for (const entry of head) {
    const before = old.get(identityOf(entry));
    if (before !== undefined) kept += 1;
    const asks = entry.locked.asks.map((name) => canonicalName(entry.ecosystem, name));
    const more = asks.filter((name) => before !== undefined && !before.has(name));
    for (const name of asks) if (!more.includes(name)) names.add(name);
    // Extras and groups of Python let an entry of the same version ask for more.
    if (entry.ecosystem !== "npm" || entry.locked.local) for (const name of more) names.add(name);
    else if (more.length > 0) grown.push(...more);
  }
  if (grown.length > Math.max(3, kept * REWRITTEN)) for (const name of grown) names.add(name);
  return names;
}

function identityOf({ name, version, locked }: LockedPackage): string {
  return [name, version, locked.digests.join(" ")].join("\u0000");
}
