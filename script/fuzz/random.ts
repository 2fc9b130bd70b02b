import { createHash } from "node:crypto";

/** Chance that is the same for the same seed, on every machine. */
export interface Random {
  /** A whole number from 0 to below `end`; 0 where there is no such number. */
  below: (end: number) => number;
  /** One of a list; throws for an empty one. */
  pick: <T>(list: readonly T[]) => T;
}

/** Makes the chance of one case: of the seed of the run, and of all that names the case. */
export function createRandom(...seed: readonly (string | number)[]): Random {
  let state = createHash("sha256").update(seed.join("\0")).digest().readUInt32LE(0);
  // mulberry32: small, and good enough to choose places in a text.
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (end: number) => Math.floor(next() * Math.max(0, end));
  return {
    below,
    pick: <T>(list: readonly T[]): T => {
      const chosen = list[below(list.length)];
      if (chosen === undefined) throw new Error("there is nothing to choose from");
      return chosen;
    },
  };
}
