import { readArguments } from "./arguments.ts";
import { type CommandContext, EXIT, wrongUse } from "./command.ts";
import { refusedSettings } from "./refused-settings.ts";

/** `gatehouse sandbox-worker`: runs what `serve` gives it, until it is interrupted. */
export async function runSandboxWorker(
  context: CommandContext,
  args: readonly string[],
): Promise<number> {
  const read = readArguments(args, []);
  if ("problem" in read) return wrongUse(context, read.problem);
  const ended = await context.startSandboxWorker();
  return ended === null ? EXIT.done : refusedSettings(context, ended.problems);
}
