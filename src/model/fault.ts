/** What kind of failure of ours or of the world it is, so that a caller can decide on a retry. */
export type FaultKind =
  /** The other side asks to come back later; `retryAt` says when. */
  | "rate-limited"
  /** The thing does not exist any more, or not for us: repository, installation, commit. */
  | "gone"
  /** The other side understood and refused: permission, state, content. */
  | "refused"
  /** No answer, or one that promises nothing: network, 5xx, a daemon that is down. */
  | "unavailable"
  /** Ours: a bug, a full disk, a broken invariant. */
  | "internal";

/**
 * A failure that is not the content's fault. Thrown, caught in one place and never turned
 * into a verdict. Findings, problems and outcomes are values, not faults.
 */
export class Fault extends Error {
  readonly kind: FaultKind;
  readonly retryAt: Date | null;

  constructor(kind: FaultKind, message: string, options: { cause?: unknown; retryAt?: Date } = {}) {
    super(message, { cause: options.cause });
    this.name = "Fault";
    this.kind = kind;
    this.retryAt = options.retryAt ?? null;
  }
}
