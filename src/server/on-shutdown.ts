import type { Logger } from "pino";

/**
 * Runs `steps` one after another on the first SIGTERM or SIGINT and then ends the process: 0
 * when all went well, 1 when a step failed. A second signal, or `deadlineMs` (60 s), ends it at
 * once; everything that was accepted is durable, so the next process resumes it.
 */
export function onShutdown(options: {
  log: Logger;
  steps: readonly (() => Promise<void>)[];
  deadlineMs?: number;
}): void {
  let began = false;
  const stop = (signal: NodeJS.Signals): void => {
    if (began) {
      process.exit(1);
    }
    began = true;
    options.log.info({ signal }, "shutting down");
    setTimeout(() => process.exit(1), options.deadlineMs ?? 60_000).unref();
    void runSteps(options).then((code) => process.exit(code));
  };
  process.on("SIGTERM", stop);
  process.on("SIGINT", stop);
}

async function runSteps(options: {
  log: Logger;
  steps: readonly (() => Promise<void>)[];
}): Promise<number> {
  let code = 0;
  for (const step of options.steps) {
    try {
      await step();
    } catch (error) {
      options.log.error({ err: error }, "failed to shut down cleanly");
      code = 1;
    }
  }
  return code;
}
