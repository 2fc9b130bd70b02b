import { readArguments } from "./arguments.ts";
import { type CommandContext, EXIT, wrongUse } from "./command.ts";
import { refusedSettings } from "./refused-settings.ts";

/**
 * `gatehouse start`: the whole App in one process, by its settings. Answers once webhooks are
 * taken; the process then lives until SIGTERM.
 */
export async function runStart(context: CommandContext, args: readonly string[]): Promise<number> {
  const read = readArguments(args, []);
  if ("problem" in read) return wrongUse(context, read.problem);
  const started = await context.startApp();
  if (!("problems" in started)) return EXIT.done;
  return refusedSettings(context, started.problems);
}
