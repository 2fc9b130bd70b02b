import { z } from "zod";
import { ChosenFile, type PackageChoice } from "../model/dependency.ts";
import { Fault } from "../model/fault.ts";
import { ChildFailure } from "./child-failure.ts";
import { CHILD_OPTIONS, startChild } from "./child-process.ts";
import { runTask } from "./run-task.ts";

const MILLISECONDS = 30_000;
const NO_COMMITS = { list: async () => new Uint8Array(), read: async () => [] };

/** Chooses, in a child of its own, the file of each package that fits; null where none does. */
export async function chooseFilesInChild(
  choices: readonly PackageChoice[],
  indexes: readonly Uint8Array[],
  signal: AbortSignal,
): Promise<(ChosenFile | null)[]> {
  const machine = process.arch;
  const input = { choices: choices.map(({ digests }) => ({ digests })), machine };
  try {
    const answer = await runTask(startChild(CHILD_OPTIONS, "python-index"), {
      ...{ input, attachments: indexes, commits: NO_COMMITS, signal },
      allowance: { commits: [], blobBytes: 0, oneBlobBytes: 0 },
      milliseconds: MILLISECONDS,
      memoryBytes: CHILD_OPTIONS.memoryBytes,
    });
    const parsed = z.array(ChosenFile.nullable()).length(choices.length).safeParse(answer);
    if (parsed.success) return parsed.data;
    throw new ChildFailure("its answer is no choice", { cause: parsed.error });
  } catch (error) {
    if (!(error instanceof ChildFailure)) throw error;
    const message = `the index of the packages could not be read: ${error.reason}`;
    throw new Fault("refused", message, { cause: error });
  }
}
