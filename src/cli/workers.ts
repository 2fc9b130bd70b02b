import { createHash, randomBytes } from "node:crypto";
import { oneOf, readArguments } from "./arguments.ts";
import { type CommandContext, EXIT, wrongUse } from "./command.ts";

/**
 * `gatehouse workers token NAME`: makes a token for a sandbox worker. It is shown once and kept
 * nowhere; the App is given its SHA-256, and forgets the worker when that is taken out again.
 */
export async function runWorkers(
  context: CommandContext,
  args: readonly string[],
): Promise<number> {
  const read = readArguments(args, [], 2);
  if ("problem" in read) return wrongUse(context, read.problem);
  const [action = "", name = ""] = read.words;
  const known = oneOf("the action", action, ["token"]);
  if ("problem" in known) return wrongUse(context, known.problem);
  if (!/^[a-z0-9-]{1,32}$/.test(name)) {
    return wrongUse(context, "a worker's name is up to 32 small letters, digits and hyphens");
  }
  const token = randomBytes(32).toString("base64url");
  const sha256 = createHash("sha256").update(token).digest("hex");
  context.terminal.out(`On the worker's host:  GATEHOUSE_WORKER_TOKEN=${token}\n`);
  context.terminal.out(`Where the App runs:    GATEHOUSE_SANDBOX_WORKERS=${name}:${sha256}\n`);
  return EXIT.done;
}
