import type { ReferenceFact, SettingFact } from "../../model/fact.ts";
import { hostOf } from "./source.ts";
import { suspicion } from "./suspicion.ts";
import { ownerIn, type Trust } from "./trust.ts";

/** Parts that are named by who owns them: the owner decides what they are. */
const OWNED = /^(?:action|submodule|terraform-module|hook)$/;

/**
 * Parts of the same name that come from another owner or host than in the base, where the
 * project took nothing from that one: a repository of the same name is made in a minute.
 */
export function ownerChanges(
  base: readonly ReferenceFact[],
  head: readonly ReferenceFact[],
  trust: Trust,
): SettingFact[] {
  const owned = (facts: readonly ReferenceFact[]) => facts.filter((fact) => OWNED.test(fact.type));
  const now = new Set(owned(head).map(({ type, name }) => `${type} ${name}`));
  const gone = owned(base).filter(({ type, name }) => !now.has(`${type} ${name}`));
  const before = Map.groupBy(gone, (fact) => `${fact.type} ${partOf(fact.name)}`);
  return owned(head).flatMap((fact) => {
    const old = before.get(`${fact.type} ${partOf(fact.name)}`)?.[0];
    if (old === undefined || isKnown(fact.name, trust)) return [];
    if (placeOf(old.name) === placeOf(fact.name)) return [];
    return [suspicion("dependency.owner-changed", `${fact.name}, before ${old.name}`, fact.at)];
  });
}

function isKnown(name: string, trust: Trust): boolean {
  const owner = ownerIn(name);
  if (owner !== null) return trust.owners.has(owner);
  // A folder of the same repository, or of the same machine, has no owner of its own.
  const host = hostOf(name);
  return host === null || trust.hosts.has(host);
}

function placeOf(name: string): string {
  return `${hostOf(name) ?? ""} ${ownerIn(name) ?? ""}`;
}

/** The name of a part without its owner: `zlib` of `https://github.com/madler/zlib.git`. */
function partOf(name: string): string {
  const plain = name.replace(/[?#].*$/, "").replace(/^(?:git::)?/, "");
  const words = plain
    .replace(/\.git(?=\/|$)/, "")
    .split(/[/:]+/)
    .filter((word) => word !== "");
  // A module of the registry is `owner/name/provider`; its repository is `terraform-provider-name`.
  const [, module = "", provider = ""] = words;
  if (words.length === 3 && !/[.]/.test(words[0] ?? "") && /^[a-z]+$/.test(provider))
    return `terraform-${provider}-${module}`.toLowerCase();
  const last = words.findLast((word) => /^terraform-[a-z]+-/.test(word)) ?? words.at(-1) ?? "";
  return last.toLowerCase();
}
