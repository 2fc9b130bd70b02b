import type { Kysely } from "kysely";
import type { RuleHits } from "../model/overview.ts";
import { Review } from "../model/review.ts";
import { StoredBinding } from "./acceptances.ts";
import type { Tables } from "./tables.ts";

/** Hits are counted over as many of the newest reviews. */
const COUNTED = 1000;

/**
 * Counts what each rule found in the newest reviews, and how much of it maintainers accepted
 * and did not take back. A finding that several heads of a pull request have is one there.
 */
export async function ruleHits(db: Kysely<Tables>): Promise<{ of: number; rules: RuleHits[] }> {
  const rows = await db
    .selectFrom("gatehouse.review")
    .select(["repository_id", "pull_request", "review"])
    .orderBy("saved_order", "desc")
    .limit(COUNTED)
    .execute();
  const accepted = await acceptedFindings(db);
  const found = new Map<string, RuleHits & { seen: Set<string> }>();
  for (const { repository_id: repository, pull_request: pull, review } of rows) {
    const { findings } = Review.parse(JSON.parse(review));
    for (const rule of new Set(findings.map((finding) => finding.rule))) {
      const none = { rule, reviews: 0, findings: 0, distinct: 0, accepted: 0 };
      const hit = found.get(rule) ?? { ...none, seen: new Set<string>() };
      hit.reviews += 1;
      found.set(rule, hit);
    }
    for (const { rule, fingerprint } of findings) {
      const hit = found.get(rule);
      if (hit === undefined) continue;
      hit.findings += 1;
      hit.seen.add(keyOf(repository, pull, fingerprint));
    }
  }
  const rules = [...found.values()].map(({ seen, ...hit }) => {
    const taken = [...seen].filter((key) => accepted.has(key));
    return { ...hit, distinct: seen.size, accepted: taken.length };
  });
  return { of: rows.length, rules: rules.toSorted((a, b) => b.reviews - a.reviews) };
}

function keyOf(repository: number, pullRequest: number, fingerprint: string): string {
  return `${repository} ${pullRequest} ${fingerprint}`;
}

async function acceptedFindings(db: Kysely<Tables>): Promise<Set<string>> {
  const rows = await db
    .selectFrom("gatehouse.acceptance")
    .select(["repository_id", "pull_request", "binding"])
    .where("taken_back_at", "is", null)
    .execute();
  return new Set(
    rows.map(({ repository_id: repository, pull_request: pull, binding }) => {
      const { fingerprint } = StoredBinding.parse(JSON.parse(binding));
      return keyOf(repository, pull, fingerprint);
    }),
  );
}
