import { type LeftByRun, RunResults } from "../model/reported-tests.ts";
import { ChildFailure } from "./child-failure.ts";
import { CHILD_OPTIONS, type ChildOptions, startChild } from "./child-process.ts";
import { runTask } from "./run-task.ts";

/** A few mebibytes take moments; whatever takes longer was made to. */
const MILLISECONDS = 20_000;
const MEGABYTE = 1024 * 1024;

const OPTIONS: ChildOptions = {
  ...CHILD_OPTIONS,
  memoryBytes: 768 * MEGABYTE,
  heapBytes: 384 * MEGABYTE,
  cpuSeconds: 60,
};

/** What a run left comes with the task. */
const NO_COMMITS = { list: async () => new Uint8Array(), read: async () => [] };

/**
 * Reads the results of a run in a child of its own. What the child cannot cope with, twice,
 * was made so: then no tests are counted, and the tail says why there is none.
 */
export async function readResultsInChild(left: LeftByRun): Promise<RunResults> {
  let reason = "";
  for (let attempt = 1; attempt <= 2; attempt += 1) {
    try {
      return await readOnce(left);
    } catch (error) {
      if (!(error instanceof ChildFailure)) throw error;
      ({ reason } = error);
    }
  }
  return { tests: null, trace: null, tail: `[the output could not be read: ${reason}]\n` };
}

async function readOnce({
  format,
  whole,
  output,
  files,
  trace = null,
}: LeftByRun): Promise<RunResults> {
  const answer = await runTask(startChild(OPTIONS, "results"), {
    ...{ input: { format, whole }, commits: NO_COMMITS },
    attachments: trace === null ? [output, files] : [output, files, trace],
    allowance: { commits: [], blobBytes: 0, oneBlobBytes: 0 },
    milliseconds: MILLISECONDS,
    memoryBytes: OPTIONS.memoryBytes,
    signal: new AbortController().signal,
  });
  const parsed = RunResults.safeParse(answer);
  if (!parsed.success) throw new ChildFailure("it sent something that is not an answer");
  return parsed.data;
}
