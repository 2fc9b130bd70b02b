import { join } from "node:path";
import { createDirectory } from "./github/directory.ts";
import { createSignIn } from "./github/sign-in.ts";
import type { App } from "./github/app.ts";
import {
  openParts,
  type Opened,
  type Opening,
  type Parts,
  recordRecovery,
} from "./compose-parts.ts";
import { isTooMuch } from "./jobs/budget.ts";
import { createLeases } from "./jobs/leases.ts";
import { createRunDesk, type RunDesk } from "./jobs/run-desk.ts";
import type { JobParts } from "./jobs/parts.ts";
import {
  giveUpSandboxJobs,
  startReconciling,
  startSandboxWorkers,
  startWorkers,
} from "./jobs/workers.ts";
import { Fault } from "./model/fault.ts";
import { type AdminEdgeOptions, createAdminEdge } from "./server/admin-edge.ts";
import type { ExplainPolicy } from "./server/dashboard/policy-page.ts";
import { dashboardRoutes } from "./server/dashboard/routes.ts";
import { explainedPolicy } from "./jobs/policy-in-force.ts";
import { createEdge } from "./server/edge.ts";
import { dispatchTo } from "./server/events/dispatch.ts";
import { EVENTS, onEvents } from "./server/events/handlers.ts";
import { hearingOf } from "./server/events/hearing-of.ts";
import { leaseRoutes } from "./server/lease-routes.ts";
import type { Listener } from "./server/listener.ts";
import { createLog } from "./server/log.ts";
import { createMetrics } from "./server/metrics.ts";
import type { Traces } from "./server/traces.ts";
import { onShutdown } from "./server/on-shutdown.ts";
import type { Settings } from "./settings.ts";
import { auditPath } from "./store/audit-path.ts";
import { loadShownExamples } from "./review/examples/shown-examples.ts";
import { PROJECT_ROOT } from "./isolate/project-root.ts";
import { rulePages } from "./server/rule-pages.ts";
import { recentAudit } from "./store/recent-audit.ts";
import { watchSandbox } from "./start-sandbox-worker.ts";

/** A small machine does its reviews one after the other; what waits for GitHub does not. */
const CONCURRENCY = {
  delivery: 4,
  review: 2,
  range: 2,
  source: 1,
  sandbox: 1,
  report: 4,
  comment: 1,
  reply: 1,
  upload: 1,
} as const;

/**
 * What one process does: `start` everything, `serve` webhooks and sandbox workers, `work` on
 * jobs. The last two share a PostgreSQL.
 */
export type Role = "start" | "serve" | "work";

/** What a role came up with: where it listens, if it does. */
export interface Started {
  port: number | null;
}

/**
 * Starts the App, or one role of it, in this process. Answers once it does its work; SIGTERM
 * and SIGINT end it in order. Throws a `Fault` when it cannot start, with nothing left open.
 */
export async function startApp(role: Role, settings: Settings, version: string): Promise<Started> {
  const log = createLog({ level: settings.logLevel, secrets: settings.secrets });
  const opened: Opened = [];
  try {
    const metrics = createMetrics(version);
    const { app, parts, traces } = await openParts(settings, { version, log, opened, metrics });
    await recordRecovery(parts);
    const started = { event: "started", role, version, rules: parts.rulesDigest };
    await parts.audit.append({ kind: "administration", detail: started });
    const desk = createRunDesk(parts);
    const opening = { log, opened, metrics };
    if (role !== "serve") await work(app, { ...parts, desk });
    const { runtime } = settings.sandbox;
    if (role === "start") await startOwnSandbox({ ...parts, desk, runtime }, opening);
    await listenForAdmin(settings, { ...parts, log, metrics, version }, opened);
    const port =
      role === "work" ? null : await serve(settings, { ...parts, desk, traces }, opening);
    if (role !== "serve") await reconcile(app, parts);
    onShutdown({ log, steps: opened.toReversed() });
    const { host } = settings;
    if (port === null) log.info({ version }, "Gatehouse works on jobs");
    else log.info({ host, port, version }, "Gatehouse takes webhooks");
    return { port };
  } catch (error) {
    for (const close of opened.toReversed()) await close();
    throw error;
  }
}

async function work(app: App, parts: JobParts & { desk: RunDesk }): Promise<void> {
  onEvents(app.probot, hearingOf(parts), app.appId);
  await startWorkers({ ...parts, dispatch: dispatchTo(app.probot) }, CONCURRENCY);
}

/** Looks for what was lost while nobody listened, once everything else is at work. */
async function reconcile(app: App, parts: Parts): Promise<void> {
  const hears = (event: string, action: string | null) =>
    EVENTS.has(event) || EVENTS.has(`${event}.${action}`);
  const memory = { cursors: new Map<number, number>(), askedAgain: new Set<string>() };
  await startReconciling({ ...parts, ...memory, hears, directory: createDirectory({ app }) });
}

/** Where the operator wants it: beside the App's key, in the sandbox of this very host. */
async function startOwnSandbox(
  { runtime, ...parts }: JobParts & { desk: RunDesk; runtime: string },
  { log, opened }: Pick<Opening, "log" | "opened">,
): Promise<void> {
  const { sandbox } = parts;
  if (sandbox === null) {
    log.info(
      "there is no sandbox on this host: whoever escaped from a container would have the App's key, and so every repository where it is installed. Set GATEHOUSE_SANDBOX_SAME_HOST=true to accept that, or run gatehouse sandbox-worker on a host of its own",
    );
    return;
  }
  log.warn(
    "containers run on this host: whoever escapes from one has the App's key, and so every repository where it is installed",
  );
  await startSandboxWorkers({ ...parts, sandbox }, CONCURRENCY.sandbox);
  opened.push(
    watchSandbox(sandbox, log, async (unready) => {
      const report = { unready, runtime, busy: false };
      await parts.store.heardOfWorker("this host", report, parts.now());
    }),
  );
}

/** Listens for GitHub, and for the sandbox workers that the operator has let in. */
async function serve(
  { app, host, port, sandbox }: Settings,
  { store, ready, audit, now, traces, ...parts }: Parts & { desk: RunDesk; traces: Traces },
  { log, opened, metrics }: Omit<Opening, "version">,
): Promise<number> {
  const { workers } = sandbox;
  const leases = createLeases({ ...parts, store, audit, log, now });
  if (workers.length > 0) await giveUpSandboxJobs({ jobs: parts.jobs, desk: parts.desk });
  const ofWorkers = workers.length === 0 ? () => undefined : leaseRoutes({ leases, workers, log });
  const ofRules = rulePages({
    rules: parts.rules,
    examplesOf: (id) => loadShownExamples(join(PROJECT_ROOT, "rules", id)),
  });
  const edge = createEdge({
    ...{ secrets: app.webhookSecrets, events: EVENTS, audit, now, log, ready },
    accept: (delivery) =>
      traces.span(
        "delivery",
        { event: delivery.event },
        () => store.acceptDelivery(delivery),
        delivery.id,
      ),
    observe: ({ event, result, seconds }) => {
      metrics.deliveries.inc({ event, result });
      metrics.deliverySeconds.observe(seconds);
    },
    more: (path) => ofWorkers(path) ?? ofRules(path),
  });
  return bind(edge, { host, port }, opened);
}

/** Metrics are the operator's, so they are not on the port that GitHub reaches. */
async function listenForAdmin(
  { admin, dataDir, sandbox, signIn, github }: Settings,
  parts: Parts & AdminEdgeOptions & { version: string },
  opened: Opened,
): Promise<void> {
  if (admin === null) return;
  const { token } = admin;
  const recent = (count: number) => recentAudit(auditPath(dataDir), count);
  const letIn = sandbox.workers.map(({ name }) => name);
  const { apiUrl, gitUrl: webUrl } = github;
  const flow = signIn === null ? null : createSignIn({ ...signIn, apiUrl, webUrl });
  const mayAsk = async (installation: number, person: number) =>
    !(await isTooMuch(parts, installation, person));
  const explainPolicy: ExplainPolicy = (at) => explainedPolicy(parts, at);
  const shown = { ...parts, recent, letIn, mayAsk, signIn: flow, explainPolicy };
  const dashboard = token === null ? undefined : dashboardRoutes({ ...shown, token });
  const port = await bind(createAdminEdge({ ...parts, dashboard }), admin, opened);
  parts.log.info({ host: admin.host, port }, "listening for the operator");
}

async function bind(
  listener: Listener,
  { host, port }: { host: string; port: number },
  opened: Opened,
): Promise<number> {
  try {
    const listening = await listener.listen({ host, port });
    opened.push(() => listener.drain());
    return listening.port;
  } catch (cause) {
    const code = cause instanceof Error && "code" in cause ? String(cause.code) : "unknown";
    throw new Fault("refused", `cannot listen on ${host}, port ${port} (${code})`, { cause });
  }
}
