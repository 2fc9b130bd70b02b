import type { AuditCommands, BackupCommands } from "./cli/command.ts";
import type { Problem } from "./model/problem.ts";
import { createLog } from "./server/log.ts";
import { dataDirOf, type Environment, storePlaces } from "./settings.ts";
import { checkAudit, exportAudit } from "./store/audit-desk.ts";
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
  const secrets = places.databaseUrl === null ? [] : [places.databaseUrl];
  const log = createLog({ level: "error", secrets, destination: process.stderr });
  const all = { ...places, version, log };
  return {
    backup: (to) => backup(all, to),
    restore: (from) => restore(all, from),
    move: () => moveToPostgres(all),
  };
}
