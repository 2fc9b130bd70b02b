import { terminalLine } from "../report/encoder.ts";
import { readArguments } from "./arguments.ts";
import { type CommandContext, EXIT, wrongUse } from "./command.ts";
import { refusedSettings } from "./refused-settings.ts";

/** `gatehouse forget OWNER/NAME`: what is kept of a repository is deleted, but the audit trail. */
export async function runForget(context: CommandContext, args: readonly string[]): Promise<number> {
  const read = readArguments(args, [], 1);
  if ("problem" in read) return wrongUse(context, read.problem);
  const [named] = read.words;
  if (named === undefined)
    return wrongUse(context, "name a repository: gatehouse forget OWNER/NAME");
  const backups = await context.openBackup();
  if ("problems" in backups) return refusedSettings(context, backups.problems);
  const { ids, rows } = await backups.forget(named);
  const what = `${named} (${ids.join(", ")})`;
  context.terminal.out(
    `${terminalLine(what, 200)} is forgotten: ${rows} rows, and its fetched commits.\n` +
      "The audit trail keeps ids and digests, and backups stay as they are. Where the App is\n" +
      "still installed, open pull requests are reviewed again when Gatehouse starts.\n",
  );
  return EXIT.done;
}
