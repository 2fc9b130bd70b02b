import { buildImages, listImages } from "../sandbox/images/build-images.ts";
import type { ImageState } from "../sandbox/images/build-images.ts";
import { terminalLine } from "../report/encoder.ts";
import { oneOf, readArguments } from "./arguments.ts";
import { type CommandContext, EXIT, wrongUse } from "./command.ts";

const ACTIONS = ["build", "update", "list"] as const;

/**
 * `gatehouse images build|update|list`: builds the sandbox images that are missing or out of
 * date, all of them anew from the newest packages, or says how each is.
 */
export async function runImages(context: CommandContext, args: readonly string[]): Promise<number> {
  const read = readArguments(args, [], 1);
  if ("problem" in read) return wrongUse(context, read.problem);
  const action = oneOf("the action", read.words[0] ?? "", ACTIONS);
  if ("problem" in action) return wrongUse(context, action.problem);
  const { terminal } = context;
  const { images } = await context.openSandbox();
  const settings = { ...images, say: (line: string) => terminal.err(`${terminalLine(line)}\n`) };
  const states =
    action.word === "list"
      ? await listImages(settings)
      : await buildImages(settings, { fresh: action.word === "update" });
  terminal.out(states.map(lineOf).join(""));
  return EXIT.done;
}

function lineOf({ name, state, entry }: ImageState): string {
  return `${name.padEnd(10)}${state.padEnd(10)}${entry?.id ?? ""}\n`;
}
