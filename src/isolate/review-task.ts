import type { ReviewRequest } from "../model/review-request.ts";
import { loadKnowledge } from "../review/knowledge.ts";
import { review } from "../review/review.ts";
import { PROJECT_ROOT } from "./project-root.ts";
import type { Task } from "./task.ts";

/** Prepares the review: rules and vocabularies are read here, once, from our own files. */
export async function reviewTask(): Promise<Task> {
  const knowledge = await loadKnowledge(PROJECT_ROOT);
  // The parent writes the input itself, from a checked request.
  return (input, { commits }) => review(commits, input as ReviewRequest, knowledge);
}
