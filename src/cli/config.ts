import { lstat, readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { MAX_POLICY_BYTES, parsePolicy } from "../policy-file.ts";
import { POLICY_PATH } from "../policy.ts";
import { terminalLine } from "../report/encoder.ts";
import { oneOf, readArguments } from "./arguments.ts";
import { type CommandContext, EXIT, wrongUse } from "./command.ts";

const ACTIONS = ["validate"] as const;

/** `gatehouse config validate`: the policy file as it stands in the folder, git or not. */
export async function runConfig(context: CommandContext, args: readonly string[]): Promise<number> {
  const read = readArguments(args, ["repo"], 1);
  if ("problem" in read) return wrongUse(context, read.problem);
  const action = oneOf("the action", read.words[0] ?? "", ACTIONS);
  if ("problem" in action) return wrongUse(context, action.problem);
  const path = join(resolve(context.folder, read.values["repo"] ?? "."), POLICY_PATH);
  const text = await policyText(path);
  if (typeof text !== "string") return wrongUse(context, `${POLICY_PATH}: ${text.problem}`);
  const { problems } = parsePolicy(text, POLICY_PATH);
  for (const { line, column, message } of problems) {
    context.terminal.out(`${POLICY_PATH}:${line}:${column}: ${terminalLine(message)}\n`);
  }
  if (problems.length > 0) return EXIT.wrongUse;
  context.terminal.out(`${POLICY_PATH} is valid.\n`);
  return EXIT.done;
}

/** Reads the file unless the App would not read it either: symlinks and large files are refused. */
async function policyText(path: string): Promise<string | { problem: string }> {
  const found = await lstat(path).catch(() => null);
  if (!found) return { problem: "there is no such file; without one the defaults apply" };
  if (!found.isFile()) return { problem: "it is not a regular file" };
  if (found.size > MAX_POLICY_BYTES) {
    return { problem: `the file is larger than ${MAX_POLICY_BYTES} bytes` };
  }
  return readFile(path, "utf8");
}
