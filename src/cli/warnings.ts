import { terminalLine } from "../report/encoder.ts";
import type { Terminal } from "./command.ts";

/** Makes the function that tells the caller of a child that failed and is tried again. */
export function warnOfChild(terminal: Terminal): (reason: string) => void {
  const line = terminal.watched ? "\r\x1b[K" : "";
  return (reason) =>
    terminal.err(`${line}gatehouse: the analysis stopped: ${terminalLine(reason)}\n`);
}
