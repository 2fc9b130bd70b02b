import type { Logger } from "pino";
import { composeSandbox } from "./compose-sandbox.ts";
import { PROJECT_ROOT } from "./isolate/project-root.ts";
import { createLeaseClient } from "./lease/lease-client.ts";
import { workLeases } from "./lease/lease-loop.ts";
import type { Sandbox } from "./ports.ts";
import { startSweeping } from "./sandbox/sweep.ts";
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
  await workLeases({ client: createLeaseClient({ url, token }), sandbox, log }, signal);
  await stop();
  log.info("the sandbox worker ended");
}

/** Says whether the sandbox is ready, and removes what earlier processes left, until stopped. */
export function watchSandbox(sandbox: Sandbox, log: Logger): () => Promise<void> {
  void tellReadiness(sandbox, log);
  const sweeping = startSweeping(() => sandbox.sweep(), {
    removed: (count) => log.info({ count }, "removed what was left of earlier sandbox runs"),
    failed: (error) => log.warn({ err: error }, "failed to look for left sandbox runs"),
  });
  return async () => sweeping.stop();
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
