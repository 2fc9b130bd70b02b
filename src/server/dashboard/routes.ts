import type { IncomingMessage, ServerResponse } from "node:http";
import { setTimeout as pause } from "node:timers/promises";
import type { AuditRecord } from "../../model/audit.ts";
import type { Overview } from "../../model/overview.ts";
import type { QueueState } from "../../model/queue-state.ts";
import type { RuleText } from "../../model/rule-text.ts";
import type { AuditTrail, GitHub, Now, Store } from "../../ports.ts";
import type { Person, SignInWithGitHub } from "../../ports/sign-in.ts";
import type { Methods } from "../listener.ts";
import { createBodyReader } from "../read-body.ts";
import { auditPage, overviewPage, queuePage, rulesPage } from "./other-pages.ts";
import { createGitHubSignIn } from "./github-sign-in.ts";
import { type Html, html, page, PAGES, wholeDocument } from "./page.ts";
import { countRefusals, type RefusedSignIns } from "./refused-sign-ins.ts";
import { type ExplainPolicy, policiesPage } from "./policy-page.ts";
import { reviewPage, reviewsPage } from "./review-pages.ts";
import { runPage, runsPage } from "./run-pages.ts";
import { isTheirs, PERSON_PAGES, personList } from "./person-pages.ts";
import { createSessions, type Sessions, type Viewer } from "./sessions.ts";
import { type IsVisible, visibilityOf } from "./visibility.ts";
import { workersPage } from "./worker-page.ts";
import { STYLE } from "./style.ts";

/** What the dashboard stands on. */
export interface DashboardOptions {
  /** The operator's token; whoever has it sees everything. */
  token: string;
  version: string;
  overview: Overview;
  explainPolicy: ExplainPolicy;
  store: Pick<Store, "review">;
  github: Pick<GitHub, "permission">;
  /** Whether somebody may still have GitHub asked about them in this hour. */
  mayAsk: (installationId: number, personId: number) => Promise<boolean>;
  /** How people sign in with GitHub; null where the operator has not set that up. */
  signIn: SignInWithGitHub | null;
  rules: ReadonlyMap<string, RuleText>;
  queues: () => Promise<QueueState[]>;
  /** The newest records of the audit trail. */
  recent: (count: number) => Promise<AuditRecord[]>;
  audit: AuditTrail;
  now: Now;
  /** Names of the sandbox workers that have a token. */
  letIn: readonly string[];
}

/** How long every sign-in takes at least, in milliseconds: guesses come one after the other. */
const SIGN_IN_MS = 300;

/** Nothing is loaded from elsewhere, no script runs, no other page shows this one in a frame. */
const HEADERS = {
  "content-security-policy":
    "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  // With "no-referrer" browsers would say of their own forms that they come from nowhere.
  "referrer-policy": "same-origin",
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "cache-control": "no-store",
};

/** The pages of the operator: they show, and change nothing. */
export function dashboardRoutes(options: DashboardOptions): (path: string) => Methods | undefined {
  const sessions = createSessions(options.token, options.now);
  const refusals = countRefusals(options);
  const github = options.signIn === null ? null : createGitHubSignIn(options.signIn, options.now);
  const seeing = { overview: options.overview, isVisible: visibilityOf(options) };
  const bodies = createBodyReader({ maxBytes: 4096, maxTotalBytes: 65_536 });
  return (path) => {
    if (path === "/style.css") return { GET: async (_, response) => style(response) };
    if (path === "/sign-in") {
      return {
        GET: async (_, response) =>
          send(response, 200, signInPage({ wrong: false, github: github !== null })),
        POST: async (request, response) => {
          const body = isOwn(request) ? await bodies.read(request) : "broken-off";
          const text = typeof body === "string" ? "" : body.toString("utf8");
          await signIn(options, { sessions, refusals }, text, response);
        },
      };
    }
    if (path === "/sign-out") {
      return {
        POST: async (request, response) => {
          const cookie = isOwn(request) ? sessions.signOut(request) : "";
          redirect(response, "/sign-in", cookie);
        },
      };
    }
    if (github !== null && path === "/sign-in/github") {
      return {
        GET: async (_, response) => {
          const { address, cookie } = github.leave();
          redirect(response, address, cookie);
        },
      };
    }
    if (github !== null && path === "/sign-in/github/callback") {
      return {
        GET: async (request, response) => {
          const person = await github.back(request, queryOf(request));
          await arrive(options, { sessions, refusals }, person, response);
        },
      };
    }
    const shown = pageOf(options, path);
    if (shown === null) return undefined;
    return {
      GET: async (request, response) => {
        const viewer = sessions.viewerOf(request);
        if (viewer === null) return redirect(response, "/sign-in", "");
        const pages = viewer.kind === "operator" ? PAGES : PERSON_PAGES;
        const content = await shownTo(seeing, viewer, path, () => shown(queryOf(request)));
        if (content === null) {
          send(response, 404, page(path, "Not found", html`<p>No such page.</p>`, pages));
        } else send(response, 200, page(path, content.title, content.html, pages));
      },
    };
  };
}

type Content = { title: string; html: Html } | null;

/** The operator sees all; somebody whom GitHub has named sees what is theirs, and no other page. */
async function shownTo(
  seeing: { overview: Overview; isVisible: IsVisible },
  viewer: Viewer,
  path: string,
  show: () => Promise<Content>,
): Promise<Content> {
  if (viewer.kind === "operator") return show();
  const list = await personList(seeing, viewer.person, path);
  if (list !== null) return list;
  return (await isTheirs(seeing, viewer.person, path)) ? show() : null;
}

/** Signs in whoever comes back from GitHub. */
async function arrive(
  { audit }: DashboardOptions,
  { sessions, refusals }: { sessions: Sessions; refusals: RefusedSignIns },
  person: Person | null,
  response: ServerResponse,
): Promise<void> {
  if (person === null) {
    await refusals.refused();
    return send(response, 403, signInPage({ wrong: false, github: true, lost: true }));
  }
  const detail = { event: "signed-in", user: person.id, login: person.login };
  await audit.append({ kind: "administration", detail });
  const headers = { "set-cookie": sessions.begin(person) };
  // A redirect would still count as GitHub's, and the browser would keep the cookie to itself.
  send(response, 200, arrivedPage(), headers);
}

function arrivedPage(): Html {
  const body = html`<main class="sign-in">
    <h1>You are signed in</h1>
    <p><a href="/reviews">To the reviews</a></p>
  </main>`;
  return wholeDocument("Signed in", "/style.css", body);
}

function queryOf({ url = "" }: IncomingMessage): URLSearchParams {
  const at = url.indexOf("?");
  return new URLSearchParams(at < 0 ? "" : url.slice(at + 1));
}

/** A browser says where a form was sent from; one of another site does nothing here. */
function isOwn({ headers }: IncomingMessage): boolean {
  const { origin, host } = headers;
  const site = headers["sec-fetch-site"];
  if (site !== undefined && site !== "same-origin" && site !== "none") return false;
  return origin === undefined || origin === "null"
    ? origin === undefined
    : URL.canParse(origin) && new URL(origin).host === host;
}

async function signIn(
  { audit, ...options }: DashboardOptions,
  { sessions, refusals }: { sessions: Sessions; refusals: RefusedSignIns },
  body: string,
  response: ServerResponse,
): Promise<void> {
  const token = new URLSearchParams(body).get("token") ?? "";
  const [cookie] = [sessions.signIn(token), await pause(SIGN_IN_MS)];
  if (cookie === null) {
    await refusals.refused();
    return send(response, 403, signInPage({ wrong: true, github: options.signIn !== null }));
  }
  await refusals.settle();
  await audit.append({ kind: "administration", detail: { event: "signed-in" } });
  redirect(response, "/", cookie);
}

/** Shows a page; what is looked for in it comes from the address. */
type Shown = (query: URLSearchParams) => Promise<{ title: string; html: Html } | null>;

/** What a path shows, or null for no such path. Nothing is read before somebody is signed in. */
function pageOf(options: DashboardOptions, path: string): Shown | null {
  const { overview, queues, recent, version } = options;
  const [, first = "", ...rest] = path.split("/");
  const titled = (title: string, content: () => Promise<Html>): Shown => {
    return async () => ({ title, html: await content() });
  };
  switch (rest.length === 0 ? first : `${first}/`) {
    case "":
      return titled("Overview", async () => {
        const [reviews, runs] = [await overview.reviews(), await overview.runs()];
        return overviewPage({ version, queues: await queues(), reviews, runs });
      });
    case "queue":
      return titled("Queue", async () => queuePage(await queues(), await overview.waiting()));
    case "reviews":
      return titled("Reviews", async () => reviewsPage(await overview.reviews()));
    case "runs":
      return titled("Runs", async () => runsPage(await overview.runs()));
    case "rules":
      return titled("Rules", async () => rulesPage(await overview.hits(), options.rules));
    case "workers":
      return titled("Workers", async () =>
        workersPage(await overview.workers(), { letIn: options.letIn, now: options.now() }),
      );
    case "policies":
      return titled("Policies", async () => policiesPage(options, await overview.policies()));
    case "audit":
      return titled("Audit", async () => auditPage(await recent(100)));
    case "reviews/":
      return oneReview(options, rest);
    case "runs/":
      return rest.length === 1 && /^[0-9a-z-]{1,64}$/.test(rest[0] ?? "")
        ? oneRun(overview, rest[0] ?? "")
        : null;
    default:
      return null;
  }
}

function oneReview(
  { store, rules }: Pick<DashboardOptions, "store" | "rules">,
  rest: readonly string[],
): Shown | null {
  const [repository = "", pull = "", headSha = "", more] = rest;
  const isId = /^\d{1,15}$/.test(repository) && /^\d{1,9}$/.test(pull);
  if (more !== undefined || !isId || !/^[0-9a-f]{40}$/.test(headSha)) return null;
  return async () => {
    const review = await store.review(Number(repository), Number(pull), headSha);
    if (review === null) return null;
    return { title: `Review of #${pull}`, html: reviewPage(review, headSha, rules) };
  };
}

function oneRun(overview: Overview, runId: string): Shown {
  return async (query) => {
    const run = await overview.run(runId);
    const wanted = (query.get("log") ?? "").slice(0, 200);
    return run === null ? null : { title: `Run ${runId}`, html: runPage(run, wanted) };
  };
}

function signInPage(of: { wrong: boolean; github: boolean; lost?: boolean }): Html {
  const body = html`<main class="sign-in">
    <h1>Gatehouse</h1>
    ${of.lost === true ? html`<p class="wrong" role="alert">GitHub did not sign you in here. Try again.</p>` : ""}
    ${of.github ? html`<p><a href="/sign-in/github">Sign in with GitHub</a></p>` : ""}
    <form method="post" action="/sign-in">
      <input name="username" autocomplete="username" value="operator" hidden />
      <label for="token">The operator's token (GATEHOUSE_ADMIN_TOKEN)</label>
      <input id="token" name="token" type="password" autocomplete="current-password" required />
      ${of.wrong ? html`<p class="wrong" role="alert">This is not the token.</p>` : ""}
      <button>Sign in</button>
    </form>
  </main>`;
  return wholeDocument("Sign in", "/style.css", body);
}

function style(response: ServerResponse): void {
  response.writeHead(200, { ...HEADERS, "content-type": "text/css; charset=utf-8" });
  response.end(STYLE);
}

function send(
  response: ServerResponse,
  status: number,
  body: Html,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, {
    ...HEADERS,
    ...headers,
    "content-type": "text/html; charset=utf-8",
  });
  response.end(body.html);
}

function redirect(response: ServerResponse, location: string, cookie: string): void {
  const headers = cookie === "" ? {} : { "set-cookie": cookie };
  response.writeHead(303, { ...HEADERS, ...headers, location });
  response.end();
}
