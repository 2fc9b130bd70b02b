import { z } from "zod";
import { Fault } from "../model/fault.ts";
import { ChildFailure } from "./child-failure.ts";
import { CHILD_OPTIONS, startChild } from "./child-process.ts";
import { runTask } from "./run-task.ts";

const MILLISECONDS = 60_000;
const NO_COMMITS = { list: async () => new Uint8Array(), read: async () => [] };

/**
 * What the archive of a module adds up to, as `go.sum` says it, computed in a child of its own;
 * null where it is no archive. Throws `refused` where the child cannot cope with it.
 */
export async function hashModuleInChild(
  zip: Uint8Array,
  signal: AbortSignal,
): Promise<string | null> {
  try {
    const answer = await runTask(startChild(CHILD_OPTIONS, "module"), {
      ...{ input: null, attachments: [zip], commits: NO_COMMITS, signal },
      allowance: { commits: [], blobBytes: 0, oneBlobBytes: 0 },
      ...{ milliseconds: MILLISECONDS, memoryBytes: CHILD_OPTIONS.memoryBytes },
    });
    const parsed = z.string().max(60).nullable().safeParse(answer);
    if (parsed.success) return parsed.data;
    throw new ChildFailure("its answer is no digest", { cause: parsed.error });
  } catch (error) {
    if (!(error instanceof ChildFailure)) throw error;
    const message = `the archive of a module could not be read: ${error.reason}`;
    throw new Fault("refused", message, { cause: error });
  }
}
