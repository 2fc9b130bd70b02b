import type { Finding } from "../model/review.ts";
import type { RuleText } from "../model/rule-text.ts";
import { blobLink, codeBlock, codeSpan, defang, ownLink } from "./encoder.ts";
import { otherRules } from "./ranking.ts";
import type { RankedFinding } from "./ranking.ts";
import { prose, sentence } from "./sentence.ts";

/** Where the cards of one check link to, and what the rules say. */
export interface CardContext {
  repositoryUrl: string | null;
  headSha: string;
  rules: ReadonlyMap<string, RuleText>;
  /** Whether the line that accepts the finding is shown. */
  canAccept?: boolean;
}

const MAX_EVIDENCE = 4;
const MAX_LAYERS = 3;
const EXCERPT_BYTES = 1024;

/**
 * One finding as Markdown, in the order in which a maintainer asks: what was seen, what it
 * decodes to, why it matters, when this is normal, what to do.
 */
export function findingCard(entry: RankedFinding, context: CardContext): string {
  const { finding } = entry;
  const rule = context.rules.get(finding.rule);
  return [
    `### ${titleOf(finding, rule)}\n\n`,
    `**${finding.severity}**, confidence ${finding.confidence}, ${finding.change} · rule ${ruleLink(finding.rule, rule)} · ${linkTo(finding, context)}\n\n`,
    `What it does: ${messageOf(finding, rule)}\n\n`,
    seen(finding, context),
    decoded(finding),
    advice(rule),
    othersOf(entry, context),
    `Finding ${codeSpan(finding.fingerprint)}\n\n`,
    context.canAccept === true ? acceptLine(finding, context) : "",
  ].join("");
}

/** A weakness stops nothing, so there is nothing to accept. */
function acceptLine({ axis, fingerprint }: Finding, { headSha }: CardContext): string {
  if (axis === "weakness") return "";
  const line = `/gatehouse accept ${fingerprint}@${headSha} -- why it is right`;
  return `To accept it exactly as it is, a maintainer comments: ${codeSpan(line, 200)}\n\n`;
}

/** The message of a finding as Markdown, with everything that was captured in code. */
export function messageOf(finding: Finding, rule: RuleText | undefined): string {
  return sentence(finding.message, ownTexts(rule));
}

/** What a finding is called: the title of its rule, or its id when nobody knows the rule. */
export function titleOf(finding: Finding, rule: RuleText | undefined): string {
  return rule === undefined ? codeSpan(finding.rule) : prose(rule.title);
}

/** The id of a rule, as a link to its page where it has one. */
export function ruleLink(id: string, rule: RuleText | undefined): string {
  return rule?.page === undefined ? codeSpan(id) : ownLink(id, rule.page);
}

function ownTexts(rule: RuleText | undefined): string[] {
  return rule === undefined ? [] : [rule.title, rule.message ?? ""];
}

function othersOf(entry: RankedFinding, { rules }: CardContext): string {
  const others = otherRules(entry).map((id) => {
    const rule = rules.get(id);
    return rule === undefined ? codeSpan(id) : `${prose(rule.title)} (${ruleLink(id, rule)})`;
  });
  return others.length === 0 ? "" : `**Also matched here:** ${others.join("; ")}\n\n`;
}

function linkTo(place: { path: string; line: number; endLine?: number }, context: CardContext) {
  const { repositoryUrl, headSha: sha } = context;
  return blobLink({ repositoryUrl, sha, ...place });
}

function seen({ evidence }: Finding, context: CardContext): string {
  const shown = evidence.slice(0, MAX_EVIDENCE);
  const more = evidence.length - shown.length;
  return [
    ...shown.map(
      (one) =>
        `**What was seen** · ${codeSpan(one.kind)} · ${linkTo(one, context)}\n${codeBlock(one.text, EXCERPT_BYTES)}\n`,
    ),
    more > 0 ? `And ${more} more places like these.\n\n` : "",
  ].join("");
}

function decoded({ evidence }: Finding): string {
  const layers = evidence.flatMap((one) => one.decoded);
  const shown = layers.slice(0, MAX_LAYERS);
  const more = layers.length - shown.length;
  return [
    ...shown.map(
      (layer) =>
        `**What it decodes to** (addresses made unusable)\n${codeBlock(defang(layer), EXCERPT_BYTES)}\n`,
    ),
    more > 0 ? `And ${more} more layers.\n\n` : "",
  ].join("");
}

function advice(rule: RuleText | undefined): string {
  if (rule === undefined) return "";
  const references = rule.references.map((reference) => codeSpan(reference)).join(", ");
  return [
    `**Why it matters:** ${prose(rule.why)}\n\n`,
    `**When this is normal:** ${prose(rule.normal)}\n\n`,
    `**What to do:** ${prose(rule.do)}\n\n`,
    references === "" ? "" : `**Read more:** ${references}\n\n`,
  ].join("");
}
