import { join } from "node:path";
import type { Logger } from "pino";
import { composeSandbox } from "./compose-sandbox.ts";
import { openRemote } from "./git/remote.ts";
import { createApp, type App } from "./github/app.ts";
import type { ObserveAnswer } from "./github/client.ts";
import { createDirectory } from "./github/directory.ts";
import { createGitHub } from "./github/github.ts";
import { readEvidenceInChild } from "./isolate/evidence-reader.ts";
import { readPolicyInChild, readUpperPolicyInChild } from "./isolate/policy-reader.ts";
import { PROJECT_ROOT } from "./isolate/project-root.ts";
import { createReviewer } from "./isolate/reviewer.ts";
import { digestOf } from "./jobs/review-audit.ts";
import { createRunDesk, type RunDesk } from "./jobs/run-desk.ts";
import type { JobParts } from "./jobs/parts.ts";
import { singleRulesOf } from "./jobs/single-rules.ts";
import { startReconciling, startSandboxWorkers, startWorkers } from "./jobs/workers.ts";
import { Fault } from "./model/fault.ts";
import type { RepositoryRef } from "./model/repository.ts";
import { parseUpperPolicy } from "./policy-file.ts";
import type { UpperPolicyFile } from "./policy.ts";
import type { Sandbox } from "./ports.ts";
import { loadRules } from "./review/rules/load-rules.ts";
import { startSweeping } from "./sandbox/sweep.ts";
import { type AdminEdgeOptions, createAdminEdge } from "./server/admin-edge.ts";
import { createEdge } from "./server/edge.ts";
import { dispatchTo } from "./server/events/dispatch.ts";
import { EVENTS, onEvents } from "./server/events/handlers.ts";
import { hearingOf } from "./server/events/hearing-of.ts";
import type { Listener } from "./server/listener.ts";
import { createLog } from "./server/log.ts";
import { measureParts } from "./server/measure-parts.ts";
import { createMetrics, type Metrics } from "./server/metrics.ts";
import { onShutdown } from "./server/on-shutdown.ts";
import type { Settings } from "./settings.ts";
import { openAudit } from "./store/open-audit.ts";
import { openBlobFiles } from "./store/blob-files.ts";
import { type OpenStore, openStore } from "./store/open-store.ts";

const HELP_URL = "https://github.com/gatehouse/gatehouse/blob/main/docs/commands.md";

/** A small machine does its reviews one after the other; what waits for GitHub does not. */
const CONCURRENCY = { delivery: 4, review: 2, range: 2, source: 1, sandbox: 1, report: 4 } as const;

/** What was opened, oldest first; it is closed the other way round. */
type Opened = (() => Promise<void>)[];

/**
 * Starts the App in this process: edge, workers, and the sandbox where the operator wants it
 * on this host. Answers the port once deliveries are taken; SIGTERM and SIGINT end it in order.
 * Throws a `Fault` when it cannot start, with nothing left open.
 */
export async function startApp(settings: Settings, version: string): Promise<{ port: number }> {
  const log = createLog({ level: settings.logLevel, secrets: settings.secrets });
  const opened: Opened = [];
  try {
    const metrics = createMetrics(version);
    const { app, parts } = await openParts(settings, { version, log, opened, metrics });
    await recordRecovery(parts);
    const started = { event: "started", version, rules: parts.rulesDigest };
    await parts.audit.append({ kind: "administration", detail: started });
    onEvents(app.probot, hearingOf(parts), app.appId);
    const desk = createRunDesk(parts);
    await startWorkers({ ...parts, dispatch: dispatchTo(app.probot), desk }, CONCURRENCY);
    const hears = (event: string, action: string | null) =>
      EVENTS.has(event) || EVENTS.has(`${event}.${action}`);
    const memory = { cursors: new Map<number, number>(), askedAgain: new Set<string>() };
    await startSandbox({ ...parts, desk }, log, opened);
    await listenForAdmin(settings, { ...parts, log, metrics }, opened);
    const port = await listen(settings, parts, { log, opened, metrics });
    await startReconciling({ ...parts, ...memory, hears, directory: createDirectory({ app }) });
    onShutdown({ log, steps: opened.toReversed() });
    log.info({ host: settings.host, port, version }, "Gatehouse takes webhooks");
    return { port };
  } catch (error) {
    for (const close of opened.toReversed()) await close();
    throw error;
  }
}

/** What everything that is opened reports to, and is closed by. */
interface Opening {
  version: string;
  log: Logger;
  opened: Opened;
  metrics: Metrics;
}

async function openParts(
  settings: Settings,
  { version, log, opened, metrics }: Opening,
): Promise<{ app: App; parts: Parts }> {
  const { dataDir, databaseUrl } = settings;
  const now = () => new Date();
  const audit = await openAudit({
    ...{ dataDir, now, genesis: { version, appId: settings.app.id } },
    // Logs are kept elsewhere, where whoever rewrites the trail cannot reach.
    signed: (checkpoint) => log.info({ checkpoint }, "the audit trail was signed"),
    failed: (error) => log.error({ err: error }, "failed to sign the audit trail"),
  });
  opened.push(() => audit.close());
  const reviewer = createReviewer({ log });
  opened.push(() => reviewer.close());
  const open = await openStore({ dataDir, databaseUrl, log, version });
  opened.push(() => open.close());
  const { dockerHost, imageDir, sameHost } = settings.sandbox;
  const host = await composeSandbox({ root: PROJECT_ROOT, dockerHost, imageDir, now });
  const app = createApp({
    ...{ appId: settings.app.id, privateKey: settings.app.privateKey },
    ...{ apiUrl: settings.github.apiUrl, log },
  });
  const parts: Parts = {
    ...{ store: open.store, jobs: open.jobs, audit, log, now, reviewer },
    ...{ ready: () => open.ready(), queues: () => open.queues() },
    recovery: open.recovery,
    ...{ github: createGitHub({ app, observe: watch(metrics) }) },
    ...{ readPolicy: readPolicyInChild, readUpperPolicy: readUpperPolicyInChild },
    ...{ readEvidence: readEvidenceInChild },
    ...{ serverPolicy: serverPolicyOf(settings), organisationPolicies: new Map() },
    git: openRemote({ dataDir, gitUrl: (at) => `${pageOf(settings, at)}.git` }),
    blobs: await openBlobFiles({ dir: join(dataDir, "blobs") }),
    ...(await knowledge()),
    ...{ runners: host.runners, sandbox: sameHost ? host.sandbox : null },
    offersSandbox: (id) => sameHost && serves(settings, id),
    addresses: { repository: (at) => pageOf(settings, at), help: HELP_URL },
  };
  return { app, parts: measureParts(parts, metrics) };
}

async function listen(
  { app, host, port }: Settings,
  { store, ready, audit, now }: Parts,
  { log, opened, metrics }: Omit<Opening, "version">,
): Promise<number> {
  const edge = createEdge({
    ...{ secrets: app.webhookSecrets, events: EVENTS, audit, now, log, ready },
    accept: (delivery) => store.acceptDelivery(delivery),
    observe: ({ event, result, seconds }) => {
      metrics.deliveries.inc({ event, result });
      metrics.deliverySeconds.observe(seconds);
    },
  });
  return bind(edge, { host, port }, opened);
}

/** Metrics are the operator's, so they are not on the port that GitHub reaches. */
async function listenForAdmin(
  { admin }: Settings,
  parts: AdminEdgeOptions,
  opened: Opened,
): Promise<void> {
  if (admin === null) return;
  const port = await bind(createAdminEdge(parts), admin, opened);
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

/** The parts of the use cases, whether the store answers, and how much waits in it. */
type Parts = JobParts & Pick<OpenStore, "ready" | "queues" | "recovery">;

/** What an unclean end cost belongs on the trail: records before it may tell of more than is left. */
async function recordRecovery({ recovery, audit, log }: Parts): Promise<void> {
  if (recovery === null) return;
  log.warn({ recovery }, "the process before did not end as it should");
  const detail = { event: "unclean-end", ...recovery };
  await audit.append({ kind: "administration", detail });
}

function watch({ githubRequests, githubRemaining }: Metrics): ObserveAnswer {
  return ({ status, remaining }) => {
    githubRequests.inc({ status });
    if (remaining !== null) githubRemaining.set(remaining);
  };
}

async function startSandbox(
  parts: JobParts & { desk: RunDesk },
  log: Logger,
  opened: Opened,
): Promise<void> {
  const { sandbox } = parts;
  if (sandbox === null) {
    log.info(
      "there is no sandbox: set GATEHOUSE_SANDBOX_SAME_HOST=true to run containers on this host",
    );
    return;
  }
  await startSandboxWorkers({ ...parts, sandbox }, CONCURRENCY.sandbox);
  void tellReadiness(sandbox, log);
  const sweeping = startSweeping(() => sandbox.sweep(), {
    removed: (count) => log.info({ count }, "removed what was left of earlier sandbox runs"),
    failed: (error) => log.warn({ err: error }, "failed to look for left sandbox runs"),
  });
  opened.push(async () => sweeping.stop());
}

/** Limits and walls are tried now, so that the first run does not wait for it. */
async function tellReadiness(sandbox: Sandbox, log: Logger): Promise<void> {
  try {
    const reason = await sandbox.unready();
    if (reason === null) log.info("the sandbox is ready");
    else log.warn({ reason }, "the sandbox is not ready; reviews go on");
  } catch (error) {
    log.warn({ err: error }, "failed to ask whether the sandbox is ready");
  }
}

async function knowledge(): Promise<Pick<JobParts, "rules" | "singleRules" | "rulesDigest">> {
  const rules = await loadRules(join(PROJECT_ROOT, "rules"));
  return {
    rules: new Map(rules.map((rule) => [rule.id, rule])),
    ...{ singleRules: singleRulesOf(rules), rulesDigest: digestOf(rules) },
  };
}

/** The operator's own file: with a problem in it, nobody knows what was meant. */
function serverPolicyOf({ policy: text }: Settings): UpperPolicyFile | null {
  if (text === null) return null;
  const { policy, problems } = parseUpperPolicy(text, "GATEHOUSE_POLICY");
  const [first] = problems;
  if (first === undefined) return policy;
  const { path, line, column, message } = first;
  throw new Fault("refused", `${path}:${line}:${column}: ${message}`);
}

function serves({ sandbox }: Settings, installationId: number): boolean {
  return sandbox.installations === "all" || sandbox.installations.includes(installationId);
}

function pageOf({ github }: Settings, { owner, name }: RepositoryRef): string {
  return `${github.gitUrl}/${owner}/${name}`;
}
