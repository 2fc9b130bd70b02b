import type { IncomingMessage, ServerResponse } from "node:http";
import { text } from "node:stream/consumers";
import { git } from "../git.ts";
import type { StandIn } from "../stand-in.ts";
import type { PullRequest, Repository, State } from "../state.ts";
import { checksPage } from "./checks-page.ts";
import { html } from "./html.ts";
import { page } from "./page.ts";

/** A page, a redirect after a form, or null where there is nothing. */
type Served = { page: string } | { to: string } | null;

/** Serves the pages for people, and takes their comments and buttons. */
export async function servePage(
  standIn: StandIn,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const url = new URL(request.url ?? "/", "http://localhost");
  const form = request.method === "POST" ? new URLSearchParams(await text(request)) : null;
  const served = form === null ? await show(standIn, url) : await submit(standIn, url, form);
  if (served === null) response.writeHead(404).end("Not Found");
  else if ("to" in served) response.writeHead(303, { location: served.to }).end();
  else response.writeHead(200, HEADERS).end(served.page);
}

/** The pages hold no script, so none is allowed, whatever a pull request put there. */
const HEADERS = {
  "content-type": "text/html; charset=utf-8",
  "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'",
};

async function show({ state }: StandIn, url: URL): Promise<Served> {
  const [owner = "", name = "", kind = "", id = "", ...rest] = parts(url);
  if (owner === "" || kind === "") return { page: indexPage(state) };
  const repository = repositoryNamed(state, owner, name);
  if (repository === null) return null;
  if (kind === "blob") return sourcePage(state, repository, id, rest.join("/"));
  const pull = pullNumbered(state, repository, id);
  if (kind !== "pull" || pull === null) return null;
  return { page: checksPage(state, pull, url.searchParams.get("run")) };
}

async function submit(standIn: StandIn, url: URL, form: URLSearchParams): Promise<Served> {
  const { state } = standIn;
  const [owner = "", name = "", kind = "", id = ""] = parts(url);
  const repository = repositoryNamed(state, owner, name);
  if (repository === null) return null;
  if (kind === "runs") return pressed(standIn, repository, id, form);
  const pull = pullNumbered(state, repository, id);
  if (kind !== "pull" || pull === null) return null;
  await standIn.comment(pull, form.get("body") ?? "", { by: form.get("author") ?? "" });
  return { to: `/${owner}/${name}/pull/${id}/checks` };
}

async function pressed(
  standIn: StandIn,
  repository: Repository,
  id: string,
  form: URLSearchParams,
): Promise<Served> {
  const { checkRuns, pullRequests } = standIn.state;
  const run = checkRuns.find((each) => String(each.id) === id && each.repository === repository);
  if (run === undefined) return null;
  const by = form.get("sender") ?? "";
  const identifier = form.get("identifier");
  if (identifier === null) await standIn.rerequest(run, { by });
  else await standIn.pressButton(run, identifier, { by });
  const pull = pullRequests.find((each) => each.headSha === run.headSha);
  const home = `/${repository.owner.login}/${repository.name}`;
  return { to: `${home}/pull/${pull?.number ?? 1}/checks?run=${id}` };
}

function indexPage(state: State): string {
  const rows = state.pullRequests.map(({ base, number, title }) => {
    const path = `/${base.owner.login}/${base.name}/pull/${number}/checks`;
    return html`<li><a href="${path}">${base.owner.login}/${base.name}#${number}</a> ${title}</li>`;
  });
  const body = html`<main>
    <ul>
      ${rows}
    </ul>
  </main>`;
  return page(state, { title: "Pull requests", body });
}

/** One file of a commit with its line numbers, which the links of a review lead to. */
async function sourcePage(
  state: State,
  repository: Repository,
  sha: string,
  path: string,
): Promise<Served> {
  if (!/^[0-9a-f]{40}$/.test(sha)) return null;
  const content = await git(repository.gitDir, ["cat-file", "blob", `${sha}:${path}`]).catch(
    () => null,
  );
  if (content === null) return null;
  const lines = content
    .split("\n")
    .map((line, i) => html`<div id="L${i + 1}"><i>${i + 1}</i>${line}</div>`);
  const body = html`<main>
    <h4 class="part">${path}</h4>
    <div class="source">${lines}</div>
  </main>`;
  return { page: page(state, { title: path, body }) };
}

function parts(url: URL): string[] {
  return url.pathname.slice(1).split("/").map(decodeURIComponent);
}

function repositoryNamed(state: State, owner: string, name: string): Repository | null {
  const found = state.repositories.find((r) => r.owner.login === owner && r.name === name);
  return found ?? null;
}

function pullNumbered(state: State, base: Repository, number: string): PullRequest | null {
  const found = state.pullRequests.find((p) => p.base === base && String(p.number) === number);
  return found ?? null;
}
