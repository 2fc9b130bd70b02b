import { z } from "zod";
import {
  SANDBOX_DEFAULTS,
  SANDBOX_STRICTNESS,
  SandboxSection,
} from "./execution/policy-section.ts";
import type { SandboxPolicy } from "./execution/policy-section.ts";
import { MODES } from "./model/policy.ts";
import type { CompareStrictness, StrictnessTable } from "./model/policy.ts";
import { REVIEW_STRICTNESS, ReviewSection } from "./review/policy-section.ts";

/** Where a repository keeps its policy. Only the default branch's file counts. */
export const POLICY_PATH = ".github/gatehouse.yml";

/** What `on_error` can say; without it, the mode decides. */
const ON_ERROR = ["neutral", "block"] as const;

const FIELDS = {
  version: z.literal(1).describe("Version of this format."),
  mode: z
    .enum(MODES)
    .optional()
    .describe("How strict the review check is: observe never stops anything."),
  on_error: z
    .enum(ON_ERROR)
    .optional()
    .describe("What a failure of Gatehouse itself does to the check; by mode when not set."),
  ...ReviewSection,
  sandbox: SandboxSection.optional().describe("Runs of tests in the sandbox."),
  comment: z
    .boolean()
    .optional()
    .describe("Whether one comment is kept up to date, where the installation grants that."),
  code_scanning: z
    .boolean()
    .optional()
    .describe("Whether findings are uploaded to code scanning, where it is granted."),
};

/** The policy file of a repository, as written. Every key but `version` can be left out. */
export const PolicyFile = z.strictObject(FIELDS);
export type PolicyFile = z.infer<typeof PolicyFile>;

/** The policy file of a server or an organisation, which can also lock keys for those below. */
export const UpperPolicyFile = z.strictObject({
  ...FIELDS,
  locked: z
    .array(z.string().regex(/^[a-z_]+(\.[a-z0-9_/-]+)*$/))
    .max(200)
    .optional()
    .describe("Dotted keys that nobody below can change; a key covers what is below it."),
});
export type UpperPolicyFile = z.infer<typeof UpperPolicyFile>;

/** The policy in force: every key that has a default is there. */
export type Policy = {
  [K in Exclude<keyof PolicyFile, "sandbox" | "on_error">]-?: Exclude<PolicyFile[K], undefined>;
} & Pick<PolicyFile, "on_error"> & { sandbox: SandboxPolicy };

/** What holds when nobody says anything else. */
export const POLICY_DEFAULTS: Policy = {
  version: 1,
  mode: "advise",
  rules: {},
  suppressions: [],
  custom_rules: [],
  sandbox: SANDBOX_DEFAULTS,
  comment: false,
  code_scanning: false,
};

/** Later words are stricter; a word that is not there has the place of `unset`. */
function byOrder(words: readonly unknown[], unset: number): CompareStrictness {
  const rank = (value: unknown) => (words.includes(value) ? words.indexOf(value) : unset);
  return (before, after) => {
    if (rank(before) === rank(after)) return "same";
    return rank(after) > rank(before) ? "stricter" : "weaker";
  };
}

const STRICTNESS: StrictnessTable = {
  mode: byOrder(MODES, MODES.indexOf("advise")),
  // Without it the mode decides, which lies between the two.
  on_error: byOrder(ON_ERROR, 0.5),
  ...REVIEW_STRICTNESS,
  ...SANDBOX_STRICTNESS,
};

/** How the values of one key compare; changes of a key without an order are "different". */
export function strictnessOf(key: string): CompareStrictness {
  const pattern = Object.keys(STRICTNESS).find((known) => fits(key, known));
  const unordered: CompareStrictness = (before, after) =>
    JSON.stringify(before) === JSON.stringify(after) ? "same" : "different";
  return (pattern && STRICTNESS[pattern]) || unordered;
}

function fits(key: string, pattern: string): boolean {
  if (!pattern.endsWith(".*")) return key === pattern;
  return key.startsWith(pattern.slice(0, -1));
}

/** The JSON Schema of the policy file, for editors; `schema/gatehouse.schema.json` holds it. */
export function policyJsonSchema(): Record<string, unknown> {
  const schema = z.toJSONSchema(PolicyFile, { io: "input" });
  return { ...schema, title: "Gatehouse policy, .github/gatehouse.yml" };
}
