import { Worker } from "node:worker_threads";
import type { CaseResult, Finding } from "./campaign.ts";

/** What the thread that reads tells the one that watches it. */
export type FromWorker =
  | { type: "begun"; nth: number; target: string }
  | { type: "done"; nth: number; target: string; result: CaseResult }
  | { type: "broken"; nth: number }
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
    const next = await watchOne({ ...orders, from }, listener);
    if (next === null) return;
    from = next;
  }
}

/** Answers the case that another thread goes on with; null when this one came to its end. */
function watchOne(orders: Orders, listener: Listener): Promise<number | null> {
  const worker = new Worker(new URL("./worker.ts", import.meta.url), {
    workerData: orders,
    resourceLimits: { maxOldGenerationSizeMb: HEAP_MEGABYTES },
  });
  let begun = { nth: orders.from, target: "", at: Date.now() };
  return new Promise((resolve, reject) => {
    const end = (next: number | null) => {
      clearInterval(timer);
      void worker.terminate();
      resolve(next);
    };
    const stuck = (message: string) => {
      const { target, nth } = begun;
      const place = { target, case: nth, how: "", path: "", input: "" };
      listener.found({ ...place, sort: "never ends", message });
      end(nth + 1);
    };
    const timer = setInterval(() => {
      if (begun.target !== "" && Date.now() - begun.at > NEVER_MILLISECONDS)
        stuck(`has not ended after ${NEVER_MILLISECONDS / 1000} s`);
    }, 1000);
    worker.on("message", (message: FromWorker) => {
      if (message.type === "ended") return end(null);
      if (message.type === "broken") return end(message.nth + 1);
      if (message.type === "begun") return (begun = { ...message, at: Date.now() });
      listener.done(message.target, message.result);
      if (message.result.finding !== null) listener.found(message.result.finding);
    });
    worker.on("error", (error: Error) => {
      // Before the first case it is our own fault.
      if (begun.target === "") return reject(error);
      stuck(`ends the thread: ${error.message}`);
    });
  });
}
