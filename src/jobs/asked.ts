import type { Command } from "../model/command.ts";
import type { PullRequest } from "../model/pull-request.ts";
import type { RepositoryRef } from "../model/repository.ts";
import type { Policy } from "../policy.ts";

/** An account as a signed delivery names it. */
export interface Sender {
  id: number;
  login: string;
  type: string;
}

/** A comment that asks; its text is what the signed delivery holds. */
export interface AskingComment {
  comment: number;
  body: string;
  viaApp: boolean;
}

/** A click on a button of a check run; each click is a delivery of its own. */
export interface AskingClick {
  checkRun: number;
  delivery: string;
}

/** Somebody asks for something about a pull request, by a comment or a click. */
export interface Asked {
  repository: RepositoryRef;
  pullRequest: number;
  command: Command;
  sender: Sender;
  by: AskingComment | AskingClick;
}

/** What an allowed command acts on: the pull request and its policy at this moment. */
export interface ActingOn {
  live: PullRequest;
  policy: Policy;
  deliveryId: string;
}

/** The id of the run that was asked for: the same comment or click always has the same. */
export function runIdOf({ repository, by }: Asked): string {
  if ("comment" in by) return `comment-${repository.id}-${by.comment}`;
  return `click-${by.delivery.toLowerCase()}`.slice(0, 64);
}
