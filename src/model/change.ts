import type { TreeEntry } from "./tree.ts";

/** How a path differs between merge base and head. */
export type ChangeStatus = "added" | "modified" | "deleted" | "renamed" | "mode";

/** One path that differs between merge base and head. `previousPath` is set for renames. */
export interface ChangedFile {
  path: string;
  previousPath?: string;
  status: ChangeStatus;
  base: TreeEntry | null;
  head: TreeEntry | null;
}

/** What a pull request changes besides its files: text that people and tools read. */
export interface ChangeText {
  title: string;
  body: string;
  branch: string;
  commitMessages: string[];
}
