import type { Problem } from "../model/problem.ts";
import { terminalLine } from "../report/encoder.ts";
import { type CommandContext, EXIT } from "./command.ts";

/** Lists every problem of the settings, and answers the exit code for that. */
export function refusedSettings(
  { terminal }: CommandContext,
  problems: readonly Problem[],
): number {
  terminal.err("gatehouse: it does not start with these settings:\n");
  for (const { where, message } of problems) {
    terminal.err(`  ${terminalLine(where)} ${terminalLine(message, 500)}\n`);
  }
  return EXIT.wrongUse;
}
