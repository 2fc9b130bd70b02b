import { lstat, readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import type { PolicyProblem } from "../model/policy.ts";
import { MAX_POLICY_BYTES, parsePolicy, parseUpperPolicy } from "../policy-file.ts";
import type { ParsedPolicy } from "../policy-file.ts";
import { effectivePolicy } from "../policy-layers.ts";
import type { EffectivePolicy, ExplainedKey } from "../policy-layers.ts";
import { POLICY_PATH } from "../policy.ts";
import type { PolicyFile, UpperPolicyFile } from "../policy.ts";
import { terminalLine } from "../report/encoder.ts";
import { oneOf, readArguments } from "./arguments.ts";
import { type CommandContext, EXIT, wrongUse } from "./command.ts";

const ACTIONS = ["validate", "explain"] as const;

/**
 * `gatehouse config`: checks the policy file as it stands in the folder, git or not, or says
 * what holds with it and where each key comes from.
 */
export async function runConfig(context: CommandContext, args: readonly string[]): Promise<number> {
  const read = readArguments(args, ["repo", "server", "organisation"], 1);
  if ("problem" in read) return wrongUse(context, read.problem);
  const action = oneOf("the action", read.words[0] ?? "", ACTIONS);
  if ("problem" in action) return wrongUse(context, action.problem);
  const { repo = ".", server, organisation } = read.values;
  const path = join(resolve(context.folder, repo), POLICY_PATH);
  if (action.word === "validate") return validate(context, path);
  const upper = { server, organisation };
  return explain(context, path, upper);
}

async function validate(context: CommandContext, path: string): Promise<number> {
  const text = await policyText(path);
  if (typeof text !== "string") return wrongUse(context, `${POLICY_PATH}: ${text.problem}`);
  const { policy, problems } = parsePolicy(text, POLICY_PATH);
  if (problems.length > 0) return tell(context, problems);
  for (const line of expiredIn(policy)) context.terminal.out(`${line}\n`);
  context.terminal.out(`${POLICY_PATH} is valid.\n`);
  return EXIT.done;
}

/** A suppression that has expired is no mistake of the file, but somebody should know. */
function expiredIn(policy: PolicyFile | null): string[] {
  const today = new Date().toISOString().slice(0, 10);
  return (policy?.suppressions ?? [])
    .filter(({ expires }) => expires < today)
    .map(({ rule, path, expires }) =>
      terminalLine(`${POLICY_PATH}: the suppression of ${rule} in ${path} expired on ${expires}`),
    );
}

async function explain(
  context: CommandContext,
  path: string,
  upper: { server: string | undefined; organisation: string | undefined },
): Promise<number> {
  const own = await readIfThere(path, POLICY_PATH, parsePolicy);
  const server = await readNamed(context, upper.server);
  const organisation = await readNamed(context, upper.organisation);
  const problems = [own, server, organisation].flatMap((file) => file.problems);
  if (problems.length > 0) return tell(context, problems);
  const layers = {
    ...{ server: server.policy, organisation: organisation.policy, repository: own.policy },
  };
  context.terminal.out(explained(effectivePolicy(layers)));
  return EXIT.done;
}

/** A missing file of the repository is none; one that cannot be used is a problem. */
async function readIfThere<T>(
  path: string,
  shown: string,
  parse: (text: string, path: string) => ParsedPolicy<T>,
): Promise<ParsedPolicy<T>> {
  if (!(await lstat(path).catch(() => null))) return { policy: null, problems: [] };
  const text = await policyText(path);
  if (typeof text === "string") return parse(text, shown);
  return { policy: null, problems: [problemOf(shown, text.problem)] };
}

/** A file that the caller names must be there. */
async function readNamed(
  { folder }: CommandContext,
  path: string | undefined,
): Promise<ParsedPolicy<UpperPolicyFile>> {
  if (path === undefined) return { policy: null, problems: [] };
  const text = await policyText(resolve(folder, path));
  if (typeof text === "string") return parseUpperPolicy(text, path);
  return { policy: null, problems: [problemOf(path, text.problem)] };
}

function problemOf(path: string, message: string): PolicyProblem {
  return { path, line: 1, column: 1, key: "", message };
}

function explained({ keys, refused }: EffectivePolicy): string {
  const rows = keys.map(row);
  const lost = refused.map(({ key, origin, why }) =>
    terminalLine(`${key} of the ${origin} does not count: ${why}`),
  );
  return [...rows, ...lost].map((line) => `${line}\n`).join("");
}

function row({ key, value, origin, lockedBy }: ExplainedKey): string {
  const lock = lockedBy === null ? "" : `, locked by the ${lockedBy}`;
  return terminalLine(`${key}: ${JSON.stringify(value)} (${origin}${lock})`);
}

function tell({ terminal }: CommandContext, problems: readonly PolicyProblem[]): number {
  for (const { path, line, column, message } of problems) {
    terminal.out(`${terminalLine(path)}:${line}:${column}: ${terminalLine(message)}\n`);
  }
  return EXIT.wrongUse;
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
