import type { CommitSha } from "../model/repository.ts";
import { gitOutput, runGit } from "./run-git.ts";

/** What a merge would give: a commit in the store, or why there is none. */
export type MergeResult = { commit: CommitSha } | "conflict" | "unknown";

/** A merge that lacks more objects than are fetched one by one is not worked out. */
const ROUNDS = 60;
/** Git's own example of a person who is nobody; the commit is never shown and never leaves. */
const NOBODY = "nobody <> 0 +0000";

/**
 * Merges two commits in the store of `gitDir`, without a work tree, hooks, merge drivers and
 * filters: our configuration names none, and attributes are taken from an empty tree. `have`
 * brings a missing object near, where that is possible, and answers whether it did.
 */
export async function mergeResult(
  gitDir: string,
  [ours, theirs]: readonly [CommitSha, CommitSha],
  have: (oid: string) => Promise<boolean>,
): Promise<MergeResult> {
  const none = await emptyTree(gitDir);
  for (let round = 0; round < ROUNDS; round += 1) {
    const answer = await runGit({
      gitDir,
      args: ["merge-tree", "--write-tree", "--no-messages", ours, theirs],
      settings: [["attr.tree", none]],
    });
    if (answer.code === 1) return "conflict";
    const [tree = ""] = answer.stdout.toString("latin1").split("\n", 1);
    if (answer.code === 0) return { commit: await commitOf(gitDir, tree, [ours, theirs]) };
    const [missing] = /\b[0-9a-f]{40}(?:[0-9a-f]{24})?\b/.exec(answer.stderr) ?? [];
    if (missing === undefined || !(await have(missing))) return "unknown";
  }
  return "unknown";
}

async function emptyTree(gitDir: string): Promise<string> {
  return oidOf(await gitOutput({ gitDir, args: ["hash-object", "-w", "-t", "tree", "--stdin"] }));
}

/** A commit of the tree, so that it can be listed and read like any other. */
async function commitOf(gitDir: string, tree: string, parents: readonly string[]): Promise<string> {
  const lines = [`tree ${tree}`, ...parents.map((parent) => `parent ${parent}`)];
  const input = [...lines, `author ${NOBODY}`, `committer ${NOBODY}`, "", ""].join("\n");
  const args = ["hash-object", "-w", "-t", "commit", "--stdin"];
  return oidOf(await gitOutput({ gitDir, args, input }));
}

function oidOf(output: Buffer): string {
  return output.toString("latin1").trim();
}
