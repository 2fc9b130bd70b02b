import { readResults } from "../execution/reports/read-results.ts";
import type { LeftByRun } from "../model/reported-tests.ts";
import type { Task } from "./task.ts";

const NOTHING = new Uint8Array();

/** Reads what a run left: its output, its report files and what a tracer told are attached. */
export async function resultsTask(): Promise<Task> {
  return async (input, { attachments: [output = NOTHING, files = NOTHING, trace = null] }) =>
    // The parent writes the input itself.
    readResults({ ...(input as Pick<LeftByRun, "format" | "whole">), output, files, trace });
}
