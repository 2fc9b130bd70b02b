import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { z } from "zod";
import {
  commitId,
  memoryCommits,
  treeFromFolder,
  type MemoryTree,
} from "../fakes/memory-commits.ts";
import type { Review } from "../../src/model/review.ts";
import { ReviewLimits } from "../../src/model/review-request.ts";
import type { Knowledge } from "../../src/review/knowledge.ts";
import { review } from "../../src/review/review.ts";

/** One example of a rule: the tree before and after, and where it must be flagged. */
export interface Example {
  name: string;
  flagged: boolean;
  base: MemoryTree;
  head: MemoryTree;
  /** `path:line` of every line that says it must be flagged. */
  marks: string[];
}

/** A tree in words, for what a folder cannot hold: links, odd names, binary content. */
const Entry = z.union([
  z.string(),
  z.strictObject({ mode: z.enum(["100644", "100755", "120000", "160000"]), content: z.string() }),
  z.strictObject({ hex: z.string() }),
]);
const TreeFile = z.strictObject({
  base: z.record(z.string(), Entry).default({}),
  head: z.record(z.string(), Entry),
});

function toTree(entries: Record<string, z.infer<typeof Entry>>): MemoryTree {
  const tree: MemoryTree = {};
  for (const [path, entry] of Object.entries(entries)) {
    if (typeof entry === "string") tree[path] = entry;
    else tree[path] = "hex" in entry ? Buffer.from(entry.hex.replaceAll(" ", ""), "hex") : entry;
  }
  return tree;
}

const MARK = "gatehouse: flagged";

/** The examples of one rule's folder: single files, trees, or pairs of trees. */
export function examplesOf(ruleFolder: string): Example[] {
  const folder = join(ruleFolder, "examples");
  return readdirSync(folder)
    .sort()
    .map((name) => readExample(join(folder, name), name));
}

function readExample(path: string, name: string): Example {
  const flagged = name.startsWith("flagged");
  if (!flagged && !name.startsWith("clean"))
    throw new Error(`${path}: is neither flagged nor clean`);
  if (name.endsWith(".tree.yml")) {
    const { base, head } = TreeFile.parse(parse(readFileSync(path, "utf8")));
    return { name, flagged, base: toTree(base), head: toTree(head), marks: [] };
  }
  if (!statSync(path).isDirectory()) {
    const head = { [name.replace(/^(?:flagged|clean)(?=\.)/, "example")]: readFileSync(path) };
    return { name, flagged, base: {}, head, marks: marksOf(head) };
  }
  const paired = existsSync(join(path, "base")) && existsSync(join(path, "head"));
  const base = paired ? treeFromFolder(join(path, "base")) : {};
  const head = treeFromFolder(paired ? join(path, "head") : path);
  return { name, flagged, base, head, marks: marksOf(head) };
}

function marksOf(tree: MemoryTree): string[] {
  return Object.entries(tree).flatMap(([path, content]) =>
    Buffer.from(content as Uint8Array)
      .toString("utf8")
      .split("\n")
      .flatMap((line, index) => (line.includes(MARK) ? [`${path}:${index + 1}`] : [])),
  );
}

/** Reviews a change between two trees in memory. */
export async function reviewTrees(
  base: MemoryTree,
  head: MemoryTree,
  knowledge: Knowledge,
): Promise<Review> {
  const commits = memoryCommits({ [commitId("a")]: base, [commitId("b")]: head });
  return review(
    commits,
    {
      mergeBases: [commitId("a")],
      head: commitId("b"),
      text: { title: "", body: "", branch: "", commitMessages: [] },
      limits: ReviewLimits.parse({}),
    },
    knowledge,
  );
}
