import type { CommandContext } from "./command.ts";
import { startRole } from "./start.ts";

/** `gatehouse work`: reviews and everything else that waits in the queue is worked on, beside other processes on one PostgreSQL. */
export async function runWork(context: CommandContext, args: readonly string[]): Promise<number> {
  return startRole(context, args, "work");
}
