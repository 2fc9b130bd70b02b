import { resolve } from "node:path";
import { terminalLine } from "../report/encoder.ts";
import { readArguments } from "./arguments.ts";
import { type BackupCommands, type CommandContext, EXIT, wrongUse } from "./command.ts";
import { refusedSettings } from "./refused-settings.ts";

/** `gatehouse backup --to DIR`: state and audit trail, as files that another machine can read. */
export async function runBackup(context: CommandContext, args: readonly string[]): Promise<number> {
  return withFolder(context, args, "to", async (backups, folder) => {
    await backups.backup(folder);
    return `${folder} holds everything. It holds the key of the audit trail too: keep it as safe.`;
  });
}

/** Reads the one folder that a command is about, and says what came of it. */
export async function withFolder(
  context: CommandContext,
  args: readonly string[],
  option: "to" | "from",
  act: (backups: BackupCommands, folder: string) => Promise<string>,
): Promise<number> {
  const read = readArguments(args, [option]);
  if ("problem" in read) return wrongUse(context, read.problem);
  const folder = read.values[option];
  if (folder === undefined) return wrongUse(context, `--${option} says which folder`);
  const backups = await context.openBackup();
  if ("problems" in backups) return refusedSettings(context, backups.problems);
  const said = await act(backups, resolve(context.folder, folder));
  context.terminal.out(`${terminalLine(said, 500)}\n`);
  return EXIT.done;
}
