import { resolve } from "node:path";
import { AUDIT_FORMATS, type AuditVerification } from "../model/audit-check.ts";
import { terminalLine } from "../report/encoder.ts";
import { oneOf, readArguments } from "./arguments.ts";
import { type CommandContext, EXIT, wrongUse } from "./command.ts";

const ACTIONS = ["verify", "export"] as const;
const OPTIONS = ["data", "file", "checkpoints", "key", "head", "format", "from"];

/** What does not hold, as an exit code. */
const BROKEN = 1;

type Values = Readonly<Record<string, string | undefined>>;

/**
 * `gatehouse audit verify|export`: checks the audit trail without asking the App or anybody
 * else, or writes it out for other programs. Exits 1 when it does not hold.
 */
export async function runAudit(context: CommandContext, args: readonly string[]): Promise<number> {
  const read = readArguments(args, OPTIONS, 1);
  if ("problem" in read) return wrongUse(context, read.problem);
  const action = oneOf("the action", read.words[0] ?? "", ACTIONS);
  if ("problem" in action) return wrongUse(context, action.problem);
  return action.word === "verify"
    ? verify(context, read.values)
    : exportRecords(context, read.values);
}

async function verify(context: CommandContext, values: Values): Promise<number> {
  const { head } = values;
  if (head !== undefined && !/^[0-9a-f]{64}$/.test(head)) {
    return wrongUse(context, "--head is 64 hexadecimal digits, as an earlier check printed them");
  }
  const audit = await context.openAudit();
  const path = (name: string) => {
    const value = values[name];
    return value === undefined ? undefined : resolve(context.folder, value);
  };
  const checked = await audit.check({
    ...{ dataDir: path("data") ?? audit.dataDir, head },
    ...{ file: path("file"), checkpoints: path("checkpoints"), key: path("key") },
  });
  return said(context, checked, (text) => context.terminal.out(text));
}

async function exportRecords(context: CommandContext, values: Values): Promise<number> {
  const format = oneOf("--format", values["format"] ?? "jsonl", AUDIT_FORMATS);
  if ("problem" in format) return wrongUse(context, format.problem);
  const from = values["from"] ?? "0";
  if (!/^\d{1,15}$/.test(from)) return wrongUse(context, "--from is the sequence of a record");
  const audit = await context.openAudit();
  const dataDir =
    values["data"] === undefined ? audit.dataDir : resolve(context.folder, values["data"]);
  // Records are canonical JSON that we wrote; a terminal is not where they go.
  const checked = await audit.export({ dataDir, format: format.word, from: Number(from) }, (line) =>
    context.terminal.out(`${line}\n`),
  );
  return said(context, checked, (text) => context.terminal.err(text));
}

function said(
  { terminal }: CommandContext,
  { records, head, signed, problem }: AuditVerification,
  say: (text: string) => void,
): number {
  if (problem === null) {
    say(`${records} records, whole and in order; ${signed} of them signed.\nhead ${head}\n`);
    return EXIT.done;
  }
  terminal.err(`gatehouse: line ${problem.line} ${terminalLine(problem.message)}\n`);
  terminal.err(`gatehouse: ${records} records before it hold; nothing can be said of the rest\n`);
  return BROKEN;
}
