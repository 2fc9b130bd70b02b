import type { AuditRecord } from "../../model/audit.ts";
import type { JobRow, ReviewRow, RuleHits, RunRow } from "../../model/overview.ts";
import type { QueueState } from "../../model/queue-state.ts";
import type { RuleText } from "../../model/rule-text.ts";
import { badge, type Html, html, table } from "./page.ts";
import { reviewAddress, ruleName } from "./review-pages.ts";

/** The first page: is it well, and what was found last. */
export function overviewPage(now: {
  version: string;
  queues: readonly QueueState[];
  reviews: readonly ReviewRow[];
  runs: readonly RunRow[];
}): Html {
  const waiting = now.queues.reduce((sum, queue) => sum + queue.waiting, 0);
  const oldest = Math.max(0, ...now.queues.map(({ oldestSeconds }) => oldestSeconds));
  const malicious = now.reviews.filter(({ verdict }) => verdict === "malicious");
  return html`<dl class="facts">
      ${fact("Version", now.version)} ${fact("Jobs that wait", waiting)}
      ${fact("Oldest job", `${Math.round(oldest)} s`)}
      ${fact("Runs that go on", now.runs.filter(({ state }) => state === "running").length)}
    </dl>
    ${table(
      "Malicious among the newest reviews",
      ["Repository", "Pull request", "In one sentence"],
      malicious
        .slice(0, 10)
        .map((row) => [
          row.repository ?? String(row.repositoryId),
          html`<a href="${reviewAddress(row)}">#${row.pullRequest}</a>`,
          row.summary,
        ]),
    )}
    ${queueTable(now.queues)}`;
}

function fact(name: string, value: string | number): Html {
  return html`<div>
    <dt>${name}</dt>
    <dd>${value}</dd>
  </div>`;
}

function queueTable(queues: readonly QueueState[]): Html {
  return table(
    "Queues",
    ["Queue", "Wait", "Worked on", "Given up", "Oldest, in seconds"],
    queues.map((one) => [
      ...[one.queue, one.waiting, one.active, one.abandoned, Math.round(one.oldestSeconds)],
    ]),
  );
}

/** What waits, and what is worked on. */
export function queuePage(queues: readonly QueueState[], jobs: readonly JobRow[]): Html {
  return html`${queueTable(queues)}
  ${table(
    "Jobs",
    ["Queue", "State", "Key", "Due", "Attempts before"],
    jobs.map((job) => [
      ...[job.queue, job.state, job.key ?? "", new Date(job.due).toISOString(), job.attempts],
    ]),
  )}`;
}

/** Which rules find something, and how often. */
export function rulesPage(
  { of, rules }: { of: number; rules: readonly RuleHits[] },
  known: ReadonlyMap<string, RuleText>,
): Html {
  return html`<p>
      Counted over the newest ${of} reviews. A rule of which maintainers accept much finds what is
      normal here: see whether a path or a host explains it.
    </p>
    ${table(
      "Rules that found something",
      ["Rule", "Reviews", "Share of reviews", "Findings", "Accepted", "Share accepted"],
      rules.map(({ rule, reviews, findings, distinct, accepted }) => [
        ruleName(rule, known),
        ...[reviews, share(reviews, of), findings],
        ...[`${accepted} of ${distinct}`, share(accepted, distinct)],
      ]),
    )}`;
}

function share(part: number, whole: number): string {
  return `${((100 * part) / Math.max(1, whole)).toFixed(1)} %`;
}

/** The newest records of the audit trail. */
export function auditPage(records: readonly AuditRecord[]): Html {
  return html`<p>
      <code>gatehouse audit verify</code> checks the whole trail; this page only shows its end.
    </p>
    ${table(
      "The newest records",
      ["Number", "Time", "Kind", "What"],
      records.map(({ sequence, time, kind, detail }) => [
        ...[sequence, time, badge(kind)],
        html`<code
          >${Object.entries(detail)
            .map(([key, value]) => `${key}=${String(value)}`)
            .join(" ")}</code
        >`,
      ]),
    )}`;
}
