import type { CapabilityFact, EdgeFact, FlowFact } from "../../model/fact.ts";

type CodeFact = CapabilityFact | FlowFact | EdgeFact;

/** One place acts on no more things than this: a loop over many says enough with some. */
const VERSIONS = 100;

/**
 * Keeps a fact beside those of the same place that act on something else. What is known
 * replaces what was not, what happens at load what happens later, and what is followed all the
 * way what went through a function that nobody here knows.
 */
export function keepFact(facts: Map<string, CodeFact>, key: string, fact: CodeFact): void {
  const target = targetOf(fact);
  for (let version = 0; version < VERSIONS; version += 1) {
    const place = `${key}|${version}`;
    const before = facts.get(place);
    const same = before === undefined || target === null || targetOf(before) === target;
    if (!same && targetOf(before) !== null) continue;
    if (before === undefined || weight(fact) > weight(before)) facts.set(place, fact);
    return;
  }
}

function targetOf(fact: CodeFact): string | null {
  if (fact.kind === "edge") return null;
  return fact.kind === "flow" ? fact.destination : fact.target;
}

function weight(fact: CodeFact): number {
  if (fact.kind === "edge") return 0;
  const direct = fact.kind === "flow" && !fact.steps.includes("call") ? 0.5 : 0;
  return (targetOf(fact) === null ? 0 : 2) + (fact.atLoad ? 1 : 0) + direct;
}

/**
 * What a file's own fact says to those that call it: that it does this, and where it does so
 * as soon as it is loaded, that too. A caller that makes it happen at load does something new.
 */
export function sayings(fact: CodeFact): string[] {
  const later = saying(fact, false);
  return happensAtLoad(fact) ? [later, saying(fact, true)] : [later];
}

/** What a fact says without its place. */
export function saying(fact: CodeFact, atLoad = happensAtLoad(fact)): string {
  return `${atLoad ? "l" : ""}${said(fact)}`;
}

function happensAtLoad(fact: CodeFact): boolean {
  return fact.kind !== "edge" && fact.atLoad;
}

function said(fact: CodeFact): string {
  switch (fact.kind) {
    case "edge":
      return ["e", fact.to].join("|");
    case "flow":
      return ["f", fact.from, fact.source, fact.to, fact.destination].join("|");
    default:
      return ["c", fact.capability, fact.api, fact.target].join("|");
  }
}
