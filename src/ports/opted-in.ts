import type { Reaction } from "../model/job.ts";
import type { CommitSha, RepositoryRef } from "../model/repository.ts";

/** A comment of this App. */
export interface OwnComment {
  id: number;
  body: string;
}

/** Findings for code scanning, as GitHub takes them. */
export interface SarifUpload {
  commitSha: CommitSha;
  /** `refs/pull/N/head` or `refs/heads/NAME`. */
  ref: string;
  /** SARIF, compressed by gzip and written in base64. */
  sarif: string;
}

/**
 * What GitHub lets the App do only where an installation grants more than `app.yml` asks for.
 * Each throws a `Fault` of the kind `refused` or `gone` where it does not.
 */
export interface OptedIn {
  /** Whether the installation lets the App write comments below pull requests. */
  mayComment(repository: RepositoryRef): Promise<boolean>;
  /** Puts a reaction of the App at a comment; once, however often it is asked. */
  react(repository: RepositoryRef, comment: number, reaction: Reaction): Promise<void>;
  /** Comments that this App wrote below a pull request, or changed, since a time; oldest first. */
  ownComments(repository: RepositoryRef, pullRequest: number, since: Date): Promise<OwnComment[]>;
  /** Writes a comment and answers its id. */
  createComment(repository: RepositoryRef, pullRequest: number, body: string): Promise<number>;
  /** Changes a comment; false when it is gone. */
  updateComment(repository: RepositoryRef, id: number, body: string): Promise<boolean>;
  /** Hands findings to code scanning, which reads them in its own time. */
  uploadSarif(repository: RepositoryRef, upload: SarifUpload): Promise<void>;
}
