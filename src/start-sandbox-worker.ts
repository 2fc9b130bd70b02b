import type { Logger } from "pino";
import { composeSandbox } from "./compose-sandbox.ts";
import { PROJECT_ROOT } from "./isolate/project-root.ts";
import { createLeaseClient } from "./lease/lease-client.ts";
import { tellState } from "./lease/tell-state.ts";
import { workLeases } from "./lease/lease-loop.ts";
import type { Sandbox } from "./ports.ts";
import { startSweeping } from "./sandbox/sweep.ts";
import { REPORT_MS } from "./model/worker-report.ts";
import { createLog } from "./server/log.ts";
import type { WorkerSettings } from "./settings-worker.ts";

/**
 * Runs a sandbox worker until `signal`: a host with a Docker Engine and one revocable token,
 * and nothing else that an escape could reach. A run in hand is given back at the end.
 */
export async function startSandboxWorker(
  settings: WorkerSettings,
  signal: AbortSignal,
): Promise<void> {
  const { url, token, dockerHost, imageDir, logLevel } = settings;
  const { runtime, tracer, requirePatched } = settings;
  const log = createLog({ level: logLevel, secrets: [token] });
  const now = () => new Date();
  const { sandbox } = await composeSandbox({
    ...{ root: PROJECT_ROOT, dockerHost, imageDir, runtime, tracer, requirePatched, now },
    // What a lease brings has its packages already.
    env: {},
  });
  const stop = watchSandbox(sandbox, log);
  log.info({ url }, "the sandbox worker asks for leases");
  const client = createLeaseClient({ url, token });
  const tell = tellState(client, { runtime, log });
  await workLeases({ client, sandbox, log, tell }, signal);
  await stop();
  log.info("the sandbox worker ended");
}

/** Says whether the sandbox is ready, and removes what earlier processes left, until stopped. */
export function watchSandbox(
  sandbox: Sandbox,
  log: Logger,
  told?: (unready: string | null) => Promise<void>,
): () => Promise<void> {
  void tellReadiness(sandbox, log);
  const telling = setInterval(() => void tell(sandbox, log, told), REPORT_MS);
  void tell(sandbox, log, told);
  const sweeping = startSweeping(() => sandbox.sweep(), {
    removed: (count) => log.info({ count }, "removed what was left of earlier sandbox runs"),
    failed: (error) => log.warn({ err: error }, "failed to look for left sandbox runs"),
  });
  return async () => {
    clearInterval(telling);
    sweeping.stop();
  };
}

/** Best effort: the operator's page shows it, and nothing depends on it. */
async function tell(
  sandbox: Sandbox,
  log: Logger,
  told: ((unready: string | null) => Promise<void>) | undefined,
): Promise<void> {
  try {
    await told?.(await sandbox.unready());
  } catch (error) {
    log.warn({ err: error }, "failed to tell how the sandbox is");
  }
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
