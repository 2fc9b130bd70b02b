import { z } from "zod";
import type { CheckRun } from "../stand-in/state.ts";
import type { LoggedRequest } from "../stand-in/rest.ts";
import type { Setting } from "./setting.ts";
import type { Printer } from "./printer.ts";

const PATIENCE_MS = 120_000;
const EVERY_MS = 20;

/** What a request says about a check run. */
const Written = z.object({
  name: z.string().optional(),
  status: z.string().optional(),
  conclusion: z.string().optional(),
  output: z.object({ title: z.string() }).optional(),
});

/** Whether a request wrote to GitHub; asking for a token does not. */
export function isWrite({ method, path }: LoggedRequest): boolean {
  return method !== "GET" && !path.startsWith("/app/");
}

/**
 * Shows every change of a commit's check run as Gatehouse writes it, until the run is
 * completed; answers the run. Fails after two minutes, or when Gatehouse ends.
 */
export async function followCheck(
  { standIn, program }: Setting,
  printer: Printer,
  wanted: { sha: string; name: string; from: number },
): Promise<CheckRun> {
  const { sha, name } = wanted;
  let next = wanted.from;
  let last = "";
  const tell = () => {
    for (const request of standIn.requests.slice(next)) {
      next += 1;
      const body = isWrite(request) ? Written.safeParse(request.body).data : undefined;
      if (body?.status === undefined || nameOf(standIn, request, body.name) !== name) continue;
      const state = body.conclusion ?? body.status;
      const said = `${state.padEnd(11)} ${printer.paint("dim", body.output?.title ?? "")}`;
      if (said !== last) printer.tick(`${name}  ${said}`);
      last = said;
    }
  };
  const end = Date.now() + PATIENCE_MS;
  for (;;) {
    tell();
    const run = standIn.checkRuns(sha).findLast((one) => one.name === name);
    if (run?.status === "completed") return run;
    await orGone(program.ended());
    if (Date.now() > end) throw new Error(`${name} was not completed within two minutes`);
  }
}

/** Waits until something is there; fails after two minutes, or when Gatehouse ends. */
export async function waitFor<T>(
  { program }: Setting,
  what: string,
  find: () => T | undefined,
): Promise<T> {
  for (const end = Date.now() + PATIENCE_MS; Date.now() < end;) {
    const found = find();
    if (found !== undefined) return found;
    await orGone(program.ended());
  }
  throw new Error(`${what} did not come within two minutes`);
}

async function orGone(ended: string | null): Promise<void> {
  if (ended !== null) throw new Error(ended);
  await new Promise((resolve) => setTimeout(resolve, EVERY_MS));
}

function nameOf(
  standIn: Setting["standIn"],
  { path }: LoggedRequest,
  named: string | undefined,
): string | undefined {
  if (named !== undefined) return named;
  const id = /\/check-runs\/(\d+)$/.exec(path)?.[1];
  return standIn.state.checkRuns.find((run) => String(run.id) === id)?.name;
}
