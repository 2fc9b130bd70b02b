import { readArguments } from "./arguments.ts";
import { type AppRole, type CommandContext, EXIT, wrongUse } from "./command.ts";
import { refusedSettings } from "./refused-settings.ts";

/**
 * `gatehouse start`: the whole App in one process, by its settings. Answers once webhooks are
 * taken; the process then lives until SIGTERM.
 */
export async function runStart(context: CommandContext, args: readonly string[]): Promise<number> {
  return startRole(context, args, "start");
}

/** Starts a role, or says everything that is wrong with its settings. */
export async function startRole(
  context: CommandContext,
  args: readonly string[],
  role: AppRole,
): Promise<number> {
  const read = readArguments(args, []);
  if ("problem" in read) return wrongUse(context, read.problem);
  const started = await context.startApp(role);
  return "problems" in started ? refusedSettings(context, started.problems) : EXIT.done;
}
