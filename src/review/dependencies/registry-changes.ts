import type { SettingFact } from "../../model/fact.ts";
import type { UnderstoodSide } from "../side/understand.ts";
import { isRegistry, type Ecosystem, type KnownPackages } from "./known.ts";
import { hostOf, isBareAddress, isPrivate } from "./source.ts";
import { suspicion } from "./suspicion.ts";
import type { Trust } from "./trust.ts";

/** Settings that say where packages come from. */
const REGISTRIES: ReadonlyMap<string, Ecosystem> = new Map<string, Ecosystem>([
  ["npm.registry", "npm"],
  ["pip.index", "pypi"],
  ["gem.source", "gem"],
  ["composer.repository", "composer"],
  ["cargo.source", "crate"],
  ["nuget.source", "nuget"],
  ["go.proxy", "go"],
]);

/** Hosts that a file of the head asks for packages, and that nobody knows as a registry. */
export function registryChanges(
  path: string,
  head: UnderstoodSide,
  known: KnownPackages,
  trust: Trust,
): SettingFact[] {
  const units = head.files.get(path)?.units ?? [];
  const settings = units.flatMap((unit) => unit.facts.filter((fact) => fact.kind === "setting"));
  const isForeign = (host: string, ecosystem: Ecosystem) =>
    !isRegistry(host, ecosystem, known) && !trust.hosts.has(host) && !isPrivate(host);
  return settings.flatMap((fact) => {
    if (fact.name === "npm.token") return tokenAbroad(fact, (host) => isForeign(host, "npm"));
    const ecosystem = REGISTRIES.get(fact.name);
    if (ecosystem === undefined) return [];
    const hosts = fact.value.split(/[\s=,'"{}[\]]+/).flatMap((word) => hostOf(word) ?? []);
    return hosts
      .filter((host) => isForeign(host, ecosystem))
      .map((host) => {
        const bare = isBareAddress(host);
        const name = bare ? "dependency.bare-address" : "dependency.foreign-registry";
        return suspicion(name, fact.value, fact.at);
      });
  });
}

/** `//host/:_authToken = ${NPM_TOKEN}`: the variables that hold tokens of npm's own registry. */
function tokenAbroad(fact: SettingFact, isForeign: (host: string) => boolean): SettingFact[] {
  const match =
    /^\/\/([^/:]+).*=\s*\$\{?(NPM_TOKEN|NPM_AUTH_TOKEN|NODE_AUTH_TOKEN|GITHUB_TOKEN|GH_TOKEN)\b/i.exec(
      fact.value,
    );
  const [, host = "", variable = ""] = match ?? [];
  if (match === null || !isForeign(host.toLowerCase())) return [];
  return [suspicion("dependency.token-abroad", `${variable} for ${host}`, fact.at)];
}
