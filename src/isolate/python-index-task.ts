import { choosePythonFile } from "../execution/dependencies/python-index.ts";
import type { ChosenFile, PackageChoice } from "../model/dependency.ts";
import type { Task } from "./task.ts";

/** What is chosen: one of each package's files, out of the index that is attached for it. */
export interface PythonIndexInput {
  choices: readonly Pick<PackageChoice, "digests">[];
  machine: string;
}

/** Reads what an index says of packages, which their publishers have a hand in. */
export async function pythonIndexTask(): Promise<Task> {
  return async (input, { attachments }) => {
    // The parent writes the input itself.
    const { choices, machine } = input as PythonIndexInput;
    return choices.map((choice, at): ChosenFile | null => {
      const text = Buffer.from(attachments[at] ?? new Uint8Array()).toString("utf8");
      return choosePythonFile(choice, jsonOrNull(text), machine);
    });
  };
}

/** An index that is no JSON has no file. */
function jsonOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
