import { Worker } from "node:worker_threads";
import type { CaseResult, Finding } from "./campaign.ts";

/** What the thread that reads tells the one that watches it. */
export type FromWorker =
  | { type: "begun"; nth: number; target: string }
  | { type: "done"; nth: number; target: string; result: CaseResult }
  | { type: "ended" };

/** What to run: cases from `from` on, until `end` (milliseconds since 1970). */
export interface Orders {
  seed: number;
  from: number;
  only: string;
  end: number;
}

/** What is told while it runs. */
export interface Listener {
  done: (target: string, result: CaseResult) => void;
  found: (finding: Finding) => void;
}

/** A case that has not ended after this is taken for one that never does. */
const NEVER_MILLISECONDS = 120_000;
const HEAP_MEGABYTES = 1500;

/**
 * Runs cases in a thread that can be ended. A case that does not end, or takes all memory, is
 * a finding, and the run goes on behind it.
 */
export async function watch(orders: Orders, listener: Listener): Promise<void> {
  let { from } = orders;
  while (Date.now() < orders.end) {
    const stopped = await watchOne({ ...orders, from }, listener);
    if (stopped === null) return;
    listener.found(stopped);
    from = stopped.case + 1;
  }
}

/** Answers what ended the thread before its time; null when it came to its end. */
function watchOne(orders: Orders, listener: Listener): Promise<Finding | null> {
  const worker = new Worker(new URL("./worker.ts", import.meta.url), {
    workerData: orders,
    resourceLimits: { maxOldGenerationSizeMb: HEAP_MEGABYTES },
  });
  let begun = { nth: orders.from, target: "", at: Date.now() };
  return new Promise((resolve, reject) => {
    const end = (finding: Finding | null) => {
      clearInterval(timer);
      void worker.terminate();
      resolve(finding);
    };
    const stuck = (message: string): Finding => ({
      ...{ target: begun.target, case: begun.nth, sort: "never ends", message },
      ...{ how: "", path: "", input: "" },
    });
    const timer = setInterval(() => {
      if (begun.target !== "" && Date.now() - begun.at > NEVER_MILLISECONDS)
        end(stuck(`has not ended after ${NEVER_MILLISECONDS / 1000} s`));
    }, 1000);
    worker.on("message", (message: FromWorker) => {
      if (message.type === "ended") return end(null);
      if (message.type === "begun") return (begun = { ...message, at: Date.now() });
      listener.done(message.target, message.result);
      if (message.result.finding !== null) listener.found(message.result.finding);
    });
    worker.on("error", (error: Error) => {
      // Before the first case it is our own fault.
      if (begun.target === "") return reject(error);
      end(stuck(`ends the thread: ${error.message}`));
    });
  });
}
