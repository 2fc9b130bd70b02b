import type { DoctorCheck } from "../model/doctor-check.ts";
import { terminalLine } from "../report/encoder.ts";
import { readArguments } from "./arguments.ts";
import { type CommandContext, EXIT, wrongUse } from "./command.ts";
import {
  checkExposure,
  checkNode,
  checkSecretFiles,
  checkSettings,
  checkStore,
} from "./doctor-checks.ts";
import { checkSandbox } from "./doctor-sandbox.ts";

/**
 * `gatehouse doctor [--json]`: whether everything that this machine needs is there and holds,
 * each with what to do about it. Exits 1 when something fails.
 */
export async function runDoctor(context: CommandContext, args: readonly string[]): Promise<number> {
  const json = args.includes("--json");
  const rest = args.filter((one) => one !== "--json");
  const read = readArguments(rest, []);
  if ("problem" in read) return wrongUse(context, read.problem);
  const settings = await context.readSettings();
  const checks = [
    checkNode(),
    ...checkSettings(settings),
    ...(await checkSecretFiles(context.environment)),
    ...checkExposure(settings),
    ...(await checkStore(settings)),
    ...(await context.inspectStore()),
    ...(await checkSandbox(context)),
  ];
  const answer = { schema: "gatehouse.doctor/1", checks };
  context.terminal.out(json ? `${JSON.stringify(answer, null, 2)}\n` : checks.map(lineOf).join(""));
  return checks.some(({ status }) => status === "fail") ? 1 : EXIT.done;
}

function lineOf({ id, status, why, fix }: DoctorCheck): string {
  const line = `${status.padEnd(7)}${id.padEnd(30)}${terminalLine(why, 500)}\n`;
  return status === "ok" || fix === ""
    ? line
    : `${line}${" ".repeat(7)}${terminalLine(fix, 500)}\n`;
}
