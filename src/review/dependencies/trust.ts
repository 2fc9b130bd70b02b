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

const SOURCES = /^(?:npm\.registry|pip\.index|gem\.source|composer\.repository)$/;

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

/** `owner/action`, or the address of a repository on a forge. */
function addOwner(text: string, owners: Set<string>): void {
  const match =
    /(?:github|gitlab)\.com[/:]([\w.-]+)\//i.exec(text) ??
    /^(?:github:)?([\w.-]+)\/[\w.-]+/i.exec(text);
  if (match?.[1] !== undefined) owners.add(match[1].toLowerCase());
}
