import type { ReferenceFact } from "../../model/fact.ts";
import type { UnderstoodSide } from "../side/understand.ts";
import { ecosystemOf, type KnownPackages } from "./known.ts";
import { hostOf, sourceOf } from "./source.ts";

/** What the base already takes packages from: a change that uses it opens no new door. */
export interface Trust {
  hosts: ReadonlySet<string>;
  /** Owners on forges, in lower case. */
  owners: ReadonlySet<string>;
}

const SOURCES =
  /^(?:npm\.registry|pip\.index|gem\.source|composer\.repository|cargo\.(?:source|registry)|nuget\.source|go\.proxy)$/;

/** Gathers hosts and owners from every document of the base that was read. */
export function trustOf(base: UnderstoodSide, known: KnownPackages): Trust {
  const hosts = new Set<string>();
  const owners = new Set(known.publishers);
  for (const file of base.files.values()) {
    for (const fact of file.units.flatMap((unit) => unit.facts)) {
      if (fact.kind === "setting" && SOURCES.test(fact.name)) addHost(fact.value, hosts);
      if (fact.kind === "setting" && fact.name === "package.repository")
        addOwner(fact.value, owners);
      if (fact.kind === "reference") addReference(fact, known, hosts, owners);
    }
  }
  return { hosts, owners };
}

function addReference(
  fact: ReferenceFact,
  known: KnownPackages,
  hosts: Set<string>,
  owners: Set<string>,
): void {
  const ecosystem = ecosystemOf(fact.type);
  if (ecosystem === null) {
    addOwner(fact.name, owners);
    return;
  }
  const source = sourceOf(fact.locked?.source ?? fact.version, ecosystem, known);
  if (source.owner !== null) owners.add(source.owner);
  else if (source.host !== null) hosts.add(source.host);
}

function addHost(text: string, hosts: Set<string>): void {
  for (const word of text.split(/[\s=,'"]+/)) {
    const host = hostOf(word);
    if (host !== null) hosts.add(host);
  }
}

function addOwner(text: string, owners: Set<string>): void {
  const owner = ownerIn(text);
  if (owner !== null) owners.add(owner);
}

/** The owner in `owner/action` or in the address of a repository on a forge, in lower case. */
export function ownerIn(text: string): string | null {
  const match =
    /(?:github|gitlab)\.com[/:]([\w.-]+)\//i.exec(text) ??
    /^(?:github:)?([\w.-]+)\/[\w.-]+/i.exec(text);
  return match?.[1]?.toLowerCase() ?? null;
}
