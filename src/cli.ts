import { nearest } from "./model/nearest.ts";
import { Fault } from "./model/fault.ts";
import { type CommandContext, EXIT, wrongUse } from "./cli/command.ts";
import { COMMANDS } from "./cli/commands.ts";
import { spellingsOf, withoutSecrets } from "./model/secret-shapes.ts";
import { terminalLine } from "./report/encoder.ts";
import { secretsOf } from "./settings-secrets.ts";

/** Runs one command line and answers its exit code. Faults are shown without their insides. */
export async function runCommandLine(
  context: CommandContext,
  argv: readonly string[],
): Promise<number> {
  const [name, ...args] = argv;
  if (name === undefined || name === "--help" || name === "-h" || name === "help") {
    context.terminal.out(help(context.version));
    return name === undefined ? EXIT.wrongUse : EXIT.done;
  }
  if (name === "--version" || name === "-V") {
    context.terminal.out(`gatehouse ${context.version}\n`);
    return EXIT.done;
  }
  const entry = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (!entry) return wrongUse(context, unknownCommand(name));
  if (args.includes("--help") || args.includes("-h")) {
    context.terminal.out(`gatehouse ${entry.usage}\n\n${entry.summary}\n`);
    return EXIT.done;
  }
  try {
    const run = await entry.load();
    return await run(context, args);
  } catch (error) {
    return fault(context, error);
  }
}

function unknownCommand(name: string): string {
  const near = nearest(name, Object.keys(COMMANDS));
  const hint = near === null ? "see gatehouse --help" : `did you mean ${near}?`;
  return `there is no command ${JSON.stringify(name)}; ${hint}`;
}

function help(version: string): string {
  const entries = Object.values(COMMANDS);
  const lines = entries.map(({ usage, summary }) => `  gatehouse ${usage}\n      ${summary}\n`);
  return `gatehouse ${version}: reviews changes for malice without running them\n\n${lines.join("\n")}
Exit codes of review: 1 at or above --fail-on, 4 incomplete, 0 otherwise.
Of every command: 2 wrong use, 3 a fault of ours.
`;
}

/** A fault's own message was written for people; anything else is a bug of ours. */
function fault({ terminal, environment }: CommandContext, error: unknown): number {
  const secrets = spellingsOf(secretsOf(environment));
  const say = (text: string) => terminal.err(`${terminalLine(withoutSecrets(text, secrets))}\n`);
  const known = error instanceof Fault;
  const message = error instanceof Error ? error.message : String(error);
  const stack = error instanceof Error && !known ? (error.stack ?? "") : "";
  // Whoever runs a command is the operator, who needs the cause as well.
  const cause = known && error.cause instanceof Error ? `: ${error.cause.message}` : "";
  say(`gatehouse: ${known ? "" : "internal error: "}${message}${cause}`);
  for (const line of stack.split("\n").slice(1, 6)) say(`  ${line.trim()}`);
  return EXIT.fault;
}
