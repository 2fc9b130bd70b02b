import type { HeardClick } from "../../jobs/hear-check-run.ts";
import type { HeardComment } from "../../jobs/hear-command.ts";
import type { HeardHead } from "../../jobs/hear-pull-request.ts";
import type { HeardRerequest } from "../../jobs/hear-rerequest.ts";
import type { HeardRange } from "../../jobs/hear-range.ts";
import type { RepositoryRef } from "../../model/repository.ts";

/** A pull request that was closed or merged, as a signed delivery tells of it. */
export interface HeardClose {
  repository: RepositoryRef;
  pullRequest: number;
  deliveryId: string;
}

/** What the events are handed to, in our own words. */
export interface Hearing {
  head(heard: HeardHead): Promise<void>;
  closed(heard: HeardClose): Promise<void>;
  comment(heard: HeardComment): Promise<void>;
  click(heard: HeardClick): Promise<void>;
  rerequest(heard: HeardRerequest): Promise<void>;
  range(heard: HeardRange): Promise<void>;
  /** What an installation reaches may have changed. */
  reach(heard: { installationId: number }): Promise<void>;
  groupDestroyed(group: Pick<HeardRange, "repository" | "headSha">): Promise<void>;
}
