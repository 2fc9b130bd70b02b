import { ABSENT } from "../model/evidence.ts";
import { parseListing } from "../review/tree/listing.ts";
import type { Task } from "./task.ts";

/** What is asked for: paths of one commit. */
export interface EvidenceInput {
  commit: string;
  paths: readonly string[];
  entries: number;
}

/** Answers the blob id of each path of a commit; a listing is full of hostile names. */
export async function evidenceTask(): Promise<Task> {
  return async (input, { commits }) => {
    // The parent writes the input itself.
    const { commit, paths, entries } = input as EvidenceInput;
    const listing = parseListing(await commits.list(commit), entries);
    return paths.map((path) => listing.entries.get(path)?.oid ?? ABSENT);
  };
}
