import { repositoryPage } from "../shapes/repository.ts";
import type { CheckRun, PullRequest, State, StoredAnnotation } from "../state.ts";
import { html, type Html } from "./html.ts";
import { levelIcon, standing, standingIcon } from "./icons.ts";
import { renderMarkdown } from "./markdown.ts";
import { page } from "./page.ts";

/** The "Checks" page of a pull request, with one check run opened. */
export function checksPage(state: State, pull: PullRequest, selected: string | null): string {
  const runs = state.checkRuns
    .filter((run) => run.repository === pull.base && run.headSha === pull.headSha)
    .sort((a, b) => b.id - a.id);
  const shown = runs.filter((run, i) => runs.findIndex((other) => other.name === run.name) === i);
  shown.sort((a, b) => a.id - b.id);
  const open =
    runs.find((run) => String(run.id) === selected) ??
    shown.find((run) => run.name.endsWith("/ review")) ??
    shown[0];
  const home = repositoryPage(state, pull.base);
  const body = html`<main>
    ${pullHead(pull)}
    <div class="columns">
      ${sidebar(shown, open, pull)}
      <section>
        ${open === undefined ? empty : runPanel(state, open, home)} ${comments(state, pull, home)}
      </section>
    </div>
  </main>`;
  const working = runs.some((run) => run.status !== "completed");
  return page(state, { title: `${pull.title} · #${pull.number}`, home, pull, body, working });
}

const empty = html`<div class="empty">No check runs on this commit yet.</div>`;

function pullHead(pull: PullRequest): Html {
  const from = pull.head === pull.base ? "" : `${pull.headOwner.login}:`;
  return html`<h1 class="title">${pull.title} <span>#${pull.number}</span></h1>
    <div class="meta">
      <span class="state ${pull.state}">${pull.state === "open" ? "Open" : "Closed"}</span>
      <span
        ><b>${pull.author.login}</b> wants to merge into
        <span class="branch">${pull.baseBranch}</span> from
        <span class="branch">${from}${pull.headBranch}</span></span
      >
      <span>· head <code>${pull.headSha.slice(0, 12)}</code></span>
    </div>`;
}

function sidebar(runs: CheckRun[], open: CheckRun | undefined, pull: PullRequest): Html {
  const items = runs.map(
    (run) =>
      html`<a class="${run === open ? "on" : ""}" href="?run=${run.id}"
        >${standingIcon(run)} ${run.name}</a
      >`,
  );
  return html`<nav>
    <div class="suite">Gatehouse <small>${pull.headSha.slice(0, 7)}</small></div>
    ${items}
  </nav>`;
}

function runPanel(state: State, run: CheckRun, home: string): Html {
  return html`<div class="run">
    <div class="head">
      ${standingIcon(run)}
      <div>
        <h2 class="name">${run.name}</h2>
        <div class="sub">${standing(run)} · <code>${run.headSha.slice(0, 7)}</code></div>
      </div>
      ${buttons(state, run, home)}
    </div>
    <h3 class="what">${run.title}</h3>
    <div class="md">${renderMarkdown(run.summary ?? "")}</div>
    ${annotations(run.annotations)}
    <div class="md">${renderMarkdown(run.text ?? "")}</div>
  </div>`;
}

/** GitHub shows an App's buttons once the run is completed. */
function buttons(state: State, run: CheckRun, home: string): Html {
  if (run.status !== "completed") return html``;
  const actions = run.actions.map(
    ({ label, description, identifier }) =>
      html`<button class="main" name="identifier" value="${identifier}" title="${description}">
        ${label}
      </button>`,
  );
  return html`<form class="buttons" method="post" action="${home}/runs/${run.id}">
    <label>as ${people(state, "sender")}</label>
    ${actions}
    <button name="rerequest" value="yes">Re-run</button>
  </form>`;
}

function annotations(list: StoredAnnotation[]): Html {
  if (list.length === 0) return html``;
  const boxes = list.map((annotation) => {
    const { start_line: start, end_line: end, annotation_level: level, path } = annotation;
    const lines = start === end ? `line ${start}` : `lines ${start} to ${end}`;
    return html`<div class="note-box ${level}">
      <div class="place">
        ${levelIcon(level)}<span>Check ${level} on ${lines} in <b>${path}</b></span>
      </div>
      <div class="text">
        <b>${annotation.title}</b>
        <div class="message">${annotation.message}</div>
        ${details(annotation.raw_details)}
      </div>
    </div>`;
  });
  return html`<h4 class="part">Annotations (${list.length})</h4>
    ${boxes}`;
}

function details(text: string | undefined): Html {
  if (text === undefined) return html``;
  return html`<details open>
    <summary>Raw output</summary>
    <pre>${text}</pre>
  </details>`;
}

function comments(state: State, pull: PullRequest, home: string): Html {
  const written = state.comments
    .filter((comment) => comment.pullRequest === pull)
    .map(
      ({ author, body }) =>
        html`<div class="comment">
          <div class="who"><b>${author.login}</b> commented</div>
          <div class="said md">${renderMarkdown(body)}</div>
        </div>`,
    );
  return html`<div class="comments">
    ${written}
    <form method="post" action="${home}/pull/${pull.number}/comments">
      <textarea name="body" placeholder="Add a comment, such as /sandbox run"></textarea>
      <div class="line">as ${people(state, "author")}<button class="main">Comment</button></div>
    </form>
  </div>`;
}

function people(state: State, name: string): Html {
  const logins = [...state.accounts.values()].filter((account) => account.type === "User");
  const options = logins.map(({ login }) => html`<option>${login}</option>`);
  return html`<select name="${name}">
    ${options}
  </select>`;
}
