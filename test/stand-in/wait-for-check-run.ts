import type { CheckRun, State } from "./state.ts";

/** Waits until a check run fits; fails after the time with what there is. */
export async function waitForCheckRun(
  state: State,
  wanted: {
    sha: string;
    name: string;
    fits: ((run: CheckRun) => boolean) | undefined;
    milliseconds: number | undefined;
  },
): Promise<CheckRun> {
  const { sha, name, fits = (run) => run.status === "completed", milliseconds = 100_000 } = wanted;
  const until = Date.now() + milliseconds;
  const all = () => state.checkRuns.filter((run) => run.headSha === sha && run.name === name);
  for (;;) {
    const found = all().find(fits);
    if (found !== undefined) return found;
    if (Date.now() > until) {
      const seen = all().map((run) => `${run.history.join(" > ")}: ${run.title}`);
      throw new Error(`no ${name} on ${sha} fits; there is ${seen.join("; ") || "none"}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}
