import type { CommitSha, RepositoryRef } from "../model/repository.ts";
import { answerCheck } from "../report/answer-check.ts";
import type { Answer } from "../report/answer-check.ts";
import type { JobParts } from "./parts.ts";

/** Answers a command on the head of its pull request: one check run, kept up to date. */
export async function answer(
  { store, addresses }: Pick<JobParts, "store" | "addresses">,
  { repository, headSha }: { repository: RepositoryRef; headSha: CommitSha },
  said: Answer,
): Promise<void> {
  const content = answerCheck(said, addresses.help);
  await store.wantCheck({ repository, kind: "answer", headSha, run: "answer", content });
}
