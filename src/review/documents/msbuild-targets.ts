import type { Trigger } from "../../model/trigger.ts";
import { attributeOf, childrenOf, type XmlElement } from "./xml-document.ts";

/** Targets that a build runs by their names alone (Microsoft.Common.targets). */
const BUILD =
  /^(?:(?:Before|After|Core|Pre|Post)?(?:Build|Rebuild|Compile|Resgen|ResolveReferences|Clean)|(?:Pre|Post)BuildEvent|PrepareForBuild|PrepareResources|Rebuild|Clean|All|Default|GenerateCode)$/i;
/** Targets that Visual Studio and its kin run as soon as a project is opened: design-time builds. */
const OPEN =
  /^_?(?:CoreCompile|(?:Before|After)?Compile|(?:Before|After|Core)?ResolveReferences|Resolve(?:Assembly|Package|Project|Framework)\w*|CollectResolved\w*|Compile\w*DesignTime\w*|DesignTime\w*|GetTargetPath\w*|GetFrameworkPaths|CollectPackage\w*|FindReferenceAssembliesForReferences|InitializeSourceControlInformation|GenerateBuildDependencyFile)$/i;
const RESTORE =
  /^_?(?:Restore\w*|CollectPackage\w*|GenerateRestore\w*|FilterRestore\w*|LoadRestoreGraph\w*)$/i;
const RELEASE =
  /^_?(?:Pack|Publish|GenerateNuspec|Before(?:Pack|Publish)|After(?:Pack|Publish)|PrepareForPublish|Compute\w*Publish\w*)$/i;
const TEST = /^_?(?:VSTest|Test|(?:Before|After)Test|RunTests)$/i;

/** When each target of a project runs, as far as the project says; null: when it is asked for. */
export function targetTriggers(project: XmlElement): Map<XmlElement, Trigger | null> {
  const targets = childrenOf(project, "Target");
  const found = new Map<XmlElement, Trigger | null>();
  for (const target of targets) found.set(target, ownTrigger(target, project));
  // What a running target depends on or calls runs with it; each round reaches one further.
  for (let round = 0; round < 20; round += 1) {
    const before = [...found.values()].filter((each) => each !== null).length;
    for (const target of targets) spread(target, found);
    if ([...found.values()].filter((each) => each !== null).length === before) break;
  }
  return found;
}

function spread(target: XmlElement, found: Map<XmlElement, Trigger | null>): void {
  const trigger = found.get(target) ?? null;
  if (trigger === null) return;
  const called = [
    ...namesIn(target, "DependsOnTargets"),
    ...childrenOf(target, "CallTarget").flatMap((each) => namesIn(each, "Targets")),
  ].map((name) => name.toLowerCase());
  for (const [other, own] of found) {
    if (own === null && called.includes(nameOf(other).toLowerCase())) found.set(other, trigger);
  }
}

function ownTrigger(target: XmlElement, project: XmlElement): Trigger | null {
  const name = nameOf(target);
  const initial = namesIn(project, "InitialTargets").map((each) => each.toLowerCase());
  if (initial.includes(name.toLowerCase())) return "open";
  const defaults = namesIn(project, "DefaultTargets").map((each) => each.toLowerCase());
  const hooks = [...namesIn(target, "BeforeTargets"), ...namesIn(target, "AfterTargets")];
  const kinds = [...hooks, name].map(kindOf).filter((each) => each !== null);
  const first = ORDER.find((each) => kinds.includes(each));
  if (first !== undefined) return first;
  // Hooked to a target of somebody else's that is not known: some build runs it.
  return hooks.length > 0 || defaults.includes(name.toLowerCase()) ? "build" : null;
}

const ORDER: readonly Trigger[] = ["open", "install", "build", "test", "release"];

function kindOf(target: string): Trigger | null {
  if (RESTORE.test(target)) return "install";
  if (OPEN.test(target)) return "open";
  if (BUILD.test(target)) return "build";
  if (TEST.test(target)) return "test";
  return RELEASE.test(target) ? "release" : null;
}

/** The name of a target. */
export function nameOf(target: XmlElement): string {
  return attributeOf(target, "Name")?.value.trim() ?? "";
}

function namesIn(element: XmlElement, attribute: string): string[] {
  return (attributeOf(element, attribute)?.value ?? "")
    .split(";")
    .map((each) => each.trim())
    .filter((each) => each !== "");
}
