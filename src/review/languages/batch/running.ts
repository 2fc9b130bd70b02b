import type { Expression } from "../../code/program.ts";
import { constantText } from "../shell/lowering.ts";
import { callAt } from "../lowered.ts";
import { writtenTo, type Command } from "./lowering.ts";

/** How the code in a file is run, by its extension. */
const READERS: ReadonlyMap<string, string> = new Map([
  ["bat", "#line"],
  ["cmd", "#line"],
  ["vbs", "#vbscript"],
  ["vbe", "#vbscript"],
  ["js", "#javascript"],
  ["jse", "#javascript"],
  ["ps1", "#powershell"],
]);

/** Runs what this program wrote to a file before, as what its name says it is. */
export function runWritten(path: Expression, at: Command["at"], how?: string): Expression[] {
  const extension = /\.(\w+)$/.exec(constantText(path) ?? "")?.[1]?.toLowerCase() ?? "";
  const reader = how ?? READERS.get(extension);
  return reader === undefined ? [] : [callAt(reader, [writtenTo(path, at)], at)];
}
