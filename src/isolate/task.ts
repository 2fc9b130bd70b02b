import type { CommitReader } from "../model/tree.ts";

/** What a task gets besides its input. */
export interface TaskContext {
  /** Reads through the parent, only the commits that the parent allowed for this task. */
  commits: CommitReader;
  /** Hostile bytes that came with the input. */
  attachments: readonly Uint8Array[];
}

/**
 * A piece of work that reads hostile bytes. A factory prepares it before any such byte is
 * there, from our own files only; the input comes from the parent and needs no checking. The
 * answer must survive JSON.
 */
export type Task = (input: unknown, context: TaskContext) => Promise<unknown>;
