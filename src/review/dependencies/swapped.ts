import type { ReferenceFact, SettingFact } from "../../model/fact.ts";
import type { KnownPackages } from "./known.ts";
import { isOneTypoAway, lookalikeOf } from "./lookalike.ts";
import { suspicion } from "./suspicion.ts";

/**
 * Well-known names that a file asked for and that gave way to a name a letter away from them.
 * A new name may resemble another one by chance; in the other's own place it does not.
 */
export function swappedNames(
  base: readonly ReferenceFact[],
  head: readonly ReferenceFact[],
  known: KnownPackages,
): SettingFact[] {
  const key = ({ type, name }: ReferenceFact) => `${type} ${name.toLowerCase()}`;
  const now = new Set(head.map(key));
  const before = new Set(base.map(key));
  const gone = base.filter((fact) => !now.has(key(fact)));
  return head.flatMap((fact) => {
    if (fact.locked !== undefined || before.has(key(fact))) return [];
    const old = gone.find((each) => each.type === fact.type && isMistyped(fact.name, each.name));
    if (old === undefined || lookalikeOf(fact.type, fact.name, known, []) === null) return [];
    return [suspicion("dependency.swapped", `${fact.name}, before ${old.name}`, fact.at)];
  });
}

/** One part of two names differs by a letter, and the others are the same. */
function isMistyped(name: string, old: string): boolean {
  const [parts, before] = [name.toLowerCase().split("/"), old.toLowerCase().split("/")];
  if (parts.length !== before.length) return false;
  const others = parts.flatMap((part, index) =>
    part === before[index] ? [] : [[part, before[index] ?? ""] as const],
  );
  const [only] = others;
  return others.length === 1 && only !== undefined && isOneTypoAway(only[0], only[1]);
}
