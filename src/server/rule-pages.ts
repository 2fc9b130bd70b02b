import type { ServerResponse } from "node:http";
import type { DescribedRule, ShownExample, ShownExamples } from "../model/rule-text.ts";
import { ruleSections } from "../report/rule-page.ts";
import { type Html, html, table, wholeDocument } from "./dashboard/page.ts";
import { STYLE } from "./dashboard/style.ts";
import type { Methods } from "./listener.ts";

/** What the pages of the rules stand on: the rules by id, and what their examples show. */
export interface RulePageOptions {
  rules: ReadonlyMap<string, DescribedRule>;
  examplesOf: (rule: string) => Promise<ShownExamples>;
}

/** Nothing runs, nothing is loaded from elsewhere, and no other page shows this one in a frame. */
const HEADERS = {
  "content-security-policy":
    "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
  "cache-control": "public, max-age=3600",
};

/**
 * The pages of the rules, for everybody: `/rules` lists them, `/rules/<family>/<id>` shows one.
 * They hold what is published with Gatehouse, and nothing of any repository under review.
 */
export function rulePages({
  rules,
  examplesOf,
}: RulePageOptions): (path: string) => Methods | undefined {
  const made = new Map<string, Promise<Html>>();
  const pageOf = (rule: DescribedRule) => {
    const page = made.get(rule.id) ?? examplesOf(rule.id).then((shown) => rulePage(rule, shown));
    made.set(rule.id, page);
    return page;
  };
  return (path) => {
    if (path === "/rules") return { GET: async (_, response) => send(response, listPage(rules)) };
    if (path === "/rules/style.css") return { GET: async (_, response) => sendStyle(response) };
    const rule = path.startsWith("/rules/") ? rules.get(path.slice("/rules/".length)) : undefined;
    if (rule === undefined) return undefined;
    return { GET: async (_, response) => send(response, await pageOf(rule)) };
  };
}

function listPage(rules: RulePageOptions["rules"]): Html {
  const rows = [...rules.values()].map(({ id, title, axis, severity, confidence }) => [
    html`<a href="/rules/${id}"><code>${id}</code></a>`,
    ...[title, axis, severity, confidence],
  ]);
  const headings = ["Rule", "What it finds", "Axis", "Severity", "Confidence"];
  return whole("Rules", table("All rules", headings, rows));
}

function rulePage(rule: DescribedRule, { flagged, clean }: ShownExamples): Html {
  const { id, title, axis, severity, confidence, references } = rule;
  const content = html`<p>
      Rule <code>${id}</code>: ${axis}, severity ${severity}, confidence ${confidence}.
    </p>
    ${ruleSections(rule).map(
      ({ heading, text }) =>
        html`<h2>${heading}</h2>
          <p>${text}</p>`,
    )}
    ${example("A change that is flagged", flagged)} ${example("A change that is not", clean)}
    ${
      references.length === 0
        ? ""
        : html`<h2>Read more</h2>
            <ul>
              ${references.map(linked)}
            </ul>`
    }
    <p><a href="/rules">All rules</a></p>`;
  return whole(title, content);
}

function linked(reference: string): Html {
  return html`<li><a href="${reference}" rel="noreferrer">${reference}</a></li>`;
}

function example(heading: string, shown: ShownExample | null): Html {
  if (shown === null) return html``;
  const files = shown.files.map(
    ({ path, text }) =>
      html`<p class="quiet"><code>${path}</code></p>
        <pre tabindex="0">${text}</pre>`,
  );
  return html`<h2>${heading}</h2>
    ${files}`;
}

function whole(title: string, content: Html): Html {
  const body = html`<main>
    <h1>${title}</h1>
    ${content}
  </main>`;
  return wholeDocument(title, "/rules/style.css", body);
}

function sendStyle(response: ServerResponse): void {
  response.writeHead(200, { ...HEADERS, "content-type": "text/css; charset=utf-8" });
  response.end(STYLE);
}

function send(response: ServerResponse, { html: body }: Html): void {
  response.writeHead(200, { ...HEADERS, "content-type": "text/html; charset=utf-8" });
  response.end(body);
}
