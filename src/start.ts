import { join } from "node:path";
import type { Logger } from "pino";
import { composeSandbox } from "./compose-sandbox.ts";
import { openRemote } from "./git/remote.ts";
import { createApp } from "./github/app.ts";
import { createGitHub } from "./github/github.ts";
import { readPolicyInChild } from "./isolate/policy-reader.ts";
import { PROJECT_ROOT } from "./isolate/project-root.ts";
import { createReviewer } from "./isolate/reviewer.ts";
import { digestOf } from "./jobs/review-audit.ts";
import { createRunDesk } from "./jobs/run-desk.ts";
import type { JobParts } from "./jobs/parts.ts";
import { startSandboxWorkers, startWorkers } from "./jobs/workers.ts";
import type { RepositoryRef } from "./model/repository.ts";
import type { Sandbox } from "./ports.ts";
import { loadRules } from "./review/rules/load-rules.ts";
import { startSweeping } from "./sandbox/sweep.ts";
import { createEdge } from "./server/edge.ts";
import { dispatchTo } from "./server/events/dispatch.ts";
import { EVENTS, onEvents } from "./server/events/handlers.ts";
import { hearingOf } from "./server/events/hearing-of.ts";
import { createLog } from "./server/log.ts";
import { onShutdown } from "./server/on-shutdown.ts";
import type { Settings } from "./settings.ts";
import { openAuditFile } from "./store/audit-file.ts";
import { openBlobFiles } from "./store/blob-files.ts";
import { openStore } from "./store/open-store.ts";

const HELP_URL = "https://github.com/gatehouse/gatehouse/blob/main/docs/commands.md";

/** A small machine does its reviews one after the other; what waits for GitHub does not. */
const CONCURRENCY = { delivery: 4, review: 2, source: 1, sandbox: 1, report: 4 } as const;

/**
 * Starts the App in this process: edge, workers, and the sandbox where the operator wants it
 * on this host. Answers the port once deliveries are taken; SIGTERM and SIGINT end it in order.
 * Throws a `Fault` when it cannot start.
 */
export async function startApp(settings: Settings, version: string): Promise<{ port: number }> {
  const log = createLog({ level: settings.logLevel, secrets: settings.secrets });
  const now = () => new Date();
  const { dataDir } = settings;
  const path = join(dataDir, "audit", "audit.jsonl");
  const genesis = { version, appId: settings.app.id };
  const audit = await openAuditFile({ path, now, genesis });
  const open = await openStore({ dataDir, databaseUrl: settings.databaseUrl, log });
  const reviewer = createReviewer({ log });
  const { dockerHost, imageDir } = settings.sandbox;
  const host = await composeSandbox({ root: PROJECT_ROOT, dockerHost, imageDir, now });
  const sandbox = settings.sandbox.sameHost ? host.sandbox : null;
  const app = createApp({
    ...{ appId: settings.app.id, privateKey: settings.app.privateKey },
    ...{ apiUrl: settings.github.apiUrl, log },
  });
  const parts: JobParts = {
    ...{ store: open.store, jobs: open.jobs, audit, log, now, reviewer, sandbox },
    ...{ github: createGitHub({ app }), readPolicy: readPolicyInChild },
    git: openRemote({ dataDir, gitUrl: (at) => `${pageOf(settings, at)}.git` }),
    blobs: await openBlobFiles({ dir: join(dataDir, "blobs") }),
    ...(await knowledge()),
    runners: host.runners,
    offersSandbox: (id) => sandbox !== null && serves(settings, id),
    addresses: { repository: (at) => pageOf(settings, at), help: HELP_URL },
  };
  onEvents(app.probot, hearingOf(parts), app.appId);
  const edge = createEdge({
    ...{ secrets: settings.app.webhookSecrets, events: EVENTS, audit, now, log },
    accept: (delivery) => open.store.acceptDelivery(delivery),
    ready: () => open.ready(),
  });
  const desk = createRunDesk(parts);
  await startWorkers({ ...parts, dispatch: dispatchTo(app.probot), desk }, CONCURRENCY);
  const sweeping = await startSandbox({ ...parts, sandbox, desk }, log);
  const { port } = await edge.listen({ host: settings.host, port: settings.port });
  onShutdown({
    log,
    steps: [
      () => edge.drain(),
      async () => sweeping?.stop(),
      () => open.close(),
      () => reviewer.close(),
      () => audit.close(),
    ],
  });
  log.info({ host: settings.host, port, version }, "Gatehouse takes webhooks");
  return { port };
}

type SandboxParts = Omit<JobParts, "sandbox"> & {
  sandbox: Sandbox | null;
  desk: ReturnType<typeof createRunDesk>;
};

async function startSandbox(
  parts: SandboxParts,
  log: Logger,
): Promise<ReturnType<typeof startSweeping> | null> {
  const { sandbox } = parts;
  if (sandbox === null) {
    log.info(
      "there is no sandbox: set GATEHOUSE_SANDBOX_SAME_HOST=true to run containers on this host",
    );
    return null;
  }
  await startSandboxWorkers({ ...parts, sandbox }, CONCURRENCY.sandbox);
  void tellReadiness(sandbox, log);
  return startSweeping(() => sandbox.sweep(), {
    removed: (count) => log.info({ count }, "removed what was left of earlier sandbox runs"),
    failed: (error) => log.warn({ err: error }, "failed to look for left sandbox runs"),
  });
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

async function knowledge(): Promise<Pick<JobParts, "rules" | "rulesDigest">> {
  const rules = await loadRules(join(PROJECT_ROOT, "rules"));
  return { rules: new Map(rules.map((rule) => [rule.id, rule])), rulesDigest: digestOf(rules) };
}

function serves({ sandbox }: Settings, installationId: number): boolean {
  return sandbox.installations === "all" || sandbox.installations.includes(installationId);
}

function pageOf({ github }: Settings, { owner, name }: RepositoryRef): string {
  return `${github.gitUrl}/${owner}/${name}`;
}
