import type { ChildProcess } from "node:child_process";
import { Fault } from "../model/fault.ts";
import { type LineReader, lineReader } from "./line-reader.ts";
import { killGit, spawnGit } from "./run-git.ts";

/** One long-lived `git cat-file` process, asked one list of questions after another. */
export interface Batch {
  /**
   * Writes the ids, one a line, and lets `answer` read one answer for each. A process that
   * ends meanwhile is an `unavailable` fault and is replaced at the next question; one that
   * cannot be started is `internal`.
   */
  ask<T>(oids: readonly string[], answer: (reader: LineReader) => Promise<T>): Promise<T[]>;
  close(): Promise<void>;
}

interface Running {
  child: ChildProcess;
  reader: LineReader;
  failure: Error | null;
}

const SILENT_MILLISECONDS = 120_000;

/** Opens a batch on the objects of `gitDir`; the process starts with the first question. */
export function openBatch(gitDir: string, mode: "--batch" | "--batch-check"): Batch {
  let running: Running | null = null;
  let last: Promise<unknown> = Promise.resolve();
  let closed = false;

  async function askNow<T>(
    oids: readonly string[],
    answer: (reader: LineReader) => Promise<T>,
  ): Promise<T[]> {
    if (closed) throw new Fault("internal", "failed to read objects: the store is closed");
    const process = (running ??= start(gitDir, mode));
    const timer = setTimeout(() => killGit(process.child), SILENT_MILLISECONDS);
    const answers: T[] = [];
    try {
      process.child.stdin?.write(oids.map((oid) => `${oid}\n`).join(""));
      while (answers.length < oids.length) {
        answers.push(await answer(process.reader));
        timer.refresh();
      }
      return answers;
    } catch (cause) {
      killGit(process.child);
      running = null;
      const kind = process.failure ? "internal" : "unavailable";
      throw new Fault(kind, "failed to read objects: git ended", { cause });
    } finally {
      clearTimeout(timer);
    }
  }

  return {
    ask(oids, answer) {
      const mine = last.then(() => askNow(oids, answer));
      // The next question waits for this one, however it ends; the asker hears of the failure.
      last = mine.catch(() => {});
      return mine;
    },
    async close() {
      closed = true;
      await last;
      if (running) killGit(running.child);
      running = null;
    },
  };
}

function start(gitDir: string, mode: string): Running {
  const child = spawnGit({ gitDir, args: ["cat-file", mode] });
  if (!child.stdout) throw new Fault("internal", "failed to start git cat-file");
  const running: Running = { child, reader: lineReader(child.stdout), failure: null };
  child.on("error", (error) => (running.failure = error));
  // A closed input shows as the end of the output, where it is handled.
  child.stdin?.on("error", () => {});
  child.stderr?.resume();
  return running;
}
