import { setTimeout as pause } from "node:timers/promises";

/** Runs the work of one key after the other, with a rest in between. */
export type Turns = <T>(key: number, work: () => Promise<T>) => Promise<T>;

/**
 * Creates turns for writes. GitHub asks for one write at a time and at least a second
 * between two of them: https://docs.github.com/rest/using-the-rest-api/best-practices-for-using-the-rest-api
 */
export function createTurns(options: { spacingMs: number }): Turns {
  const last = new Map<number, Promise<unknown>>();
  return async function inTurn(key, work) {
    const before = last.get(key);
    const mine = (before ?? Promise.resolve()).then(work);
    const rested = mine.then(
      () => pause(options.spacingMs),
      () => pause(options.spacingMs),
    );
    last.set(key, rested);
    void rested.then(() => {
      if (last.get(key) === rested) last.delete(key);
    });
    return mine;
  };
}
