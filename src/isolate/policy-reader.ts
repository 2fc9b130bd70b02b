import { z } from "zod";
import type { ParsedPolicy } from "../policy-file.ts";
import { PolicyFile, UpperPolicyFile } from "../policy.ts";
import { ChildFailure } from "./child-failure.ts";
import { CHILD_OPTIONS, startChild } from "./child-process.ts";
import type { PolicyInput } from "./policy-task.ts";
import { runTask } from "./run-task.ts";

const Problem = z.strictObject({
  path: z.string(),
  line: z.int().min(1),
  column: z.int().min(1),
  key: z.string(),
  message: z.string(),
});

/** A file of 64 KiB takes moments; whatever takes longer was made to. */
const MILLISECONDS = 10_000;

/** A policy needs no repository. */
const NO_COMMITS = {
  list: async () => new Uint8Array(),
  read: async () => [],
};

/**
 * Reads a policy file in a child of its own; `path` is only named in problems. A file that
 * the child cannot cope with has a problem, as every file that is no policy.
 */
export async function readPolicyInChild(
  bytes: Uint8Array,
  path: string,
): Promise<ParsedPolicy<PolicyFile>> {
  return readInChild(bytes, { path, upper: false }, PolicyFile);
}

/** The same for the file of an organisation, which may also lock keys. */
export async function readUpperPolicyInChild(
  bytes: Uint8Array,
  path: string,
): Promise<ParsedPolicy<UpperPolicyFile>> {
  return readInChild(bytes, { path, upper: true }, UpperPolicyFile);
}

async function readInChild<T>(
  bytes: Uint8Array,
  input: PolicyInput,
  schema: z.ZodType<T>,
): Promise<ParsedPolicy<T>> {
  const { path } = input;
  const whole = (message: string) => ({
    policy: null,
    problems: [{ path, line: 1, column: 1, key: "", message }],
  });
  try {
    const answer = await runTask(startChild(CHILD_OPTIONS, "policy"), {
      ...{ input, attachments: [bytes], commits: NO_COMMITS },
      allowance: { commits: [], blobBytes: 0, oneBlobBytes: 0 },
      milliseconds: MILLISECONDS,
      memoryBytes: CHILD_OPTIONS.memoryBytes,
      signal: new AbortController().signal,
    });
    const expected = z.strictObject({
      policy: schema.nullable(),
      problems: z.array(Problem).max(50),
    });
    const parsed = expected.safeParse(answer);
    return parsed.success ? parsed.data : whole("the file could not be read");
  } catch (error) {
    if (!(error instanceof ChildFailure)) throw error;
    return whole(`the file could not be read: ${error.reason}`);
  }
}
