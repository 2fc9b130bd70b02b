import { checkRules } from "../review/examples/check-rules.ts";
import { loadKnowledge } from "../review/knowledge.ts";
import { PROJECT_ROOT } from "./project-root.ts";
import type { Task } from "./task.ts";

/** Checks a folder of rules: the input is the path of each attachment. */
export async function rulesTask(): Promise<Task> {
  const knowledge = await loadKnowledge(PROJECT_ROOT);
  return async (input, { attachments }) => {
    // The parent writes the input itself.
    const paths = input as string[];
    const files = paths.map((path, at): [string, Uint8Array] => [
      path,
      attachments[at] ?? new Uint8Array(),
    ]);
    return checkRules(new Map(files), knowledge);
  };
}
