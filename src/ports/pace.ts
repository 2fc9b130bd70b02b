/** When a write to GitHub may go out, by the database's clock. */
export interface Turn {
  at: Date;
  now: Date;
  /** GitHub asked one of our processes not to write before; null when it did not. */
  heldUntil: Date | null;
}

/** The part of the store by which all processes write to GitHub as one. */
export interface Pace {
  /** Takes the next turn of an installation; the turn after it is `spacingMs` later. */
  takeTurn(installationId: number, spacingMs: number): Promise<Turn>;
  /** Keeps every process from writing before a time; an earlier time changes nothing. */
  holdWrites(installationId: number, until: Date): Promise<void>;
}
