import type { Canary } from "./decoys.ts";

/** Searches the output of a run for the secrets of its decoys. */
export interface OutputSearch {
  hear(piece: Uint8Array): void;
  /** The decoys whose secret was printed. */
  found(): string[];
}

/**
 * Makes a search over a stream, in whatever pieces it comes. It knows the secrets plain, in
 * base64 and as hexadecimal digits; its work grows with the output alone.
 */
export function createOutputSearch(canaries: readonly Canary[]): OutputSearch {
  const needles = canaries.flatMap(({ id, token }) =>
    formsOf(token).map((form) => ({ id, form: Buffer.from(form) })),
  );
  const longest = Math.max(1, ...needles.map(({ form }) => form.length));
  const found = new Set<string>();
  let tail = Buffer.alloc(0);
  return {
    hear(piece) {
      if (needles.length === 0) return;
      const text = Buffer.concat([tail, piece]);
      for (const { id, form } of needles) {
        if (!found.has(id) && text.includes(form)) found.add(id);
      }
      tail = Buffer.from(text.subarray(-(longest - 1)));
    },
    found: () => [...found].sort(),
  };
}

function formsOf(token: string): string[] {
  const hex = Buffer.from(token).toString("hex");
  return [token, [...token].reverse().join(""), hex, hex.toUpperCase(), ...base64Of(token)];
}

/** The characters of base64 that depend on the token alone, at each of the three offsets. */
function base64Of(token: string): string[] {
  return [0, 1, 2].map((offset) => {
    const text = Buffer.concat([Buffer.alloc(offset), Buffer.from(token)]).toString("base64");
    return text.slice(Math.ceil((offset * 4) / 3), Math.floor(((offset + token.length) * 8) / 6));
  });
}
