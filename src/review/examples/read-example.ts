import { parse } from "yaml";
import { z } from "zod";
import type { MemoryTree } from "./memory-commits.ts";

/** One example of a rule: the tree before and after, and where it must be flagged. */
export interface Example {
  name: string;
  flagged: boolean;
  base: MemoryTree;
  head: MemoryTree;
  /** What it would be merged with, where the branches have merged each other before. */
  merge?: MergeExample;
  /** `path:line` of every line of the head that says it must be flagged. */
  marks: string[];
}

/** Branches that merged each other: their second merge base, and what a merge gives. */
export interface MergeExample {
  base: MemoryTree;
  tip: MemoryTree;
  result: MemoryTree;
}

/** A tree in words, for what a folder cannot hold: links, odd names, binary content. */
const Entry = z.union([
  z.string(),
  z.strictObject({ mode: z.enum(["100644", "100755", "120000", "160000"]), content: z.string() }),
  z.strictObject({ hex: z.string() }),
]);
const Entries = z.record(z.string(), Entry);
const TreeFile = z.strictObject({
  base: Entries.default({}),
  head: Entries,
  merge: z.strictObject({ base: Entries, tip: Entries, result: Entries }).optional(),
});

/** What a line of an example says that must be flagged. */
const MARK = "gatehouse: flagged";

/**
 * The examples of one rule from the files of its `examples` folder, by path within it: single
 * files, `.tree.yml` files, folders, and folders with a `base` and a `head`. Throws for a name
 * that is neither flagged nor clean, and for a tree file that is none.
 */
export function readExamples(files: ReadonlyMap<string, Uint8Array>): Example[] {
  const groups = Map.groupBy([...files], ([path]) => path.split("/")[0] ?? "");
  return [...groups]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, members]) => readExample(name, new Map(members)));
}

function readExample(name: string, files: ReadonlyMap<string, Uint8Array>): Example {
  const flagged = name.startsWith("flagged");
  if (!flagged && !name.startsWith("clean")) {
    throw new Error(`${name}: the name of an example begins with flagged or clean`);
  }
  const single = files.get(name);
  if (single === undefined) return fromFolder(name, flagged, files);
  if (name.endsWith(".tree.yml")) {
    const { base, head, merge } = TreeFile.parse(parse(Buffer.from(single).toString("utf8")));
    const example = { name, flagged, base: toTree(base), head: toTree(head), marks: [] };
    return merge === undefined ? example : { ...example, merge: toTrees(merge) };
  }
  const head = { [name.replace(/^(?:flagged|clean)(?=\.)/, "example")]: single };
  return { name, flagged, base: {}, head, marks: marksOf(head) };
}

function fromFolder(
  name: string,
  flagged: boolean,
  files: ReadonlyMap<string, Uint8Array>,
): Example {
  const [base, head] = [below(files, `${name}/base/`), below(files, `${name}/head/`)];
  const paired = Object.keys(base).length > 0 && Object.keys(head).length > 0;
  const whole = paired ? head : below(files, `${name}/`);
  return { name, flagged, base: paired ? base : {}, head: whole, marks: marksOf(whole) };
}

function below(files: ReadonlyMap<string, Uint8Array>, start: string): MemoryTree {
  return Object.fromEntries(
    [...files].flatMap(([path, content]) =>
      path.startsWith(start) ? [[path.slice(start.length), content]] : [],
    ),
  );
}

function toTree(entries: z.infer<typeof Entries>): MemoryTree {
  return Object.fromEntries(
    Object.entries(entries).map(([path, entry]) => [
      path,
      typeof entry !== "string" && "hex" in entry
        ? Buffer.from(entry.hex.replaceAll(" ", ""), "hex")
        : entry,
    ]),
  );
}

function toTrees({ base, tip, result }: Record<keyof MergeExample, z.infer<typeof Entries>>) {
  return { base: toTree(base), tip: toTree(tip), result: toTree(result) };
}

function marksOf(tree: MemoryTree): string[] {
  return Object.entries(tree).flatMap(([path, content]) => {
    if (!(content instanceof Uint8Array)) return [];
    const lines = Buffer.from(content).toString("utf8").split("\n");
    return lines.flatMap((line, index) => (line.includes(MARK) ? [`${path}:${index + 1}`] : []));
  });
}
