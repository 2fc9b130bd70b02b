/** Attempts, and time, after which what is left is small enough. */
const TRIES = 600;
const MILLISECONDS = 20_000;

/**
 * Takes away pieces of an input, halves first, single bytes last, as long as `same` says that
 * the rest still does what the whole did.
 */
export async function minimise(
  input: Buffer,
  same: (smaller: Buffer) => Promise<boolean>,
): Promise<Buffer> {
  let small = input;
  let tries = 0;
  const end = performance.now() + MILLISECONDS;
  for (let size = Math.ceil(input.length / 2); size >= 1; size = Math.floor(size / 2)) {
    for (let at = 0; at < small.length;) {
      if (tries >= TRIES || performance.now() > end) return small;
      tries += 1;
      const shorter = Buffer.concat([small.subarray(0, at), small.subarray(at + size)]);
      if (await same(shorter)) small = shorter;
      else at += size;
    }
  }
  return small;
}
