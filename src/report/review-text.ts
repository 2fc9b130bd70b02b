import type { Execution, External, Finding, Review, Unanalysed } from "../model/review.ts";
import { TRIGGER_PHRASES, TRIGGERS } from "../model/trigger.ts";
import type { Trigger } from "../model/trigger.ts";
import type { AcceptedFinding } from "./conclusion.ts";
import { blobLink, codeSpan } from "./encoder.ts";
import { findingCard } from "./finding-card.ts";
import type { CardContext } from "./finding-card.ts";
import { CHECK_TEXT_BYTES, fit } from "./fit.ts";
import { rankFindings } from "./ranking.ts";
import { plural } from "./review-title.ts";

const LIST_BYTES = 6 * 1024;
const ACCEPTED_BYTES = 4 * 1024;
const HEADING_BYTES = 256;

/** What the long text of a review check is made of. */
export interface ReviewTextInput extends CardContext {
  review: Review;
  /** The findings that get a card. */
  open: readonly Finding[];
  accepted: readonly AcceptedFinding[];
  ignored?: readonly AcceptedFinding[];
  idleSuppressions?: readonly { rule: string; path: string; expires: string; state: string }[];
  /** How many places with findings have no annotation; 0 where there are none at all. */
  unannotated: number;
  /** Our own lines at the end, always kept. */
  closing: string;
}

/**
 * The long text of a review check: cards, what was accepted, what newly runs, what comes from
 * outside, what was not analysed, and the closing lines. Whole cards are left out, with their
 * number, where the limit of GitHub is reached.
 */
export function reviewText(input: ReviewTextInput): string {
  const tail = [
    unannotatedNote(input.unannotated),
    acceptedList("Accepted findings", input.accepted, input),
    acceptedList("Findings that do not count here", input.ignored ?? [], input),
    suppressionList(input.idleSuppressions ?? []),
    executionList(input),
    externalList(input.review.external),
    unanalysedList(input.review.unanalysed),
    input.closing,
  ].join("");
  const room = CHECK_TEXT_BYTES - Buffer.byteLength(tail) - HEADING_BYTES;
  return cardList(input, room) + tail;
}

function cardList(input: ReviewTextInput, maxBytes: number): string {
  const ranked = rankFindings(input.open);
  if (ranked.length === 0) return "";
  const cards = ranked.map((entry) => findingCard(entry, input));
  const more = (count: number) =>
    `**${count} more places with findings are not shown here.** \`gatehouse review --format json\` lists all of them.\n\n`;
  return `## Findings\n\n${fit(cards, maxBytes, more)}`;
}

function unannotatedNote(count: number): string {
  if (count === 0) return "";
  const places = plural(count, "place with findings has", "places with findings have");
  return `${places} no annotation: there are too many, or GitHub cannot show the path.\n\n`;
}

function acceptedList(
  title: string,
  accepted: readonly AcceptedFinding[],
  { review, rules, canAccept }: ReviewTextInput,
): string {
  const rows = accepted.flatMap(({ fingerprint, by, reason }) => {
    const finding = review.findings.find((one) => one.fingerprint === fingerprint);
    if (finding === undefined) return [];
    const name = codeSpan(rules.get(finding.rule)?.title ?? finding.rule);
    const line = `${name} in ${codeSpan(finding.path)}, accepted by ${codeSpan(by)}: ${codeSpan(reason, 500)}`;
    const back = `. ${codeSpan(`/gatehouse reopen ${fingerprint}`)} takes that back`;
    return [`- ${line}${canAccept && by !== "the policy" ? back : ""}\n`];
  });
  return list(title, rows, ACCEPTED_BYTES);
}

/** A suppression that nobody needs any more is one more thing to be wrong about. */
function suppressionList(
  idle: readonly { rule: string; path: string; expires: string; state: string }[],
): string {
  const rows = idle.map(({ rule, path, expires, state }) => {
    const why = state === "expired" ? `expired on ${codeSpan(expires)}` : "matches nothing here";
    return `- ${codeSpan(rule)} in ${codeSpan(path)}: ${why}\n`;
  });
  return list("Suppressions of the policy that do nothing", rows, ACCEPTED_BYTES);
}

function executionList({ review, repositoryUrl, headSha: sha }: ReviewTextInput): string {
  const added = review.executions.filter((execution) => execution.new).sort(byTrigger);
  const rows = added.map(({ path, trigger, by, secrets }) => {
    const reach = secrets.length === 0 ? "" : `; secrets in reach: ${inCode(secrets)}`;
    const link = blobLink({ repositoryUrl, sha, path });
    return `- ${link} runs ${TRIGGER_PHRASES[trigger]}, by ${codeSpan(by)}${reach}\n`;
  });
  return list("What newly runs", rows, LIST_BYTES);
}

/** What needs the least of a victim comes first. */
function byTrigger(a: Execution, b: Execution): number {
  return TRIGGERS.indexOf(a.trigger) - TRIGGERS.indexOf(b.trigger);
}

function externalList(external: readonly External[]): string {
  const rows = external.map(({ path, kind, name, from, to, triggers, read }) => {
    const versions = `${from === null ? "new" : codeSpan(from)} → ${to === null ? "none" : codeSpan(to)}`;
    const when = triggers.length === 0 ? "" : `, runs ${phrases(triggers)}`;
    return `- ${codeSpan(kind)} ${codeSpan(name)} (${versions}) in ${codeSpan(path)}${when}; ${read ? "read" : "**not read**"}\n`;
  });
  return list("What comes from outside", rows, LIST_BYTES);
}

function unanalysedList(unanalysed: readonly Unanalysed[]): string {
  const rows = unanalysed.map(({ path, reason }) => `- ${codeSpan(path)}: ${codeSpan(reason)}\n`);
  return list("What was not analysed", rows, LIST_BYTES);
}

function list(title: string, rows: readonly string[], maxBytes: number): string {
  if (rows.length === 0) return "";
  return `## ${title}\n\n${fit(rows, maxBytes, (count) => `- and ${count} more\n`)}\n`;
}

function inCode(names: readonly string[]): string {
  return names
    .slice(0, 10)
    .map((name) => codeSpan(name))
    .join(", ");
}

function phrases(triggers: readonly Trigger[]): string {
  return triggers.map((trigger) => TRIGGER_PHRASES[trigger]).join(" and ");
}
