import { type Child, type ChildOptions, holdOpen, killChild, startChild } from "./child-process.ts";

/** Children of one task, started ahead of their work; each is handed out once. */
export interface ChildSource {
  /** A fresh child: the one that was waiting, or a new one. */
  take(): Child;
  /** Starts the next child, if children are kept waiting at all. */
  prepare(): void;
  close(): void;
}

/** Makes children for one task. With `spare`, one loaded child waits for the next `take`. */
export function childSource(options: ChildOptions, task: string, spare: boolean): ChildSource {
  let waiting: Child | null = null;
  let closed = false;
  return {
    take() {
      const child = waiting;
      waiting = null;
      const alive = child?.process.exitCode === null && child.process.signalCode === null;
      if (!child || !alive) return startChild(options, task);
      holdOpen(child, true);
      return child;
    },
    prepare() {
      if (!spare || waiting || closed) return;
      waiting = startChild(options, task);
      holdOpen(waiting, false);
    },
    close() {
      closed = true;
      if (waiting) killChild(waiting);
      waiting = null;
    },
  };
}
