import { terminalLine } from "../report/encoder.ts";
import { readArguments } from "./arguments.ts";
import { type CommandContext, EXIT, wrongUse } from "./command.ts";

/**
 * `gatehouse start`: the whole App in one process, by its settings. Answers once webhooks are
 * taken; the process then lives until SIGTERM.
 */
export async function runStart(context: CommandContext, args: readonly string[]): Promise<number> {
  const read = readArguments(args, []);
  if ("problem" in read) return wrongUse(context, read.problem);
  const started = await context.startApp();
  if (!("problems" in started)) return EXIT.done;
  const { terminal } = context;
  terminal.err("gatehouse: it does not start with these settings:\n");
  for (const { where, message } of started.problems) {
    terminal.err(`  ${terminalLine(where)} ${terminalLine(message, 500)}\n`);
  }
  return EXIT.wrongUse;
}
