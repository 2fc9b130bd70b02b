import type { Outcome } from "../model/outcome.ts";
import type { SandboxRun } from "../model/sandbox-run.ts";
import { showsMaliceChain } from "./conclusion.ts";

const TITLES: Record<Outcome, string> = {
  passed: "Tests exited 0",
  failed: "Tests failed",
  "timed-out": "Stopped: the time limit was reached",
  "out-of-memory": "Stopped: the memory limit was reached",
  "output-limit": "Stopped: the output limit was reached",
  "disk-limit": "Stopped: the disk limit was reached",
  cancelled: "Cancelled before the end",
  refused: "Not run: refused",
  broken: "Could not run: a failure of Gatehouse itself",
};

/**
 * The title of a finished run. Counts of tests are the pull request's own word, and the title
 * says so.
 */
export function runTitle(run: SandboxRun): string {
  const title = TITLES[run.outcome] + reported(run);
  return showsMaliceChain(run) ? `Read a credential and tried to send data. ${title}` : title;
}

function reported({ tests, outcome }: SandboxRun): string {
  if (tests === null || (outcome !== "passed" && outcome !== "failed")) return "";
  const counts =
    outcome === "passed"
      ? `${tests.passed} reported passed`
      : `${tests.failed} reported failed, ${tests.passed} passed`;
  return `: ${counts} by the pull request's own code`;
}
