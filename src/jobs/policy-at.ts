import { Fault } from "../model/fault.ts";
import type { CommitSha } from "../model/repository.ts";
import { MAX_POLICY_BYTES } from "../policy-file.ts";
import type { ParsedPolicy } from "../policy-file.ts";
import { POLICY_PATH } from "../policy.ts";
import type { Commits } from "../ports/git.ts";

/** A policy file as a commit has it; `text` is null where there is none, or no regular file. */
export interface PolicyAt<T> extends ParsedPolicy<T> {
  text: string | null;
}

/** A commit without a policy file. */
export const NO_POLICY: PolicyAt<never> = { policy: null, problems: [], text: null };

/** Reads the policy file of a commit; `path` is what problems call it. */
export async function readPolicyAt<T>(
  read: (bytes: Uint8Array, path: string) => Promise<ParsedPolicy<T>>,
  commits: Commits,
  commit: CommitSha,
  path: string = POLICY_PATH,
): Promise<PolicyAt<T>> {
  try {
    const bytes = await commits.file(commit, POLICY_PATH, MAX_POLICY_BYTES);
    if (bytes === null) return NO_POLICY;
    return { ...(await read(bytes, path)), text: Buffer.from(bytes).toString("utf8") };
  } catch (error) {
    // A symlink, or a file of any size, is not a policy, and must not pass for none either.
    if (!(error instanceof Fault) || error.kind !== "refused") throw error;
    const message = `it must be a regular file of at most ${MAX_POLICY_BYTES} bytes`;
    const problem = { path, line: 1, column: 1, key: "", message };
    return { policy: null, problems: [problem], text: null };
  }
}
