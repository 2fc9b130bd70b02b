import { parsePolicy, parseUpperPolicy } from "../policy-file.ts";
import type { Task } from "./task.ts";

/** Which file it is: `path` is to be named in problems, and an upper file may lock keys. */
export interface PolicyInput {
  path: string;
  upper: boolean;
}

/** Reads the attached policy file. */
export async function policyTask(): Promise<Task> {
  return async (input, { attachments: [bytes = new Uint8Array()] }) => {
    // The parent writes the input itself.
    const { path, upper } = input as PolicyInput;
    const text = Buffer.from(bytes).toString("utf8");
    return upper ? parseUpperPolicy(text, path) : parsePolicy(text, path);
  };
}
