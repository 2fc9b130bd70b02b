import type { ReferenceFact, SettingFact } from "../../model/fact.ts";
import type { UnderstoodSide } from "../side/understand.ts";
import { canonicalName, ecosystemOf, type Ecosystem, type KnownPackages } from "./known.ts";
import { referencesIn } from "./locked-packages.ts";
import { lookalikeOf } from "./lookalike.ts";
import { isBareAddress, isPrivate, sourceOf, type Source } from "./source.ts";
import { suspicion, type Suspicion } from "./suspicion.ts";
import { ownerIn, type Trust } from "./trust.ts";

/** What is known around the manifests of a change. */
export interface ManifestSetting {
  known: KnownPackages;
  trust: Trust;
  /** Names that the base asks for, or has, anywhere: `npm react`. */
  familiar: ReadonlySet<string>;
}

/** What a manifest of the head asks for now, and the base did not. */
export function manifestChanges(
  references: readonly ReferenceFact[],
  settings: readonly SettingFact[],
  setting: ManifestSetting,
): SettingFact[] {
  return [
    ...references.flatMap((fact) => judgeReference(fact, setting)),
    ...settings.flatMap((fact) => judgeReplacement(fact, setting)),
    ...settings.flatMap((fact) => judgeModule(fact, setting)),
    ...settings.flatMap((fact) => judgeSecret(fact, setting)),
  ];
}

/** Names that a side asks for anywhere, as `npm react`. */
export function familiarNames(side: UnderstoodSide): Set<string> {
  const names = new Set<string>();
  for (const path of side.files.keys())
    for (const fact of referencesIn(path, side)) names.add(keyOf(fact));
  return names;
}

function keyOf(fact: ReferenceFact): string {
  const ecosystem = ecosystemOf(fact.type);
  if (ecosystem === null) return `${fact.type} ${fact.name.toLowerCase()}`;
  return `${ecosystem} ${canonicalName(ecosystem, fact.name)}`;
}

function judgeReference(fact: ReferenceFact, setting: ManifestSetting): SettingFact[] {
  const known = setting.familiar.has(keyOf(fact));
  const ecosystem = ecosystemOf(fact.type);
  if (ecosystem === null) return known ? [] : lookalike(fact, setting);
  const source = sourceOf(fact.version, ecosystem, setting.known);
  if (source.kind === "registry") return known ? [] : lookalike(fact, setting);
  const name = foreignSource(source, known, setting.trust);
  return name === null ? [] : [suspicion(name, `${fact.name}: ${fact.version ?? ""}`, fact.at)];
}

/** What a source that is no registry means; null where the base takes code from there already. */
function foreignSource(source: Source, known: boolean, trust: Trust): Suspicion | null {
  if (source.kind === "path" || source.host === null) return null;
  if (source.owner !== null && trust.owners.has(source.owner)) return null;
  if (source.owner === null && trust.hosts.has(source.host)) return null;
  if (isPrivate(source.host)) return null;
  if (isBareAddress(source.host)) return "dependency.bare-address";
  return known ? "dependency.left-registry" : "dependency.unread-install-code";
}

function lookalike(fact: ReferenceFact, { known, familiar }: ManifestSetting): SettingFact[] {
  const own = [...familiar].map((each) => each.slice(each.indexOf(" ") + 1));
  const resembled = lookalikeOf(fact.type, fact.name, known, own);
  if (resembled === null) return [];
  return [suspicion("dependency.lookalike", `${fact.name}, as ${resembled}`, fact.at)];
}

/** `lodash: npm:other@1` in an alias or an override: another package under a well-known name. */
function judgeReplacement(fact: SettingFact, setting: ManifestSetting): SettingFact[] {
  if (fact.name !== "npm.alias" && fact.name !== "npm.override") return [];
  const [, left = "", right = ""] = /^(.*?): (.*)$/s.exec(fact.value) ?? [];
  const name = replacedName(left);
  const alias = /^npm:((?:@[^@/]+\/)?[^@/]+)/.exec(right)?.[1]?.toLowerCase();
  const { packages } = setting.known;
  if (alias !== undefined && alias !== name) {
    const explained = !packages.npm.has(name) || isRelated(name, alias, setting);
    return explained ? [] : [suspicion("dependency.replaced", fact.value, fact.at)];
  }
  if (fact.name === "npm.alias" || !/^[a-z+]+:|\//i.test(right)) return [];
  return overridden(right, "npm", fact, setting);
}

/** `github.com/spf13/cobra: github.com/other/cobra@v1`: a well-known module by somebody else. */
function judgeModule(
  fact: SettingFact,
  { known, trust, familiar }: ManifestSetting,
): SettingFact[] {
  if (fact.name !== "go.replace") return [];
  const [, name = "", by = ""] = /^(\S+): ([^@\s]+)/.exec(fact.value) ?? [];
  const owner = ownerIn(by);
  if (!known.packages.go.has(name.toLowerCase()) || by.startsWith(".") || by.startsWith("/"))
    return [];
  const explained =
    owner === null ||
    owner === ownerIn(name) ||
    trust.owners.has(owner) ||
    [...familiar].some((each) => each.startsWith("go ") && ownerIn(each.slice(3)) === owner);
  return explained ? [] : [suspicion("dependency.replaced", fact.value, fact.at)];
}

/** `owner/action: NPM_TOKEN`: a secret for code of somebody whom the base did not use. */
function judgeSecret(fact: SettingFact, { trust }: ManifestSetting): SettingFact[] {
  if (fact.name !== "workflow.secret-to-action") return [];
  const owner = ownerIn(fact.value);
  if (owner === null || trust.owners.has(owner)) return [];
  return [suspicion("dependency.secret-to-stranger", fact.value, fact.at)];
}

/** `a>b@1` and `**\/b` replace b. */
function replacedName(key: string): string {
  const last = key.split(">").at(-1) ?? key;
  const plain = /((?:@[\w.-]+\/)?[\w.-]+)(?:@[^/]*)?$/.exec(last)?.[1];
  return (plain ?? last).toLowerCase();
}

/** A package of the same scope, or one that has the name in its own, or that all know. */
function isRelated(name: string, other: string, { known, familiar }: ManifestSetting): boolean {
  if (known.packages.npm.has(other) || known.genuine.npm?.has(other) === true) return true;
  if (familiar.has(`npm ${other}`)) return true;
  const scope = (text: string) => (text.startsWith("@") ? text.split("/")[0] : undefined);
  if (scope(name) !== undefined && scope(name) === scope(other)) return true;
  return other.startsWith("@") && /^@(?:types|jsr)\//.test(other);
}

function overridden(
  text: string,
  ecosystem: Ecosystem,
  fact: SettingFact,
  { known, trust }: ManifestSetting,
): SettingFact[] {
  const source = sourceOf(text, ecosystem, known);
  const name = source.kind === "registry" ? null : foreignSource(source, true, trust);
  return name === null ? [] : [suspicion(name, fact.value, fact.at)];
}
