import type { SettingFact } from "../../model/fact.ts";
import { suspicion } from "./suspicion.ts";

/**
 * Actions whose commit changed while the release beside it stayed: a release is one commit, so
 * either it was moved or the commit is no part of that repository's history.
 */
export function pinChanges(
  base: readonly SettingFact[],
  head: readonly SettingFact[],
): SettingFact[] {
  const before = Map.groupBy(base.filter(isPin), releaseOf);
  const seen = new Set<string>();
  return head.filter(isPin).flatMap((fact) => {
    const old = before.get(releaseOf(fact));
    if (old === undefined || old.some((each) => each.value === fact.value)) return [];
    if (seen.has(fact.value)) return [];
    seen.add(fact.value);
    return [suspicion("dependency.pin-changed", fact.value, fact.at)];
  });
}

function isPin(fact: SettingFact): boolean {
  return fact.name === "workflow.pinned";
}

/** `owner/action 1.2.3` of `owner/action@<commit> # v1.2.3`. */
function releaseOf({ value }: SettingFact): string {
  return value.replace(/@[0-9a-f]+ # v?/, " ");
}
