import { z } from "zod";
import { ChildFailure } from "./child-failure.ts";
import { CHILD_OPTIONS, startChild } from "./child-process.ts";
import { runTask } from "./run-task.ts";

const Problem = z.strictObject({
  path: z.string(),
  line: z.int().min(1),
  column: z.int().min(1),
  message: z.string(),
});
const Answer = z.strictObject({
  rules: z.array(z.strictObject({ id: z.string(), examples: z.int().min(0) })),
  problems: z.array(Problem),
});
type Answer = z.infer<typeof Answer>;

/** A hundred rules with small examples take a few seconds. */
const MILLISECONDS = 120_000;

/** The files come with the task. */
const NO_COMMITS = { list: async () => new Uint8Array(), read: async () => [] };

/**
 * Checks rules and their examples in a child of its own: whoever wrote them may have been an
 * attacker. Files that the child cannot cope with are a problem of the whole folder.
 */
export async function checkRulesInChild(files: ReadonlyMap<string, Uint8Array>): Promise<Answer> {
  const whole = (message: string): Answer => ({
    rules: [],
    problems: [{ path: "", line: 1, column: 1, message }],
  });
  try {
    const answer = await runTask(startChild(CHILD_OPTIONS, "rules"), {
      ...{ input: [...files.keys()], attachments: [...files.values()], commits: NO_COMMITS },
      allowance: { commits: [], blobBytes: 0, oneBlobBytes: 0 },
      milliseconds: MILLISECONDS,
      memoryBytes: CHILD_OPTIONS.memoryBytes,
      signal: new AbortController().signal,
    });
    const parsed = Answer.safeParse(answer);
    return parsed.success ? parsed.data : whole("the rules could not be checked");
  } catch (error) {
    if (!(error instanceof ChildFailure)) throw error;
    return whole(`the rules could not be checked: ${error.reason}`);
  }
}
