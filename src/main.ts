import { readFile } from "node:fs/promises";
import { runCommandLine } from "./cli.ts";
import type { CommandContext } from "./cli/command.ts";
import { PROJECT_ROOT } from "./isolate/project-root.ts";
import { spellingsOf, withoutSecrets } from "./model/secret-shapes.ts";
import { secretsOf } from "./settings-secrets.ts";

/**
 * The composition root of the command line: gives commands their adapters, each loaded when it
 * is first needed. The App is composed in a file of its own, which a command loads.
 */
async function commandContext(signal: AbortSignal): Promise<CommandContext> {
  const manifest = JSON.parse(await readFile(`${PROJECT_ROOT}/package.json`, "utf8")) as {
    version: string; // our own file
  };
  return {
    terminal: terminal(),
    folder: process.cwd(),
    root: PROJECT_ROOT,
    version: manifest.version,
    signal,
    openLocal: async (folder) => (await import("./git/local.ts")).openLocal(folder),
    async createReviewer({ spare, warn }) {
      const { createReviewer } = await import("./isolate/reviewer.ts");
      const log = {
        warn: ({ err }: { err: unknown }, message: string) =>
          warn(err instanceof Error ? err.message : message),
      };
      return createReviewer({ log, spare });
    },
    async checkRules(files) {
      return (await import("./isolate/rules-checker.ts")).checkRulesInChild(files);
    },
    async openSandbox() {
      const { composeSandbox } = await import("./compose-sandbox.ts");
      const { sandboxPlaces } = await import("./settings-sandbox.ts");
      return composeSandbox({
        ...{ root: PROJECT_ROOT, now: () => new Date(), env: process.env },
        ...sandboxPlaces(process.env),
      });
    },
    async readDependencies(commits, of, signal) {
      const { readDependenciesInChild } = await import("./isolate/dependency-reader.ts");
      return readDependenciesInChild(commits, of, signal);
    },
    async readSettings() {
      const { isConfigured, readSettings } = await import("./settings.ts");
      return isConfigured(process.env) ? readSettings(process.env) : null;
    },
    async openAudit() {
      return (await import("./compose-operation.ts")).composeAudit(process.env);
    },
    async openBackup() {
      const { composeBackup } = await import("./compose-operation.ts");
      return composeBackup(process.env, manifest.version);
    },
    environment: process.env,
    async inspectStore() {
      return (await import("./compose-operation.ts")).composeInspection(process.env);
    },
    async startApp(role) {
      const { composeRole } = await import("./compose-operation.ts");
      return composeRole(role, process.env, manifest.version);
    },
    async startSandboxWorker() {
      return (await import("./compose-operation.ts")).composeWorker(process.env, signal);
    },
  };
}

function terminal(): CommandContext["terminal"] {
  return {
    out: (text) => void process.stdout.write(text),
    err: (text) => void process.stderr.write(text),
    colour: process.stdout.isTTY && process.stdout.hasColors(),
    watched: process.stderr.isTTY,
  };
}

/** Whoever reads our output may stop doing so; what is left is not worth an error. */
function endQuietlyWhenNobodyReads(): void {
  process.stdout.on("error", (error) => {
    if ("code" in error && error.code === "EPIPE") process.exit();
    throw error;
  });
}

/** Node would print all that hangs on an error, such as the address of a database. */
function endWithoutSecrets(): void {
  process.on("uncaughtException", (error: unknown) => {
    const said = error instanceof Error ? (error.stack ?? error.message) : String(error);
    const known = spellingsOf(secretsOf(process.env));
    process.stderr.write(`gatehouse: internal error: ${withoutSecrets(said, known)}\n`);
    // What was accepted is durable, so the next process resumes it.
    process.exit(3);
  });
}

const interrupted = new AbortController();
process.once("SIGINT", () => interrupted.abort());
process.once("SIGTERM", () => interrupted.abort());
endQuietlyWhenNobodyReads();
endWithoutSecrets();
const context = await commandContext(interrupted.signal);
process.exitCode = await runCommandLine(context, process.argv.slice(2));
