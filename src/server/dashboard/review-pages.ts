import type { ReviewRow } from "../../model/overview.ts";
import type { Evidence, Execution, Finding, Review } from "../../model/review.ts";
import type { RuleText } from "../../model/rule-text.ts";
import { badge, type Html, html, sha, table } from "./page.ts";

/** The address of a review's page. */
export function reviewAddress(row: { repositoryId: number; pullRequest: number; headSha: string }) {
  return `/reviews/${row.repositoryId}/${row.pullRequest}/${row.headSha}`;
}

/** The list of reviews. */
export function reviewsPage(rows: readonly ReviewRow[]): Html {
  return table(
    "The newest reviews",
    ["Repository", "Pull request", "Head", "Verdict", "Findings", "In one sentence"],
    rows.map((row) => [
      row.repository ?? String(row.repositoryId),
      html`<a href="${reviewAddress(row)}">#${row.pullRequest}</a>`,
      sha(row.headSha),
      html`${badge(row.verdict)} ${row.complete ? "" : badge("incomplete")}`,
      row.findings,
      row.summary,
    ]),
  );
}

/** One review: its findings with their evidence, and what would run, when and by what. */
export function reviewPage(
  review: Review,
  headSha: string,
  rules: ReadonlyMap<string, RuleText>,
): Html {
  const { findings, executions, unanalysed, external, stats } = review;
  return html`<p>
      ${badge(review.verdict)} ${review.complete ? "" : badge("incomplete")} of ${sha(headSha)}
    </p>
    <p>${review.summary}</p>
    <h2>Findings</h2>
    ${findings.length === 0 ? html`<p class="none">There is none.</p>` : findings.map((one) => finding(one, rules))}
    <h2>What would run</h2>
    ${executionTree(executions)}
    ${table(
      "What was not analysed",
      ["Path", "Why"],
      unanalysed.map(({ path, reason }) => [html`<code>${path}</code>`, reason]),
    )}
    ${table(
      "What comes from outside",
      ["In", "Kind", "Name", "From", "To", "Read"],
      external.map((one) => [
        html`<code>${one.path}</code>`,
        ...[one.kind, one.name, one.from ?? "", one.to ?? "", one.read ? "yes" : "no"],
      ]),
    )}
    <p class="quiet">
      ${stats.files} files, ${stats.bytes} bytes, ${stats.milliseconds} milliseconds.
    </p>`;
}

/** The id of a rule, as a link to its page where it has one. */
export function ruleName(id: string, rules: ReadonlyMap<string, RuleText>): Html {
  const page = rules.get(id)?.page;
  return page === undefined
    ? html`<code>${id}</code>`
    : html`<a href="${page}"><code>${id}</code></a>`;
}

function finding(
  { rule, message, path, line, evidence, ...rest }: Finding,
  rules: ReadonlyMap<string, RuleText>,
): Html {
  return html`<article>
    <h3>${message}</h3>
    <p>
      ${badge(rest.severity)} ${ruleName(rule, rules)} in <code>${path}:${line}</code>,
      ${rest.change}, confidence ${rest.confidence}${rest.axis === "weakness" ? ", a weakness" : ""}
    </p>
    ${rest.triggers.length === 0 ? "" : html`<p>Happens on: ${rest.triggers.join(", ")}.</p>`}
    <details ${rest.axis === "malice" ? html`open` : ""}>
      <summary>Evidence</summary>
      ${evidence.map(piece)}
    </details>
  </article>`;
}

function piece({ path, line, kind, text, decoded }: Evidence): Html {
  return html`<p class="quiet"><code>${path}:${line}</code> ${kind}</p>
    <pre>${text}</pre>
    ${decoded.map(
      (layer) =>
        html`<p class="quiet">decoded:</p>
          <pre>${layer}</pre>`,
    )}`;
}

/** Trigger by trigger, what it makes run and by whose word: the graph as a tree that all can read. */
function executionTree(executions: readonly Execution[]): Html {
  if (executions.length === 0) return html`<p class="none">Nothing that runs was changed.</p>`;
  const triggers = [...new Set(executions.map(({ trigger }) => trigger))];
  return html`<ul class="tree">
    ${triggers.map(
      (trigger) =>
        html`<li>
          on <strong>${trigger}</strong>
          <ul>
            ${executions.filter((one) => one.trigger === trigger).map(execution)}
          </ul>
        </li>`,
    )}
  </ul>`;
}

function execution({ path, by, secrets, new: isNew }: Execution): Html {
  return html`<li>
    <code>${path}</code> ${isNew ? badge("new") : ""} by <code>${by}</code>
    ${secrets.length === 0 ? "" : html`with the secrets ${secrets.join(", ")}`}
  </li>`;
}
