import { ReviewLimits, type ReviewRequest } from "../model/review-request.ts";
import { mergeOf } from "../jobs/merge-of.ts";
import type { LocalRepository } from "../ports/git.ts";

/** A change in a local repository that can be reviewed, and where it starts in people's words. */
export interface LocalChange {
  request: ReviewRequest;
  baseName: string;
}

/**
 * Works out what to review: the head, and the merge bases of it with the base or, without
 * one, with the default branch. Answers a problem when the words name nothing reviewable.
 */
export async function localChange(
  repository: LocalRepository,
  names: { base: string | undefined; head: string | undefined },
): Promise<LocalChange | { problem: string }> {
  const headName = names.head ?? "HEAD";
  const head = await repository.resolve(headName);
  if (head === null) return { problem: `${JSON.stringify(headName)} names no commit here` };
  const base = await baseOf(repository, names.base);
  if ("problem" in base) return base;
  const mergeBases = await repository.mergeBases(base.commit, head);
  if (mergeBases.length === 0) {
    return { problem: `${JSON.stringify(headName)} and ${base.name} have no common history` };
  }
  if (names.base === undefined && mergeBases.includes(head)) {
    return {
      problem: `${headName} has nothing that ${base.name} has not; say what to compare with --base`,
    };
  }
  const request = await requestOf(repository, mergeBases, head);
  const merge = await mergeOf(repository, { tip: base.commit, head }, mergeBases);
  return { request: { ...request, ...merge }, baseName: base.name };
}

async function baseOf(
  repository: LocalRepository,
  name: string | undefined,
): Promise<{ name: string; commit: string } | { problem: string }> {
  if (name !== undefined) {
    const commit = await repository.resolve(name);
    const quoted = JSON.stringify(name);
    return commit ? { name: quoted, commit } : { problem: `${quoted} names no commit here` };
  }
  const found = await repository.defaultBase();
  return found ?? { problem: "the default branch was not found; say what to compare with --base" };
}

/** The request for what `head` has and none of the merge bases, with its commit messages. */
export async function requestOf(
  repository: LocalRepository,
  mergeBases: string[],
  head: string,
): Promise<ReviewRequest> {
  const commitMessages = await repository.commitMessages(mergeBases, head);
  return {
    mergeBases,
    head,
    text: { title: "", body: "", branch: "", commitMessages },
    limits: ReviewLimits.parse({}),
  };
}
