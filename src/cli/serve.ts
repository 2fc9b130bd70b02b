import type { CommandContext } from "./command.ts";
import { startRole } from "./start.ts";

/** `gatehouse serve`: webhooks and sandbox workers are served; others work, beside other processes on one PostgreSQL. */
export async function runServe(context: CommandContext, args: readonly string[]): Promise<number> {
  return startRole(context, args, "serve");
}
