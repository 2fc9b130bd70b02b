import { join } from "node:path";
import type { Logger } from "pino";
import { composeSandbox } from "./compose-sandbox.ts";
import { openRemote } from "./git/remote.ts";
import { createApp, type App } from "./github/app.ts";
import type { ObserveAnswer } from "./github/client.ts";
import { createGitHub } from "./github/github.ts";
import { readDependenciesInChild } from "./isolate/dependency-reader.ts";
import { readEvidenceInChild } from "./isolate/evidence-reader.ts";
import { readPolicyInChild, readUpperPolicyInChild } from "./isolate/policy-reader.ts";
import { PROJECT_ROOT } from "./isolate/project-root.ts";
import { createReviewer } from "./isolate/reviewer.ts";
import { spendCreation } from "./jobs/budget.ts";
import { digestOf } from "./jobs/review-audit.ts";
import type { Addresses, JobParts } from "./jobs/parts.ts";
import { singleRulesOf } from "./jobs/single-rules.ts";
import { Fault } from "./model/fault.ts";
import { type DescribedRule, withPages } from "./model/rule-text.ts";
import type { RepositoryRef } from "./model/repository.ts";
import { parseUpperPolicy } from "./policy-file.ts";
import type { UpperPolicyFile } from "./policy.ts";
import { loadRules } from "./review/rules/load-rules.ts";
import { reviewAddress } from "./server/dashboard/review-pages.ts";
import { measureParts } from "./server/measure-parts.ts";
import type { Metrics } from "./server/metrics.ts";
import { traceParts } from "./server/trace-parts.ts";
import { createTraces, NO_TRACES, type Traces } from "./server/traces.ts";
import type { Settings } from "./settings.ts";
import { telemetryOf } from "./settings-telemetry.ts";
import { openAudit } from "./store/open-audit.ts";
import { openBlobFiles } from "./store/blob-files.ts";
import { type OpenStore, openStore } from "./store/open-store.ts";

const HELP_URL = "https://github.com/gatehouse/gatehouse/blob/main/docs/commands.md";

/** What was opened, oldest first; it is closed the other way round. */
export type Opened = (() => Promise<void>)[];

/** What everything that is opened reports to, and is closed by. */
export interface Opening {
  version: string;
  log: Logger;
  opened: Opened;
  metrics: Metrics;
}

/** Opens everything that use cases stand on. What is open when this throws is in `opened`. */
export async function openParts(
  settings: Settings,
  { version, log, opened, metrics }: Opening,
): Promise<{ app: App; parts: Parts; traces: Traces }> {
  const { dataDir, databaseUrl, runLogDays } = settings;
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
  const open = await openStore({ dataDir, databaseUrl, log, version, runLogDays });
  opened.push(() => open.close());
  const { dockerHost, imageDir, sameHost, workers } = settings.sandbox;
  const { runtime, tracer, requirePatched } = settings.sandbox;
  const host = await composeSandbox({
    ...{ root: PROJECT_ROOT, dockerHost, imageDir, runtime, tracer, requirePatched, now },
    env: settings.environment,
  });
  const app = createApp({
    ...{ appId: settings.app.id, privateKey: settings.app.privateKey },
    ...{ apiUrl: settings.github.apiUrl, log },
  });
  const spend = (id: number) => spendCreation({ store: open.store, now }, id);
  const parts: Parts = {
    ...{ store: open.store, jobs: open.jobs, audit, log, now, reviewer },
    ...{ ready: () => open.ready(), queues: () => open.queues() },
    ...{ recovery: open.recovery, overview: open.overview },
    ...{
      github: createGitHub({
        app,
        observe: watch(metrics),
        spendCreation: spend,
        pace: open.store,
      }),
    },
    ...{ readPolicy: readPolicyInChild, readUpperPolicy: readUpperPolicyInChild },
    ...{ readEvidence: readEvidenceInChild },
    ...{ readDependencies: readDependenciesInChild, packages: host.packages },
    ...{ serverPolicy: serverPolicyOf(settings), organisationPolicies: new Map() },
    git: openRemote({ dataDir, gitUrl: (at) => `${pageOf(settings, at)}.git` }),
    blobs: open.sharedBlobs ?? (await openBlobFiles({ dir: join(dataDir, "blobs") })),
    ...(await knowledge(settings)),
    ...{ runners: host.runners, sandbox: sameHost ? host.sandbox : null },
    offersSandbox: (id) => (sameHost || workers.length > 0) && serves(settings, id),
    ...{ version, forkReviewsPerHour: settings.forkReviewsPerHour },
    addresses: addressesOf(settings),
  };
  const traces = tracesOf(settings, { version, log, opened });
  return { app, traces, parts: traceParts(measureParts(parts, metrics), traces) };
}

/** Traces where the standard variables of OpenTelemetry ask for them. */
function tracesOf(
  { environment }: Settings,
  { version, log, opened }: Omit<Opening, "metrics">,
): Traces {
  const telemetry = telemetryOf(environment);
  if (telemetry === null) return NO_TRACES;
  const traces = createTraces({ ...telemetry, version, log });
  opened.push(() => traces.close());
  log.info({ url: telemetry.url }, "spans go to a collector");
  return traces;
}

/** The parts of the use cases, whether the store answers, and how much waits in it. */
export type Parts = JobParts &
  Pick<OpenStore, "ready" | "queues" | "recovery" | "overview"> & {
    rules: ReadonlyMap<string, DescribedRule>;
  };

/** What an unclean end cost belongs on the trail: records before it may tell of more than is left. */
export async function recordRecovery({ recovery, audit, log }: Parts): Promise<void> {
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

async function knowledge({
  pages,
}: Settings): Promise<Pick<Parts, "rules" | "singleRules" | "rulesDigest">> {
  const rules = await loadRules(join(PROJECT_ROOT, "rules"));
  return {
    rules: withPages(rules, pages.rules),
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

function addressesOf(settings: Settings): Addresses {
  const { dashboard } = settings.pages;
  const shown = (path: string) => (dashboard === null ? null : `${dashboard}${path}`);
  return {
    ...{ repository: (at) => pageOf(settings, at), help: HELP_URL },
    review: (of) => shown(reviewAddress(of)),
    run: (runId) => shown(`/runs/${runId}`),
  };
}

function pageOf({ github }: Settings, { owner, name }: RepositoryRef): string {
  return `${github.gitUrl}/${owner}/${name}`;
}
