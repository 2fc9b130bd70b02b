import type { Rule } from "../review/rules/rule.ts";

/**
 * The rules that match one sign alone. A rule of several clauses, of a flow, or of what was
 * hidden, finds a chain of evidence, and its findings count in every path.
 */
export function singleRulesOf(rules: readonly Rule[]): Set<string> {
  return new Set(rules.filter(isSingle).map(({ id }) => id));
}

function isSingle({ match }: Rule): boolean {
  const [clause] = match;
  if (clause === undefined || match.length > 1 || clause.flow !== undefined) return false;
  return clause.capability?.decoded !== true && clause.capability?.content === undefined;
}
