import type { FileFact, FileFeature } from "../../model/fact.ts";
import type { TreeEntry } from "../../model/tree.ts";
import type { FileClass } from "./classify.ts";
import { linkFacts } from "./links.ts";
import { nameFacts } from "./names.ts";

/** What is known around one entry of a tree. Everything but `entry` may be unknown. */
export interface EntryContext {
  entry: TreeEntry;
  /** The same path on the other side of the change; null when it is not there. */
  previous: TreeEntry | null;
  /** What a symlink points to: the text of its blob. */
  target: string | null;
  /** What the content is, when it was read. */
  content: Pick<FileClass, "kind" | "interpreter" | "claimed"> | null;
  /** Other paths of the tree that a file system may take for this one. */
  collisions: readonly string[];
}

/** Facts about an entry as git writes it to a disk, whatever it holds. */
export function entryFacts(context: EntryContext): FileFact[] {
  const { entry } = context;
  const facts = nameFacts(entry.path);
  for (const other of context.collisions.slice(0, 3)) {
    facts.push(fact("odd-path", `on some file systems the same file as ${other}`));
  }
  if (entry.kind === "symlink") facts.push(...linkFacts(entry.path, context.target));
  if (entry.kind === "submodule") facts.push(fact("submodule", `commit ${entry.oid}`));
  const made = madeExecutable(context);
  if (made !== null) facts.push(fact("made-executable", made));
  return facts;
}

/** Scripts and programs are executable by nature when they are new; data never is. */
function madeExecutable({ entry, previous, content }: EntryContext): string | null {
  if (entry.kind !== "executable") return null;
  if (previous?.kind === "file") return "was not executable before";
  if (previous !== null || content === null) return null;
  const data = content.claimed !== null && !["text", "executable"].includes(content.claimed);
  if (!data) return null;
  return `added executable, though named as ${content.claimed}`;
}

function fact(feature: FileFeature, detail: string): FileFact {
  return { kind: "file", feature, detail, at: { line: 1, endLine: 1 } };
}
