import type { AppRole, AuditCommands, BackupCommands } from "./cli/command.ts";
import type { DoctorCheck } from "./model/doctor-check.ts";
import type { Problem } from "./model/problem.ts";
import { createLog } from "./server/log.ts";
import {
  dataDirOf,
  type Environment,
  readSettings,
  roleProblems,
  storePlaces,
} from "./settings.ts";
import { secretsOf } from "./settings-secrets.ts";
import { readWorkerSettings } from "./settings-worker.ts";
import { checkAudit, exportAudit } from "./store/audit-desk.ts";
import { forgetRepository } from "./store/forget-repository.ts";
import { inspectStore } from "./store/inspect.ts";
import { backup, moveToPostgres, restore } from "./store/backup-desk.ts";

/** Composes what commands can do with an audit trail; nothing is opened yet. */
export function composeAudit(env: Environment): AuditCommands {
  return { dataDir: dataDirOf(env), check: checkAudit, export: exportAudit };
}

/** Composes what commands can do with the state of this machine; nothing is opened yet. */
export function composeBackup(
  env: Environment,
  version: string,
): BackupCommands | { problems: Problem[] } {
  const places = storePlaces(env);
  if ("problems" in places) return places;
  const log = createLog({ level: "error", secrets: secretsOf(env), destination: process.stderr });
  const all = { ...places, version, log };
  return {
    backup: (to) => backup(all, to),
    restore: (from) => restore(all, from),
    move: () => moveToPostgres(all),
    forget: (named) => forgetRepository(all, named),
  };
}

/** Starts a role of the App by the environment, or answers what is wrong with that. */
export async function composeRole(
  role: AppRole,
  env: Environment,
  version: string,
): Promise<{ port: number | null } | { problems: Problem[] }> {
  const read = readSettings(env);
  if ("problems" in read) return read;
  const problems = roleProblems(role, read.settings);
  if (problems.length > 0) return { problems };
  return (await import("./start.ts")).startApp(role, read.settings, version);
}

/** Runs a sandbox worker by the environment, or answers what is wrong with that. */
export async function composeWorker(
  env: Environment,
  signal: AbortSignal,
): Promise<null | { problems: Problem[] }> {
  const read = readWorkerSettings(env);
  if ("problems" in read) return read;
  await (await import("./start-sandbox-worker.ts")).startSandboxWorker(read.settings, signal);
  return null;
}

/** Looks at the state of this machine, where there is any that can be found. */
export async function composeInspection(env: Environment): Promise<DoctorCheck[]> {
  const places = storePlaces(env);
  return "problems" in places ? [] : inspectStore(places);
}
