import type { Execution, External, Finding, Review, Unanalysed } from "../model/review.ts";
import { TRIGGER_PHRASES, TRIGGERS } from "../model/trigger.ts";
import type { Trigger } from "../model/trigger.ts";
import type { AcceptedFinding } from "./conclusion.ts";
import { blobLink, codeSpan, ownLink } from "./encoder.ts";
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
  /** The page that has what is left out here; null where there is none. */
  wholePage: string | null;
  /** Our own lines at the end, always kept. */
  closing: string;
}

/**
 * The long text of a review check: cards, what was accepted, what newly runs, what comes from
 * outside, what was not analysed, and the closing lines. Whole cards and rows are left out, with
 * their number, where the limit of GitHub is reached; the text then ends with where the rest is.
 */
export function reviewText(input: ReviewTextInput): string {
  const lists = [
    acceptedList("Accepted findings", input.accepted, input),
    acceptedList("Findings that do not count here", input.ignored ?? [], input),
    suppressionList(input.idleSuppressions ?? []),
    executionList(input),
    externalList(input.review.external),
    unanalysedList(input.review.unanalysed),
  ];
  const rest = lists.map(({ text }) => text).join("");
  const tail = unannotatedNote(input.unannotated) + rest + input.closing;
  const whole = wholeNote(input);
  const taken = Buffer.byteLength(tail) + Buffer.byteLength(whole) + HEADING_BYTES;
  const cards = cardList(input, CHECK_TEXT_BYTES - taken);
  const isCut = cards.cut || lists.some(({ cut }) => cut);
  return cards.text + tail + (isCut ? whole : "");
}

/** A part of the text, and whether something of it had no room. */
interface Part {
  text: string;
  cut: boolean;
}

function cardList(input: ReviewTextInput, maxBytes: number): Part {
  const ranked = rankFindings(input.open);
  if (ranked.length === 0) return { text: "", cut: false };
  const cards = ranked.map((entry) => findingCard(entry, input));
  const { text, cut } = fitPart(
    cards,
    maxBytes,
    (count) => `**${count} more places with findings are not shown here.**\n\n`,
  );
  return { text: `## Findings\n\n${text}`, cut };
}

/** What had no room is somewhere: nobody has to guess what a cut text said. */
function wholeNote({ wholePage, headSha }: ReviewTextInput): string {
  const head = /^[0-9a-f]{40}$/.test(headSha) ? headSha : "REV";
  const local = `\`gatehouse review --head ${head} --format json\` lists all of it in a clone that has this commit.`;
  const page =
    wholePage === null ? "" : ` ${ownLink("The whole review", wholePage)} is in the dashboard;`;
  return `\n**Not everything has room here.**${page} ${local}\n`;
}

function fitPart(
  blocks: readonly string[],
  maxBytes: number,
  more: (count: number) => string,
): Part {
  let cut = false;
  const text = fit(blocks, maxBytes, (count) => {
    cut = true;
    return more(count);
  });
  return { text, cut };
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
): Part {
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
): Part {
  const rows = idle.map(({ rule, path, expires, state }) => {
    const why = state === "expired" ? `expired on ${codeSpan(expires)}` : "matches nothing here";
    return `- ${codeSpan(rule)} in ${codeSpan(path)}: ${why}\n`;
  });
  return list("Suppressions of the policy that do nothing", rows, ACCEPTED_BYTES);
}

function executionList({ review, repositoryUrl, headSha: sha }: ReviewTextInput): Part {
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

function externalList(external: readonly External[]): Part {
  const rows = external.map(({ path, kind, name, from, to, triggers, read }) => {
    const versions = `${from === null ? "new" : codeSpan(from)} → ${to === null ? "none" : codeSpan(to)}`;
    const when = triggers.length === 0 ? "" : `, runs ${phrases(triggers)}`;
    return `- ${codeSpan(kind)} ${codeSpan(name)} (${versions}) in ${codeSpan(path)}${when}; ${read ? "read" : "**not read**"}\n`;
  });
  return list("What comes from outside", rows, LIST_BYTES);
}

function unanalysedList(unanalysed: readonly Unanalysed[]): Part {
  const rows = unanalysed.map(({ path, reason }) => `- ${codeSpan(path)}: ${codeSpan(reason)}\n`);
  return list("What was not analysed", rows, LIST_BYTES);
}

function list(title: string, rows: readonly string[], maxBytes: number): Part {
  if (rows.length === 0) return { text: "", cut: false };
  const { text, cut } = fitPart(rows, maxBytes, (count) => `- and ${count} more\n`);
  return { text: `## ${title}\n\n${text}\n`, cut };
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
