import { terminalLine } from "../report/encoder.ts";
import { readArguments } from "./arguments.ts";
import { type CommandContext, EXIT, wrongUse } from "./command.ts";
import { refusedSettings } from "./refused-settings.ts";

/** `gatehouse move`: from the embedded database to PostgreSQL. */
export async function runMove(context: CommandContext, args: readonly string[]): Promise<number> {
  const read = readArguments(args, []);
  if ("problem" in read) return wrongUse(context, read.problem);
  const backups = await context.openBackup();
  if ("problems" in backups) return refusedSettings(context, backups.problems);
  const { rows, jobs, aside } = await backups.move();
  context.terminal.out(`${rows} rows and ${jobs} jobs are in PostgreSQL now.\n`);
  context.terminal.out(`What they were before is in ${terminalLine(aside)}.\n`);
  return EXIT.done;
}
