/**
 * A child did not do its task: it crashed, was killed, or sent what is no answer. The first
 * time it may be chance; in a second, fresh child the content caused it. `reason` is our own
 * wording and fit to be shown.
 */
export class ChildFailure extends Error {
  readonly reason: string;

  constructor(reason: string, options: { cause?: unknown } = {}) {
    super(reason, options);
    this.name = "ChildFailure";
    this.reason = reason;
  }
}
