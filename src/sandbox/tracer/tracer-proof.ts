import type { Trace } from "../../model/trace.ts";
import { ownOutput } from "../log.ts";
import type { Ended } from "../supervisor.ts";
import { toldLines } from "../walls.ts";

const HOLDS =
  "Every process of a run is followed from its first call, by another user whom it cannot reach.";

const TOLD: Readonly<Record<string, string>> = {
  "write-system": "E30",
  traced: "yes",
  "other-user": "yes",
  kill: "E1",
  memory: "E13",
  unfollowed: "E1",
  listener: "E1",
  ptrace: "E1",
};

/** Judges a run of `images/tracer/self-test/tracer.pl` by what it said and what was seen of it. */
export function judgeTracer(
  { log, evidence }: Pick<Ended, "log" | "evidence">,
  trace: Trace | null,
  withDecoys: boolean,
): { id: string; ok: boolean; why: string } {
  const id = "sandbox/witness-tracer";
  const lines = toldLines(ownOutput(log));
  const gaps = Object.entries(TOLD)
    .filter(([name, wanted]) => lines.get(name) !== wanted)
    .map(([name]) => `${name} is ${lines.get(name) ?? "missing"}`);
  if (evidence.fault !== null) gaps.unshift(evidence.fault);
  else gaps.push(...(trace === null ? ["it told nothing"] : unseen(trace, withDecoys)));
  if (gaps.length === 0) return { id, ok: true, why: HOLDS };
  return { id, ok: false, why: `This does not hold here: ${HOLDS} (${gaps.join(", ")})` };
}

function unseen(trace: Trace, withDecoys: boolean): string[] {
  const saw = (event: string, target: string) =>
    trace.events.some((one) => one.event === event && one.target === target);
  const wanted: [string, boolean][] = [
    ["its end", trace.complete && trace.sound && trace.lost === 0],
    ["a program that a grandchild starts", trace.nodes.some(isGrandchild)],
    ["a connection", saw("connect", "192.0.2.77 4444")],
    ["a writing into the system", saw("write", "/etc/")],
    ["a writing where programs start", saw("startup", "/home/sandbox/.bashrc")],
    ["a signal to itself", saw("tracer", "a signal")],
    ["a look into itself", saw("tracer", "/proc/mem")],
    ["a decoy that is read", !withDecoys || saw("decoy", "~/.aws/credentials")],
  ];
  return wanted.filter(([, seen]) => !seen).map(([what]) => `it did not see ${what}`);

  function isGrandchild({ command, parent }: { command: string; parent: number }): boolean {
    const above = trace.nodes.find(({ node }) => node === parent);
    return command.includes(": tracer-proof") && above !== undefined && above.parent > 0;
  }
}
