import { z } from "zod";
import { MODES, Reason } from "../model/policy.ts";
import type { CompareStrictness, Mode, StrictnessTable } from "../model/policy.ts";
import { TRIGGERS } from "../model/trigger.ts";

/** `family/rule-id`, as the folders under `rules/` are named. */
const RuleId = z
  .string()
  .regex(/^[a-z0-9-]{1,64}(\/[a-z0-9-]{1,64}){1,2}$/, "a rule id: family/rule-id");
const RepositoryPath = z
  .string()
  .min(1)
  .max(4096)
  .refine((path) => !path.startsWith("/") && !path.split("/").includes(".."), {
    error: "a path inside the repository, without a leading slash or ..",
  });

const RuleSection = z
  .strictObject({
    mode: z.enum(MODES).optional().describe("Mode for findings of this rule."),
    paths: z
      .strictObject({ ignore: z.array(RepositoryPath).min(1).max(100) })
      .optional()
      .describe(
        "Paths in which single findings of this rule do not count; never applies to chains, nor to what runs at clone, open, agent, install or in CI with secrets.",
      ),
    reason: Reason.optional().describe("Why; needed with `paths`."),
  })
  .refine((rule) => rule.paths === undefined || rule.reason !== undefined, {
    error: "`paths` needs a `reason`",
    path: ["paths"],
  });

const Suppression = z.strictObject({
  rule: RuleId.describe("Id of the rule."),
  path: RepositoryPath.describe("Path of the finding."),
  evidence: z
    .record(RepositoryPath, z.string().regex(/^[0-9a-f]{40}([0-9a-f]{24})?$/, "a blob id"))
    .describe("Blob id of every file that is evidence, by path."),
  triggers: z.array(z.enum(TRIGGERS)).describe("What makes the file run, as the review says."),
  reason: Reason.describe("Why it is accepted."),
  expires: z.iso.date().describe("Last day on which it holds, YYYY-MM-DD."),
});

/** What the policy says to the review: the keys that the top of the file has for it. */
export const ReviewSection = {
  rules: z.record(RuleId, RuleSection).optional().describe("Settings of single rules, by id."),
  suppressions: z
    .array(Suppression)
    .max(200)
    .optional()
    .describe("Findings that are accepted, each bound to exact evidence."),
  custom_rules: z
    .array(RepositoryPath)
    .max(32)
    .optional()
    .describe("Folders with rules of this repository; they can only add findings."),
};

type Rule = z.infer<typeof RuleSection>;

const compareRules: CompareStrictness = (before, after, modes) => {
  // Both were parsed by the schema above.
  const old = before as Rule | undefined;
  const next = after as Rule | undefined;
  const rank = (rule: Rule | undefined, mode: Mode) => MODES.indexOf(rule?.mode ?? mode);
  // A mode that both inherit is compared as the mode of the whole policy.
  const inherited = old?.mode === undefined && next?.mode === undefined;
  const step = inherited ? 0 : rank(next, modes.after) - rank(old, modes.before);
  const ignored = new Set(old?.paths?.ignore ?? []);
  const ignores = next?.paths?.ignore ?? [];
  if (step < 0 || ignores.some((path) => !ignored.has(path))) return "weaker";
  return step > 0 || ignores.length < ignored.size ? "stricter" : "same";
};

/** Lists compare by their members: `more` says what a new member does. */
function byMembers(more: "stricter" | "weaker"): CompareStrictness {
  const fewer = more === "stricter" ? "weaker" : "stricter";
  const members = (list: unknown) =>
    new Set(Array.isArray(list) ? list.map((member) => JSON.stringify(member)) : []);
  return (before, after) => {
    const [old, next] = [members(before), members(after)];
    const added = [...next].some((member) => !old.has(member));
    const removed = [...old].some((member) => !next.has(member));
    // With both, the milder half counts.
    if (added && removed) return "weaker";
    return added ? more : removed ? fewer : "same";
  };
}

/** Which change of which key lets more through. */
export const REVIEW_STRICTNESS: StrictnessTable = {
  "rules.*": compareRules,
  suppressions: byMembers("weaker"),
  custom_rules: byMembers("stricter"),
};
