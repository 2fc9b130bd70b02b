import { buildImages, listImages } from "../sandbox/images/build-images.ts";
import type { ImageState } from "../sandbox/images/build-images.ts";
import { terminalLine } from "../report/encoder.ts";
import { oneOf, readArguments } from "./arguments.ts";
import { type CommandContext, EXIT, wrongUse } from "./command.ts";

const ACTIONS = ["build", "update", "list"] as const;

/** The word for every image that there is. */
const ALL = "all";

/**
 * `gatehouse images build|update|list [NAME…|all]`: builds the sandbox images that are missing
 * or out of date, builds those that are there anew from the newest packages, or says how each
 * is. Without a name, the standard images and those that were built before are meant.
 */
export async function runImages(context: CommandContext, args: readonly string[]): Promise<number> {
  const { terminal } = context;
  const { images } = await context.openSandbox();
  const known = images.runners.map(({ name }) => name);
  const read = readArguments(args, [], 1 + known.length);
  if ("problem" in read) return wrongUse(context, read.problem);
  const [verb = "", ...names] = read.words;
  const action = oneOf("the action", verb, ACTIONS);
  if ("problem" in action) return wrongUse(context, action.problem);
  for (const name of names) {
    const image = oneOf("the image", name, [...known, ALL]);
    if ("problem" in image) return wrongUse(context, image.problem);
  }
  const also = names.includes(ALL) ? known : names;
  const settings = { ...images, say: (line: string) => terminal.err(`${terminalLine(line)}\n`) };
  const states =
    action.word === "list"
      ? await listImages(settings)
      : await buildImages(settings, { fresh: action.word === "update", also });
  terminal.out(states.map(lineOf).join(""));
  return EXIT.done;
}

function lineOf({ name, state, entry }: ImageState): string {
  if (entry === null) return `${name.padEnd(10)}${state}\n`;
  const built = `built ${entry.builtAt.slice(0, 10)}, ${entry.packages.length} packages`;
  return `${name.padEnd(10)}${state.padEnd(10)}${entry.id}  ${built}\n`;
}
