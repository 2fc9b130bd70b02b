import type { SettingFact } from "../../model/fact.ts";
import { conflict, isStrong } from "./digests.ts";
import type { KnownPackages } from "./known.ts";
import { byName, shownName, type LockedPackage } from "./locked-packages.ts";
import { otherPackage } from "./other-package.ts";
import { isBareAddress, isPrivate, sourceOf, type Source } from "./source.ts";
import { suspicion } from "./suspicion.ts";
import type { Trust } from "./trust.ts";

/** What an entry is held against. */
export interface LockSetting {
  known: KnownPackages;
  trust: Trust;
  /** Names that manifests take from git or an address: their entries follow. */
  fromElsewhere: ReadonlySet<string>;
  /** Whether a package may stand for another: an alias or an override says so. */
  standsFor: (name: string, other: string) => boolean;
}

/** What changed in a lockfile besides versions, entry by entry. Linear in both sides. */
export function lockChanges(
  base: readonly LockedPackage[],
  head: readonly LockedPackage[],
  setting: LockSetting,
): SettingFact[] {
  const before = byName(base);
  const foreign = new Map<string, { first: LockedPackage; count: number }>();
  const facts: SettingFact[] = [];
  for (const entry of head) {
    if (entry.locked.local) continue;
    const old = before.get(entry.name) ?? [];
    if (old.some((each) => isSame(each, entry))) continue;
    const source = sourceOf(entry.locked.source, entry.ecosystem, setting.known);
    facts.push(...judgeEntry(entry, old, source, setting));
    const seen = foreignHost(source, setting.trust);
    if (seen === null) continue;
    const host = foreign.get(seen) ?? { first: entry, count: 0 };
    foreign.set(seen, { ...host, count: host.count + 1 });
  }
  const kept =
    facts.filter(isAt("dependency.same-source")).length > FORGED ? without(facts) : facts;
  return [...kept, ...[...foreign].map(([host, found]) => foreignFact(host, found))];
}

/** More digests at once are another way of writing them down, and not one that was exchanged. */
const FORGED = 3;

function isAt(name: string): (fact: SettingFact) => boolean {
  return (fact) => fact.name === name;
}

function without(facts: readonly SettingFact[]): SettingFact[] {
  return facts.filter((fact) => fact.name !== "dependency.same-source");
}

function isFrom({ locked }: LockedPackage): (other: LockedPackage) => boolean {
  return (other) => other.locked.source === locked.source && isStrong(other.locked.digests);
}

/** Equal in what is installed; what it asks for is compared elsewhere. */
function isSame(a: LockedPackage, b: LockedPackage): boolean {
  return (
    a.version === b.version &&
    a.locked.source === b.locked.source &&
    a.locked.alias === b.locked.alias &&
    a.locked.builds === b.locked.builds &&
    a.locked.digests.length === b.locked.digests.length &&
    a.locked.digests.every((digest, index) => digest === b.locked.digests[index])
  );
}

function foreignHost({ kind, host }: Source, trust: Trust): string | null {
  if (kind !== "address" || host === null || isPrivate(host)) return null;
  return trust.hosts.has(host) ? null : host;
}

/** One finding for a host, however many packages come from it. */
function foreignFact(host: string, found: { first: LockedPackage; count: number }): SettingFact {
  const more = found.count > 1 ? ` and ${found.count - 1} more from ${host}` : "";
  const said = `${shownName(found.first)}: ${found.first.locked.source ?? ""}${more}`;
  const name = isBareAddress(host) ? "dependency.bare-address" : "dependency.foreign-host";
  return suspicion(name, said, found.first.at);
}

function judgeEntry(
  entry: LockedPackage,
  old: readonly LockedPackage[],
  source: Source,
  setting: LockSetting,
): SettingFact[] {
  const { known, trust, fromElsewhere } = setting;
  const kinds = old.map((each) => sourceOf(each.locked.source, each.ecosystem, known).kind);
  const out = content(entry, old, source, trust);
  const other = source.kind === "registry" ? otherPackage(entry) : null;
  if (other !== null && !setting.standsFor(entry.name, other))
    out.push(suspicion("dependency.other-package", `${shownName(entry)}: ${other}`, entry.at));
  const explained = fromElsewhere.has(entry.name) || trust.owners.has(source.owner ?? "");
  if (source.kind === "git" && !explained) {
    const left = kinds.length > 0 && kinds.every((kind) => kind === "registry");
    const said = `${shownName(entry)}: ${entry.locked.source ?? ""}`;
    if (left) out.push(suspicion("dependency.left-registry", said, entry.at));
    else if (old.length === 0)
      out.push(suspicion("dependency.unread-install-code", said, entry.at));
  }
  const built = old.some((each) => each.locked.builds);
  if (entry.locked.builds && !built && !known.builders.has(entry.locked.alias ?? entry.name))
    out.push(suspicion("dependency.unread-install-code", shownName(entry), entry.at));
  return out;
}

/** Differences of content between entries of the same version. */
function content(
  entry: LockedPackage,
  old: readonly LockedPackage[],
  source: Source,
  trust: Trust,
): SettingFact[] {
  const same = old.filter(
    (each) => each.version === entry.version && each.locked.alias === entry.locked.alias,
  );
  if (same.length === 0 || source.kind === "git") return [];
  const said = `${shownName(entry)}${entry.locked.source === null ? "" : ` from ${entry.locked.source}`}`;
  const { digests } = entry.locked;
  if (same.every((each) => conflict(each.locked.digests, digests))) {
    const moved = foreignHost(source, trust) !== null;
    if (moved) return [suspicion("dependency.content-and-host-changed", said, entry.at)];
    const changed = suspicion("dependency.content-changed", said, entry.at);
    const stayed = source.kind === "registry" && isStrong(digests) && same.every(isFrom(entry));
    return stayed ? [changed, suspicion("dependency.same-source", said, entry.at)] : [changed];
  }
  const checked = same.every((each) => isStrong(each.locked.digests));
  // Without an address the registry itself is asked, which gives one content for a version.
  const unchecked = entry.locked.source !== null && !isStrong(digests);
  return checked && unchecked ? [suspicion("dependency.check-removed", said, entry.at)] : [];
}
