import type { ReferenceFact, SettingFact } from "../../model/fact.ts";
import { suspicion } from "./suspicion.ts";

/**
 * Requirements that kept their version and lost their `--hash`. pip checks all requirements
 * of a file or none, so that one finding says it for all.
 */
export function hashesRemoved(
  base: readonly ReferenceFact[],
  head: readonly ReferenceFact[],
): SettingFact[] {
  const key = (fact: ReferenceFact) => `${fact.name.toLowerCase()}${fact.version ?? ""}`;
  const checked = (facts: readonly ReferenceFact[]) =>
    new Set(facts.filter((fact) => fact.locked !== undefined).map(key));
  const before = checked(base);
  const now = checked(head);
  const lost = head.filter(
    (fact) => fact.type === "pypi" && before.has(key(fact)) && !now.has(key(fact)),
  );
  const [first] = lost;
  if (first === undefined) return [];
  const more = lost.length > 1 ? ` and ${lost.length - 1} more` : "";
  return [suspicion("dependency.check-removed", `${key(first)}${more}`, first.at)];
}
