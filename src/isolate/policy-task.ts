import { parsePolicy } from "../policy-file.ts";
import type { Task } from "./task.ts";

/** Reads the attached policy file; the input is the path to be named in problems. */
export async function policyTask(): Promise<Task> {
  return async (input, { attachments: [bytes = new Uint8Array()] }) => {
    // The parent writes the input itself.
    const path = input as string;
    return parsePolicy(Buffer.from(bytes).toString("utf8"), path);
  };
}
