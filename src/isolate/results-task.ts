import { readResults } from "../execution/reports/read-results.ts";
import type { LeftByRun } from "../model/reported-tests.ts";
import type { Task } from "./task.ts";

/** Reads what a run left: its output and its report files are attached. */
export async function resultsTask(): Promise<Task> {
  return async (input, { attachments: [output = new Uint8Array(), files = new Uint8Array()] }) =>
    // The parent writes the input itself.
    readResults({ ...(input as Pick<LeftByRun, "format" | "whole">), output, files });
}
