/** The one comment below a pull request. */
export interface Sticky {
  /** Null while nobody knows whether GitHub took it: a crash can come in between. */
  commentId: number | null;
  /** When it was first to be written. */
  begunAt: Date;
}

/** The part of the store that knows which comment of a pull request is ours. */
export interface Stickies {
  sticky(repositoryId: number, pullRequest: number): Promise<Sticky | null>;
  /** Notes that a comment is about to be written; what is known already stays. */
  beginSticky(repositoryId: number, pullRequest: number, now: Date): Promise<void>;
  /** Notes which comment it is; null when it is gone, and there was none. */
  keepSticky(repositoryId: number, pullRequest: number, commentId: number | null): Promise<void>;
}
